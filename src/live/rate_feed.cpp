#include "live/rate_feed.h"

#include <algorithm>
#include <chrono>

#include "dsp/stereo.h"

namespace continuo {

namespace {

constexpr size_t kSourceFrames = 128;
// How late the thread may wake up: more than it sleeps.
constexpr double kSpare_s = 0.008;
constexpr std::chrono::milliseconds kSleep{2};

}  // namespace

RateFeed::RateFeed(SampleRing& source, int rate_hz, size_t block_frames)
    : RateFeed(source, rate_hz, block_frames, false) {}

RateFeed::RateFeed(SampleRing& source, int rate_hz, size_t block_frames, bool by_hand)
    : source_(source),
      kept_frames_(block_frames + SampleRing::kFadeFrames +
                   static_cast<size_t>(kSpare_s * std::max(rate_hz, 1))),
      ring_(2 * kept_frames_ + 4096),
      resampler_(kSampleRateHz, rate_hz, 2),
      block_(2 * kSourceFrames) {
  ring_.set_idle(false);
  if (!by_hand) thread_ = std::thread([this] { keep_full(); });
}

RateFeed::~RateFeed() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ended_changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void RateFeed::fill() {
  // The converter holds some back at first, so that more is asked for than comes; but not for ever.
  for (int tries = 0; ring_.readable_frames() < kept_frames_ && tries < 1000; ++tries) {
    source_.read(block_);
    resampler_.push(block_, converted_);
    written_ += 2 * ring_.write(std::span<const float>(converted_).subspan(written_));
    if (written_ == converted_.size()) {
      converted_.clear();
      written_ = 0;
    }
  }
}

void RateFeed::keep_full() {
  std::unique_lock lock(mutex_);
  do {
    lock.unlock();
    fill();
    lock.lock();
  } while (!ended_changed_.wait_for(lock, kSleep, [this] { return ended_; }));
}

}  // namespace continuo
