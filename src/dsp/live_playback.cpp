#include "dsp/live_playback.h"

#include <algorithm>
#include <chrono>

namespace continuo {

namespace {

// What is still to be made may take this much longer than what was: steps get slower as a piece
// gets longer.
constexpr double kCaution = 1.25;
constexpr double kFirstCushion_s = 0.3;
// A device that holds 0.2 s has almost nothing left after so long without more.
constexpr std::chrono::milliseconds kDryAfter{150};
constexpr size_t kPieceSamples = 4096;

}  // namespace

double seconds_before_playing(double to_come_s, double rate, double cushion_s) {
  if (to_come_s <= 0) return 0;
  return std::max(cushion_s, to_come_s * (kCaution / rate - 1));
}

LivePlayback::LivePlayback(Sink sink, int rate_hz)
    : sink_(std::move(sink)),
      samples_a_second_(2.0 * rate_hz),
      cushion_s_(kFirstCushion_s),
      thread_([this] { play(); }) {}

LivePlayback::~LivePlayback() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void LivePlayback::add(std::span<const float> interleaved, double to_come_s) {
  {
    const std::lock_guard lock(mutex_);
    // What was heard makes room, a second or more at a time.
    if (static_cast<double>(handed_on_) > samples_a_second_) {
      waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(handed_on_));
      handed_on_ = 0;
    }
    waiting_.insert(waiting_.end(), interleaved.begin(), interleaved.end());
    to_come_s_ = to_come_s;
    if (!since_first_) {
      since_first_.emplace();
      first_to_come_s_ = to_come_s;
    }
  }
  changed_.notify_all();
}

// Seconds of sound a second; 0 where it is not known yet.
double LivePlayback::rate() const {
  const double spent = since_first_ ? since_first_->seconds() : 0;
  return spent > 0 ? std::max(0.0, first_to_come_s_ - to_come_s_) / spent : 0;
}

bool LivePlayback::lasts() const {
  const double seconds = static_cast<double>(waiting_.size() - handed_on_) / samples_a_second_;
  if (ended_) return true;
  return since_first_ && rate() > 0 &&
         seconds >= seconds_before_playing(to_come_s_, rate(), cushion_s_);
}

bool LivePlayback::has_begun() const {
  const std::lock_guard lock(mutex_);
  return begun_;
}

std::optional<double> LivePlayback::begins_in_s() const {
  const std::lock_guard lock(mutex_);
  if (begun_) return 0;
  if (!since_first_ || rate() <= 0) return std::nullopt;
  // Each second that is made adds one to what waits and takes one from what is to come.
  const double made = static_cast<double>(waiting_.size() - handed_on_) / samples_a_second_;
  const double total = made + to_come_s_;
  const double needed = std::max(cushion_s_, total * (1 - rate() / kCaution));
  return std::clamp(needed - made, 0.0, to_come_s_) / rate();
}

bool LivePlayback::finish() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    if (!begun_) stopped_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  return begun_ && !failed_;
}

void LivePlayback::play() {
  std::vector<float> piece;
  std::unique_lock lock(mutex_);
  while (true) {
    if (!playing_) {
      changed_.wait(lock, [this] { return stopped_ || lasts(); });
    } else if (!changed_.wait_for(lock, kDryAfter, [this] {
                 return stopped_ || ended_ || handed_on_ < waiting_.size();
               })) {
      playing_ = false;
      cushion_s_ *= 2;
      continue;
    }
    if (stopped_) return;
    begun_ = playing_ = true;
    const size_t count = std::min(kPieceSamples, waiting_.size() - handed_on_);
    if (count == 0) return;  // the end
    const auto begin = waiting_.begin() + static_cast<std::ptrdiff_t>(handed_on_);
    piece.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
    handed_on_ += count;
    lock.unlock();
    const bool heard = sink_(piece);
    lock.lock();
    if (!heard) {
      failed_ = true;
      return;
    }
  }
}

}  // namespace continuo
