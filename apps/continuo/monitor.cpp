#include "monitor.h"

#include <fmt/format.h>

#include "base/progress.h"

namespace continuo {

namespace {

// Models leave little room above their peaks, and the take that is saved is seldom louder.
constexpr float kGain = 0.7f;

}  // namespace

Monitor::Monitor(const std::atomic<bool>& cancel) : cancel_(cancel), player_(Player::open()) {
  if (player_) live_.emplace([this](std::span<const float> piece) { return write(piece); });
}

void Monitor::add(std::span<const float> sound, double to_come_s) {
  if (live_) live_->add(sound, to_come_s);
}

std::string Monitor::text() const {
  const std::optional<double> wait = live_ ? live_->begins_in_s() : std::nullopt;
  if (!wait) return "";
  return live_->has_begun() ? "playing" : fmt::format("plays in {}", duration_text(*wait));
}

bool Monitor::finish() {
  if (!live_ || (!live_->finish() && !live_->has_begun())) return false;
  write(std::vector<float>(2 * limiter_.latency_frames()));
  player_->drain(&cancel_);
  return true;
}

bool Monitor::write(std::span<const float> piece) {
  held_.assign(piece.begin(), piece.end());
  for (float& sample : held_) sample *= kGain;
  limiter_.process(held_);
  return player_->write(held_, &cancel_);
}

}  // namespace continuo
