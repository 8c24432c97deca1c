// What the tests of live music share: the embedded model, a soundfont, and performances that are
// rendered as fast as they can be.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "kernels/thread_pool.h"
#include "live/performance.h"
#include "synth/soundfont.h"

namespace continuo {

inline const Composer& test_composer() {
  static ThreadPool pool(1);
  static const Composer composer(std::filesystem::path(CONTINUO_SOURCE_DIR) / "assets" / "nano",
                                 pool);
  return composer;
}

inline const std::shared_ptr<SoundfontStore>& test_soundfont() {
  static const auto store = std::make_shared<SoundfontStore>(find_soundfont());
  return store;
}

inline Controls test_controls(const std::string& prompt, uint64_t seed = 1) {
  Controls controls;
  controls.prompts = {{prompt, 1}};
  controls.seed = seed;
  return controls;
}

// A performance with all that was heard of it.
struct Heard {
  DirectSource source{test_composer(), test_soundfont()};
  Performance performance;
  std::vector<float> sound;
  std::vector<HeardNote> notes;
  std::vector<HeardBar> bars;

  explicit Heard(const Controls& controls, double keep_s = 300)
      : performance(test_soundfont(), source, controls, keep_s) {}

  // Rounded up to 15 blocks: 20 ms.
  void play(double seconds) {
    constexpr size_t kChunk = 15 * Performance::kBlockFrames;
    std::vector<float> chunk(2 * kChunk);
    const uint64_t end = performance.position() + static_cast<uint64_t>(seconds * kSampleRateHz);
    while (performance.position() < end) {
      performance.clear_heard();
      performance.render(chunk);
      sound.insert(sound.end(), chunk.begin(), chunk.end());
      notes.insert(notes.end(), performance.notes().begin(), performance.notes().end());
      for (const HeardBar& bar : performance.bars()) {
        if (!bars.empty() && bars.back().number == bar.number) bars.pop_back();  // told again
        bars.push_back(bar);
      }
    }
  }
};

}  // namespace continuo
