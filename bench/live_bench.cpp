// How live a performance is: sound against time, knob against ear, and many sessions at once.
//
//   live_bench [sessions 8] [seconds 20]
//
// Verifies first that a performance gives the same samples twice. Then it renders as fast as it can
// (what sound costs), and plays in real time while controls move (how late a change is heard, and
// whether any chunk was).

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "base/process_memory.h"
#include "base/rng.h"
#include "base/stopwatch.h"
#include "live/performance.h"
#include "live/session.h"
#include "synth/soundfont.h"

namespace continuo {
namespace {

constexpr std::array kPrompts{"upbeat funk band", "solo piano nocturne", "techno",
                              "string quartet",   "big band swing",      "ambient pads",
                              "epic orchestral",  "lo-fi hip hop"};
const std::string kModel = std::string(CONTINUO_ASSETS_DIR) + "/nano";

struct Spread {
  std::vector<double> values;
  double at(double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
  }
  std::string text() {
    return fmt::format("median {:.1f}  p99 {:.1f}  worst {:.1f}", at(0.5), at(0.99), at(1));
  }
};

Controls controls_of(const char* prompt, uint64_t seed, Writer writer = Writer::kBand) {
  Controls controls;
  controls.prompts = {{prompt, 1}};
  controls.seed = seed;
  controls.writer = writer;
  return controls;
}

std::vector<float> rendered(const Composer& composer, const std::shared_ptr<SoundfontStore>& store,
                            const Controls& controls, double seconds, Spread& chunk_ms) {
  DirectSource source(composer, store);
  Performance performance(store, source, controls, 300);
  std::vector<float> sound;
  std::vector<float> chunk(2 * 960);
  while (performance.position() < static_cast<uint64_t>(seconds * kSampleRateHz)) {
    const Stopwatch watch;
    performance.clear_heard();
    performance.render(chunk);
    chunk_ms.values.push_back(1000 * watch.seconds());
    sound.insert(sound.end(), chunk.begin(), chunk.end());
  }
  return sound;
}

void measure_sound() {
  ThreadPool pool(1);
  const Composer composer(kModel, pool);
  const auto store = std::make_shared<SoundfontStore>(find_soundfont());
  Spread ignored;
  const Controls first = controls_of(kPrompts[0], 1);
  if (rendered(composer, store, first, 10, ignored) !=
      rendered(composer, store, first, 10, ignored)) {
    fmt::print(stderr, "live_bench: the same controls gave other samples\n");
    std::exit(1);
  }
  for (const Writer writer : {Writer::kBand, Writer::kModel}) {
    for (const char* prompt : kPrompts) {
      Spread chunk_ms;
      const Stopwatch watch;
      rendered(composer, store, controls_of(prompt, 1, writer), 60, chunk_ms);
      fmt::print("{:<6} {:<20} {:6.1f} x real time   chunk of 20 ms: {} ms\n", writer_name(writer),
                 prompt, 60 / watch.seconds(), chunk_ms.text());
    }
  }
}

void measure_sessions(int count, double seconds) {
  LiveEngine engine({.model = kModel, .model_name = "nano", .soundfont = {}, .threads = 1});
  struct Player {
    std::unique_ptr<LiveSession> session;
    std::mutex mutex;
    Spread gap_ms;
    std::chrono::steady_clock::time_point last;
    bool heard = false;
  };
  std::vector<std::unique_ptr<Player>> players;
  Spread control_ms;
  for (int i = 0; i < count; ++i) {
    players.push_back(std::make_unique<Player>());
    Player& player = *players.back();
    player.session = std::make_unique<LiveSession>(
        engine, controls_of(kPrompts[static_cast<size_t>(i) % kPrompts.size()], 1),
        SessionOptions{}, [&player](const Chunk&) {
          const auto now = std::chrono::steady_clock::now();
          const std::lock_guard lock(player.mutex);
          if (player.heard) {
            const std::chrono::duration<double, std::milli> gap = now - player.last;
            player.gap_ms.values.push_back(gap.count());
          }
          player.heard = true;
          player.last = now;
        });
    player.session->play();
  }
  Rng rng(1);
  const Stopwatch watch;
  while (watch.seconds() < seconds) {
    Player& player = *players[static_cast<size_t>(rng.range(0, count - 1))];
    const SessionStatus before = player.session->status();
    Controls controls = before.controls;
    controls.density = rng.uniform();
    controls.key = Key{rng.range(0, 11), Mode::kMinor};
    player.session->set(controls, When::kNow);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const SessionStatus after = player.session->status();
    if (after.control_ms != before.control_ms) control_ms.values.push_back(after.control_ms);
  }
  uint64_t late = 0;
  uint64_t missed = 0;
  double load = 0;
  Spread gaps;
  for (const auto& player : players) {
    const SessionStatus status = player->session->status();
    late += status.late_chunks;
    missed += status.missed_bars;
    load += status.load;
    const std::lock_guard lock(player->mutex);
    gaps.values.insert(gaps.values.end(), player->gap_ms.values.begin(),
                       player->gap_ms.values.end());
  }
  const SessionOptions options;
  fmt::print(
      "{} sessions for {:.0f} s: {} late chunks, {} missed bars, load {:.0f} % of a core, "
      "{} MB resident\n",
      count, seconds, late, missed, 100 * load, resident_bytes() >> 20);
  fmt::print(
      "  from set() to the first changed sample rendered: {} ms; heard {:.0f} ms later "
      "(lead), and a device's buffer\n",
      control_ms.text(), 1000 * options.lead_s);
  fmt::print("  between chunks of 20 ms: {} ms\n", gaps.text());
}

}  // namespace
}  // namespace continuo

int main(int argc, char** argv) {
  const int sessions = argc > 1 ? std::atoi(argv[1]) : 8;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 20;
  continuo::measure_sound();
  continuo::measure_sessions(1, seconds);
  continuo::measure_sessions(std::max(1, sessions), seconds);
}
