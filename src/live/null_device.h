// A device for machines without sound: it keeps the time of one, and what it is given is not heard.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace continuo {

class SampleRing;

class NullDevice {
 public:
  enum class Pace { kSteadyClock, kByHand };

  // Reads `block_frames` whenever as much time of 48 kHz has passed, on a thread of its own. The
  // ring must outlive it.
  NullDevice(SampleRing& ring, size_t block_frames, Pace pace = Pace::kSteadyClock);
  ~NullDevice();
  NullDevice(const NullDevice&) = delete;
  NullDevice& operator=(const NullDevice&) = delete;

  // For Pace::kByHand: so much time passes, in whole blocks; what is left over counts next time.
  void advance(size_t frames);
  // Of the block that was read last. Thread: the one that advances.
  const std::vector<float>& block() const { return block_; }
  uint64_t frames() const { return frames_.load(std::memory_order_relaxed); }

 private:
  void keep_time();

  SampleRing& ring_;
  std::vector<float> block_;
  size_t left_over_ = 0;
  std::atomic<uint64_t> frames_{0};
  std::mutex mutex_;
  std::condition_variable ended_changed_;
  bool ended_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
