// Power spectra of stereo sound over time, both sides together, one moment after the other: memory
// does not grow with the length of the sound.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "dsp/stereo.h"

namespace continuo {

// What listens here expects sound at this rate.
inline constexpr int kListenRateHz = kSampleRateHz;
// Sound at kListenRateHz, resampled where it comes at another.
Stereo at_listening_rate(Stereo sound);

// Mean power of the two sides in bins 0..fft/2 under a Hann window centred on sample frame
// `moment * hop`; a full sine on both sides shows as 1 in its bin. Before and after the sound is
// silence. A sound of n sample frames has n / hop + 1 moments.
using SpectrumReader = std::function<void(size_t moment, std::span<const float> power)>;
void each_spectrum(const Stereo& sound, size_t fft_samples, size_t hop_frames,
                   const SpectrumReader& reader);

// The median of the values within `reach` places of each place; near the ends of those there are.
class RunningMedian {
 public:
  explicit RunningMedian(size_t reach) : reach_(reach) {}
  void filter(std::span<const float> in, std::span<float> out);

 private:
  size_t reach_;
  std::vector<float> sorted_;
};

}  // namespace continuo
