#include "live/null_device.h"

#include <algorithm>
#include <chrono>

#include "dsp/denormals.h"
#include "dsp/stereo.h"
#include "rt/sample_ring.h"

namespace continuo {

namespace {

// A machine that slept has no use for the sound of that time.
constexpr std::chrono::milliseconds kMostLate{500};

}  // namespace

NullDevice::NullDevice(SampleRing& ring, size_t block_frames, Pace pace)
    : ring_(ring), block_(2 * std::max<size_t>(1, block_frames)) {
  if (pace == Pace::kSteadyClock) thread_ = std::thread([this] { keep_time(); });
}

NullDevice::~NullDevice() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ended_changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void NullDevice::advance(size_t frames) {
  const FlushDenormals flush;
  const size_t block_frames = block_.size() / 2;
  for (left_over_ += frames; left_over_ >= block_frames; left_over_ -= block_frames) {
    ring_.read(block_);
    frames_.fetch_add(block_frames, std::memory_order_relaxed);
  }
}

void NullDevice::keep_time() {
  using Clock = std::chrono::steady_clock;
  const size_t block_frames = block_.size() / 2;
  Clock::time_point began = Clock::now();
  uint64_t blocks = 0;
  std::unique_lock lock(mutex_);
  while (true) {
    // From the beginning, and not from the last block: errors do not add up.
    const auto passed = std::chrono::nanoseconds(static_cast<int64_t>(
        static_cast<double>((blocks + 1) * block_frames) * 1e9 / kSampleRateHz));
    if (ended_changed_.wait_until(lock, began + passed, [this] { return ended_; })) return;
    lock.unlock();
    advance(block_frames);
    lock.lock();
    ++blocks;
    if (Clock::now() - (began + passed) > kMostLate) {
      began = Clock::now();
      blocks = 0;
    }
  }
}

}  // namespace continuo
