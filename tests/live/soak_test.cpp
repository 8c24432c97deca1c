// An hour of music on a simulated clock, under storms of controls: the sound never runs dry, nothing
// clicks, and memory stays where it is.

#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <optional>

#include "base/process_memory.h"
#include "live/live_fixture_test.h"
#include "rt/sample_ring.h"

namespace continuo {
namespace {

constexpr size_t kChunkFrames = 15 * Performance::kBlockFrames;  // 20 ms
constexpr size_t kAudioBlock = 256;
constexpr size_t kLeadFrames = 3 * kChunkFrames;

// The desk as a busy machine has it: answers lie ready only some blocks after they were asked for.
class SlowSource final : public RoundSource {
 public:
  explicit SlowSource(uint64_t seed) : rng_(seed) {}

  void ask(RoundRequest request) override {
    if (!request.follows) ready_.clear();
    // A model's pieces come one after the other.
    int after = rng_.range(0, rng_.chance(0.1) ? 1500 : 100);
    direct_.ask(std::move(request));
    while (std::optional<Written> written = direct_.poll()) {
      ready_.emplace_back(now_ + static_cast<uint64_t>(after), std::move(*written));
      after += rng_.range(0, 40);
    }
  }
  std::optional<Written> poll() override {
    if (ready_.empty() || ready_.front().first > now_) {
      ++now_;
      return std::nullopt;
    }
    Written written = std::move(ready_.front().second);
    ready_.pop_front();
    return written;
  }

 private:
  DirectSource direct_{test_composer(), test_soundfont()};
  Rng rng_;
  uint64_t now_ = 0;
  std::deque<std::pair<uint64_t, Written>> ready_;
};

Controls storm(Controls controls, Rng& rng) {
  static const std::vector<std::string> kWords{
      "upbeat funk band", "solo piano nocturne", "techno",          "string quartet in minor",
      "reggae",           "ambient pads",        "big band swing",  "metal guitars",
      "bossa nova",       "chiptune adventure",  "epic orchestral", "lo-fi hip hop"};
  switch (rng.range(0, 13)) {
    case 0:
      controls.prompts = {{rng.pick(kWords), rng.uniform(0.1, 2)}};
      break;
    case 1:
      if (controls.prompts.size() < 5)
        controls.prompts.push_back({rng.pick(kWords), rng.uniform(0, 1)});
      break;
    case 2:
      for (WeightedPrompt& prompt : controls.prompts) prompt.weight = rng.uniform(0, 1);
      break;
    case 3:
      controls.bpm = rng.chance(0.2) ? std::nullopt : std::optional(rng.range(50, 200));
      break;
    case 4:
      controls.key = rng.chance(0.2)
                         ? std::nullopt
                         : std::optional(Key{rng.range(0, 11), static_cast<Mode>(rng.range(0, 7))});
      break;
    case 5:
      controls.density = rng.uniform();
      break;
    case 6:
      controls.brightness = rng.uniform();
      break;
    case 7:
      controls.mute_bass = rng.chance(0.5);
      controls.mute_drums = rng.chance(0.5);
      break;
    case 8:
      controls.only_bass_and_drums = rng.chance(0.3);
      break;
    case 9:
      controls.parts = {{rng.range(0, 40), rng.chance(0.3), rng.chance(0.2), rng.uniform(-20, 6)},
                        {kDrumKit, rng.chance(0.3), false, rng.uniform(-12, 3)}};
      break;
    case 10:
      controls.metre = rng.chance(0.3) ? std::nullopt : std::optional(rng.pick(metres()));
      break;
    case 11:
      controls.volume_db = rng.uniform(-12, 3);
      break;
    case 12:
      controls.writer = rng.chance(0.3) ? Writer::kModel : Writer::kBand;
      break;
    default:
      controls.seed = rng.next() % 1000;
      break;
  }
  return controls;
}

// Looks at each place where two blocks meet and no note begins: the step there is no larger than
// what the sound around it does.
class JoinInspector {
 public:
  void inspect(std::span<const float> sound, uint64_t position,
               const std::vector<HeardNote>& notes) {
    const size_t frames = sound.size() / 2;
    for (size_t join = 2 * Performance::kBlockFrames; join + Performance::kBlockFrames < frames;
         join += Performance::kBlockFrames) {
      const bool attack = std::any_of(notes.begin(), notes.end(), [&](const HeardNote& note) {
        // The limiter delays what is heard.
        return note.start <= position + join + 64 && note.start + 2000 >= position + join;
      });
      if (attack) continue;
      ++joins;
      for (size_t channel = 0; channel < 2; ++channel) {
        const auto step = [&](size_t at) {
          return std::abs(sound[2 * at + channel] - sound[2 * at - 2 + channel]);
        };
        float around = 0;
        for (size_t at = join - 60; at < join + 60; ++at) {
          if (at < join - 1 || at > join + 1) around = std::max(around, step(at));
        }
        const float here = std::max({step(join - 1), step(join), step(join + 1)});
        if (here > 0.02f && here > 4 * around) ++clicks;
      }
    }
  }
  size_t joins = 0;
  size_t clicks = 0;
};

// Samples are decoded once, when an instrument is first heard: they count apart.
struct Memory {
  double allocated = 0;  // bytes that somebody holds
  double resident = 0;   // these, and what the allocator keeps for the largest round so far
};
Memory memory_but_samples() {
  const struct mallinfo2 heap = mallinfo2();
  const auto samples = static_cast<double>(test_soundfont()->decoded_bytes());
  return {static_cast<double>(heap.uordblks + heap.hblkhd) - samples,
          static_cast<double>(resident_bytes()) - samples};
}

TEST(Soak, AnHourOfControlStorms) {
  const char* asked = std::getenv("CONTINUO_SOAK_SECONDS");
  const double seconds = asked != nullptr ? std::atof(asked) : 3600;
  Rng rng(2026);
  SlowSource source(1);
  Controls controls = test_controls("upbeat funk band");
  Performance performance(test_soundfont(), source, controls, 300);
  SampleRing ring(48000);
  JoinInspector joins;
  std::vector<float> chunk(2 * kChunkFrames);
  std::vector<float> heard(2 * kAudioBlock);
  const auto fill = [&] {
    ring.set_idle(false);
    while (ring.readable_frames() < kLeadFrames) {
      performance.clear_heard();
      const uint64_t position = performance.position();
      performance.render(chunk);
      for (const float sample : chunk) {
        ASSERT_TRUE(std::isfinite(sample));
        ASSERT_LE(std::abs(sample), 1.0f);
      }
      joins.inspect(chunk, position, performance.notes());
      ASSERT_EQ(ring.write(chunk), kChunkFrames);
    }
  };
  const auto total = static_cast<uint64_t>(seconds * kSampleRateHz);
  uint64_t next_storm = 0;
  ClockReading clock;
  double clock_from = 0;
  int calls = 0;
  std::optional<Memory> settled;
  double energy = 0;
  while (ring.frames_read() < total) {
    if (ring.frames_read() >= next_storm) {
      // Calm stretches, and bursts of a change every 80 ms as a dragged knob makes them.
      const bool burst = rng.chance(0.7);
      next_storm = ring.frames_read() +
                   static_cast<uint64_t>(kSampleRateHz * (burst ? 0.08 : rng.uniform(0.5, 8)));
      controls = storm(controls, rng);
      performance.set(controls, static_cast<When>(rng.range(0, 2)));
      ++calls;
      if (rng.chance(0.004)) performance.restart();
      if (rng.chance(0.02)) {
        const bool ends = rng.chance(0.3);
        const double beat = rng.uniform(0, 64);
        clock = {ends ? 0 : rng.uniform(60, 180),
                 rng.chance(0.2) ? std::nullopt : std::optional(beat), std::nullopt, 0};
        clock_from = static_cast<double>(performance.position());
      }
      performance.follow_clock(clock, clock_from, rng.chance(0.1));
    }
    fill();
    if (HasFatalFailure()) return;
    ring.read(heard);
    for (const float sample : heard) energy += static_cast<double>(sample * sample);
    if (!settled && ring.frames_read() > total / 3) settled = memory_but_samples();
  }
  EXPECT_EQ(ring.underruns(), 0u);
  EXPECT_EQ(joins.clicks, 0u) << "of " << joins.joins << " joins";
  EXPECT_GT(joins.joins, 1000u);
  EXPECT_GT(calls, seconds / 8);
  EXPECT_GT(energy / static_cast<double>(2 * total), 1e-4);
  const Memory last = memory_but_samples();
  EXPECT_LT(last.allocated, 1.05 * settled->allocated + 8e6);
  EXPECT_LT(last.resident, 2 * settled->resident);
  EXPECT_LT(performance.history().bars(), 1000u);
  RecordProperty("joins", static_cast<int>(joins.joins));
  RecordProperty("changes", calls);
  RecordProperty("missed_bars", static_cast<int>(performance.missed_bars()));
  RecordProperty("megabytes", static_cast<int>(resident_bytes() >> 20));
  RecordProperty("megabytes_of_samples", static_cast<int>(test_soundfont()->decoded_bytes() >> 20));
}

}  // namespace
}  // namespace continuo
