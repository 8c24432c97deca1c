// From words to the first sample and to the last note, on one core, against what was promised and
// against what the memory allows.
//
//   compose_bench [MODEL_FOLDER] [ROUNDS]
//
// Verifies first: two runs of one seed must give the same notes. Rounds are interleaved: the band,
// the model, the memory's speed. A model's frame must read every weight once, so bytes by frames
// over the speed at which they come is the least time that its frames can take: from memory, or
// from a cache that holds as much, whichever is faster here.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "base/process_memory.h"
#include "base/stopwatch.h"
#include "compose/composer.h"
#include "compose/take.h"
#include "kernels/memory_bandwidth.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "synth/soundfont.h"

namespace continuo {
namespace {

constexpr const char* kPrompt = "energetic funk big band, 104 bpm";
constexpr int kBars = 8;
// Clavinet, organ, guitar, slap bass, strings, brass, saxophone and drums.
const std::vector<PlanPart> kParts = {
    {7, Role::kChords}, {16, Role::kPad},     {27, Role::kChords}, {36, Role::kBass},
    {48, Role::kPad},   {61, Role::kCounter}, {66, Role::kLead},   {kDrumKit, Role::kDrums}};

// Milliseconds that passed, and those of them in which this process had the core: what was promised
// of one core is held against these, for others may use the machine.
struct Spent {
  double wall = 0;
  double processor = 0;
  Spent operator+(const Spent& other) const {
    return {wall + other.wall, processor + other.processor};
  }
};

class Watch {
 public:
  Spent spent() const { return {wall_.ms(), processor_ms() - began_}; }

 private:
  static double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
  }
  Stopwatch wall_;
  double began_ = processor_ms();
};

struct Round {
  Spent plan;          // words to plan
  Spent first_bar;     // plan to the first bar's notes
  Spent notes;         // plan to the last note
  Spent first_sample;  // the first bar's notes to its first sample, from a closed soundfont
  size_t head_frames = 0;
  size_t body_frames = 0;  // that the model wrote
  Score score;
};

Round run(const Composer& composer, Writer writer) {
  Wish wish;
  wish.prompt = kPrompt;
  wish.bars = kBars;
  wish.given.parts = kParts;
  ComposeSettings settings;
  settings.seed = 5;
  settings.notes = writer;
  Round round;
  const Watch planning;
  const Plan plan = composer.plan(wish, settings);
  round.plan = planning.spent();
  round.head_frames = encode_head(plan).size();
  const Watch composing;
  round.score = composer.compose(kPrompt, plan, settings, [&](const ComposeProgress& progress) {
    if (round.first_bar.wall == 0) round.first_bar = composing.spent();
    if (writer == Writer::kModel) round.body_frames = progress.frames;
    return true;
  });
  round.notes = composing.spent();
  const Watch sounding;
  SoundfontRenderer renderer;
  renderer.begin(round.score.plan);
  renderer.feed(round.score, round.score.bars.front().end());
  std::vector<float> block(128);
  renderer.pull(block);
  round.first_sample = sounding.spent();
  return round;
}

struct SpentReadings {
  Readings wall, processor;
  void add(const Spent& spent) {
    wall.add(spent.wall);
    processor.add(spent.processor);
  }
};

struct Times {
  SpentReadings plan, notes, first_sample, whole, first_note, heard;
  void add(const Round& round) {
    plan.add(round.plan);
    notes.add(round.notes);
    first_sample.add(round.first_sample);
    whole.add(round.plan + round.notes);
    first_note.add(round.plan + round.first_bar);
    heard.add(round.plan + round.first_bar + round.first_sample);
  }
};

const char* verdict(double found, double promised) { return found <= promised ? "held" : "MISSED"; }

void line(const char* what, const SpentReadings& found, double promised_ms) {
  fmt::print("| {} | {:.1f} ms | {:.1f} ms | {:g} ms | {} |\n", what, found.wall.median(),
             found.processor.median(), promised_ms, verdict(found.processor.median(), promised_ms));
}

void line(const char* what, double found_mb, double promised_mb) {
  fmt::print("| {} | {:.0f} MB | | {:g} MB | {} |\n", what, found_mb, promised_mb,
             verdict(found_mb, promised_mb));
}

double folder_mb(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const char* name : {"model.safetensors", "config.json", "spiece.model"}) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(folder / name, ignored);
    if (!ignored) bytes += static_cast<double>(size);
  }
  return bytes / 1e6;
}

int bench(const std::filesystem::path& folder, int rounds) {
  ThreadPool pool(1);
  const Watch loading;
  const Composer composer(folder, pool);
  const Spent load = loading.spent();
  const Round band = run(composer, Writer::kBand);
  const Round model = run(composer, Writer::kModel);
  SoundfontRenderer renderer;
  const Watch rendering;
  const Stereo take = render_take(band.score, renderer);
  const Spent rendered = rendering.spent();
  const double resident_mb = static_cast<double>(resident_bytes()) / 1e6;
  const double peak_mb = static_cast<double>(peak_resident_bytes()) / 1e6;

  // After memory was counted: what follows is the bench's own.
  const auto loaded = musicgen::MusicGen::load(folder, {.pool = pool});
  const auto frame_bytes =
      static_cast<double>(loaded.step_bytes(loaded.start({loaded.null()}, 1)).weights);
  const BandwidthProbe far(pool);
  const BandwidthProbe near(pool, static_cast<size_t>(frame_bytes));
  Times of_band, of_model;
  Readings far_speed, near_speed;
  for (int i = 0; i < rounds; ++i) {
    const Round a = run(composer, Writer::kBand);
    const Round b = run(composer, Writer::kModel);
    if (a.score != band.score || b.score != model.score) {
      fmt::print(stderr, "compose_bench: one seed gave two different pieces\n");
      return 1;
    }
    of_band.add(a);
    of_model.add(b);
    far_speed.add(far.read());
    near_speed.add(near.read());
  }

  fmt::print("{} bars, {} parts, one thread; medians of {} interleaved rounds\n\n", kBars,
             kParts.size(), rounds);
  fmt::print("| | wall | processor | promised | |\n|---|---|---|---|---|\n");
  line("words to the last note, band", of_band.whole, 500);
  line("words to the last note, model", of_model.whole, 500);
  line("words to the first bar's notes, band", of_band.first_note, 100);
  line("words to the first bar's notes, model", of_model.first_note, 100);
  line("words to the first sample, band", of_band.heard, 100);
  line("words to the first sample, model", of_model.heard, 100);
  line("resident, with the soundfont", resident_mb, 300);
  line("resident at most", peak_mb, 300);
  line("model on disk", folder_mb(folder), 30);

  fmt::print(
      "\n| frames of the model | processor | weights read | least | times that |\n"
      "|---|---|---|---|---|\n");
  const double speed = std::max(far_speed.median(), near_speed.median());
  const auto bound = [&](const char* what, const SpentReadings& spent, size_t frames) {
    const double bytes = frame_bytes * static_cast<double>(frames);
    const double least = 1000 * bytes / speed;
    fmt::print("| {}: {} frames | {:.1f} ms | {:.0f} MB | {:.1f} ms | {:.1f} |\n", what, frames,
               spent.processor.median(), bytes / 1e6, least, spent.processor.median() / least);
  };
  bound("plan", of_band.plan, band.head_frames);
  bound("notes by the model", of_model.notes, model.body_frames);
  fmt::print(
      "\n{:.1f} MB a frame; memory gives {:.1f} GB/s, {:.1f} at best; a frame's bytes again and "
      "again {:.1f}, {:.1f} at best\n",
      frame_bytes / 1e6, far_speed.median() / 1e9, far_speed.most() / 1e9,
      near_speed.median() / 1e9, near_speed.most() / 1e9);
  fmt::print(
      "processor time: model loaded in {:.0f} ms; notes by the band {:.1f} ms; first sample from a "
      "closed soundfont {:.1f} ms; take of {:.1f} s rendered in {:.0f} ms\n",
      load.processor, of_band.notes.processor.median(), of_band.first_sample.processor.median(),
      take.seconds(), rendered.processor);
  return 0;
}

}  // namespace
}  // namespace continuo

int main(int argc, char** argv) {
  try {
    return continuo::bench(argc > 1 ? argv[1] : CONTINUO_ASSETS_DIR "/nano",
                           argc > 2 ? std::atoi(argv[2]) : 15);
  } catch (const std::exception& error) {
    fmt::print(stderr, "compose_bench: {}\n", error.what());
    return 1;
  }
}
