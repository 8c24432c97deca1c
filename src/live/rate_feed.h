// Brings sound from 48 kHz to the rate of a device that has another, on a thread of its own: the
// audio thread still only reads a ring.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "dsp/resample.h"
#include "rt/sample_ring.h"

namespace continuo {

// To `source` it is a device that reads blocks; to the device it is a ring that is kept full.
class RateFeed {
 public:
  // The source must outlive it. Throws Error(kInput) for a rate that cannot be.
  RateFeed(SampleRing& source, int rate_hz, size_t block_frames);
  // With `by_hand` there is no thread: fill() is called by whoever keeps it full.
  RateFeed(SampleRing& source, int rate_hz, size_t block_frames, bool by_hand);
  ~RateFeed();
  RateFeed(const RateFeed&) = delete;
  RateFeed& operator=(const RateFeed&) = delete;

  SampleRing& ring() { return ring_; }
  // Sound that waits in it, at the device's rate; a part of the device's latency.
  size_t waiting_frames() const { return kept_frames_; }

  void fill();

 private:
  void keep_full();

  SampleRing& source_;
  const size_t kept_frames_;
  SampleRing ring_;
  Resampler resampler_;
  std::vector<float> block_;
  std::vector<float> converted_;
  size_t written_ = 0;  // samples of converted_
  std::mutex mutex_;
  std::condition_variable ended_changed_;
  bool ended_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
