// Changes of sampling rate, in a stream or at once (libsoxr).
#pragma once

#include <memory>
#include <span>
#include <vector>

namespace continuo {

// Linear phase, flat to 91 % of the lower band, aliases under -120 dB. What comes out is aligned
// with what went in: the filter's delay is taken off. Belongs to one thread.
class Resampler {
 public:
  // Throws Error(kInput) for rates or channels that are not positive.
  Resampler(int from_hz, int to_hz, int channels);
  ~Resampler();
  Resampler(const Resampler&) = delete;
  Resampler& operator=(const Resampler&) = delete;

  // Appends to `out` what can be said so far; the rest comes at the end.
  void push(std::span<const float> interleaved, std::vector<float>& out);
  void finish(std::vector<float>& out);

 private:
  struct Closer {
    void operator()(void* state) const;
  };
  int from_hz_, to_hz_, channels_;
  std::unique_ptr<void, Closer> state_;  // soxr_t; none between equal rates
};

// n sample frames become n * to / from, rounded.
std::vector<float> resampled(std::span<const float> interleaved, int channels, int from_hz,
                             int to_hz);

}  // namespace continuo
