// A look-ahead limiter that holds the true peak (between the samples too) of stereo sound under a
// ceiling.
//
// How it works: peaks are found on the signal oversampled four times; the gain that each peak needs
// is held over the look-ahead, released slowly, and smoothed by two running means as long as the
// look-ahead together. The smoothed gain has therefore arrived when the peak does, and it has no
// corner. Both channels share one gain, so the image stands still. Gains are fixed-point numbers:
// running sums are exact, and a signal that never meets the ceiling passes bit for bit.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "dsp/stereo.h"

namespace continuo {

// The louder channel's peak around each sample frame, on the signal oversampled four times; in a
// stream, late by kLatencyFrames.
class TruePeakDetector {
 public:
  static constexpr int kTaps = 24;  // of each of the four phases
  static constexpr size_t kLatencyFrames = kTaps / 2;

  TruePeakDetector();
  float next(float left, float right);

 private:
  std::array<std::array<float, kTaps>, 3>
      phases_;  // the phase that lies on the samples needs no filter
  std::array<std::array<float, 2 * kTaps>, 2>
      history_{};  // written twice, so that any window is contiguous
  size_t at_ = 0;
};

// Turns peaks into a smooth gain that is low enough when a peak arrives, `latency_frames` later.
class GainSmoother {
 public:
  GainSmoother(int rate_hz, double lookahead_ms, double release_ms);
  // `peak` relative to the ceiling: 2 means that the signal must be halved.
  float next(float peak);
  size_t latency_frames() const { return lookahead_; }

 private:
  struct Mean {
    std::vector<int64_t> window;
    size_t at = 0;
    int64_t sum = 0;
    int64_t next(int64_t value);
  };
  struct Candidate {
    uint64_t frame;
    int64_t gain;
  };

  size_t lookahead_;
  double release_;
  std::vector<Candidate> queue_;  // ring of ascending gains: the front is the minimum of the window
  size_t front_ = 0;
  size_t count_ = 0;
  uint64_t frame_ = 0;
  int64_t gain_;
  Mean first_;
  Mean second_;
};

struct LimiterSettings {
  double ceiling_db = -1.0;  // true peak
  double lookahead_ms = 4.0;
  double release_ms = 120.0;
};

// Streaming: what goes in comes out latency_frames() later.
class Limiter {
 public:
  explicit Limiter(int rate_hz = kSampleRateHz, const LimiterSettings& settings = {});
  void process(std::span<float> interleaved);  // in place
  size_t latency_frames() const { return delay_.size() / 2; }

 private:
  float inverse_ceiling_;
  TruePeakDetector detector_;
  GainSmoother smoother_;
  std::vector<float> delay_;
  size_t at_ = 0;
};

// The whole of a sound at once, without the latency. Returns the deepest reduction in dB (0 where
// nothing was done).
double limit(Stereo& sound, const LimiterSettings& settings = {});

// What TruePeakDetector finds at every sample frame, without its latency.
std::vector<float> true_peaks(const Stereo& sound);

}  // namespace continuo
