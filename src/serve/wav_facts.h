// What a page shows of a sound file without reading it: how long, how loud, and its outline.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

namespace continuo {

inline constexpr size_t kTakePeaks = 400;

struct WavFacts {
  double seconds = 0;
  std::optional<double> lufs;  // none for silence, or less than 0.4 s
  // The least and the most sample of either channel, in kTakePeaks equal stretches.
  std::vector<std::pair<float, float>> peaks;
};

// Reads a stereo file once, in pieces. Throws Error(kInput) where it is none.
WavFacts wav_facts(const std::filesystem::path& path);

}  // namespace continuo
