#include "live/midi_clock.h"

#include <algorithm>
#include <cmath>

namespace continuo {

namespace {

constexpr size_t kFewestTicks = 12;
constexpr size_t kTicksOfTempo = 24;  // a beat: fewer tell where it is, but not how fast
constexpr size_t kMostTicks = 96;
constexpr size_t kShortTicks = 12;
constexpr int kSureTicks = 6;
constexpr double kWindow_s = 2;
constexpr double kLostAfter_s = 1;
// Between 10 and 500 quarter notes a minute.
constexpr double kLongestTick_s = 60.0 / 10 / kMidiClocksPerQuarter;
constexpr double kShortestTick_s = 60.0 / 500 / kMidiClocksPerQuarter;
// Ticks further from the line than so many times the usual do not count, and then once more.
constexpr double kFarOff = 2.2;
constexpr int kFitRounds = 4;
// Clocks of messages are no better than this.
constexpr double kLeastScatter_s = 2e-4;

}  // namespace

void MidiClockFollower::take(const MidiEvent& event, double time_s) {
  switch (event.kind) {
    case MidiEvent::Kind::kClock:
      tick(time_s);
      break;
    case MidiEvent::Kind::kStart:
      running_ = true;
      song_position_ = 0;
      song_begins_ = next_number_;  // the next tick is the song's first
      break;
    case MidiEvent::Kind::kContinue:
      if (!running_) song_begins_ = next_number_ - song_position_;
      running_ = true;
      break;
    case MidiEvent::Kind::kStop:
      if (running_) song_position_ = next_number_ - song_begins_;
      running_ = false;
      break;
    case MidiEvent::Kind::kSongPosition:
      song_position_ = int64_t{event.value} * kMidiClocksPerSixteenth;
      if (running_) song_begins_ = next_number_ - song_position_;
      break;
    default:
      break;
  }
}

void MidiClockFollower::tick(double time_s) {
  if (!ticks_.empty()) {
    const double silence_s = time_s - ticks_.back().time_s;
    // Whoever was away, or whose clock leaps, begins anew.
    if (silence_s < 0 || silence_s > kLostAfter_s) {
      ticks_.clear();
      line_.reset();
      period_s_ = 0;
      differing_ = 0;
      usual_scatter_s_ = 0;
    }
  }
  ticks_.push_back({next_number_++, time_s});
  while (ticks_.size() > kMostTicks ||
         (ticks_.size() > kFewestTicks && time_s - ticks_.front().time_s > kWindow_s))
    ticks_.pop_front();
  if (ticks_.size() < kFewestTicks) return;
  follow_tempo_changes();
  line_ = fit(ticks_.size());
  if (ticks_.size() >= kTicksOfTempo) period_s_ = line_->period_s;
}

// The line through the latest ticks against the line through all: they differ by more than chance
// where the tempo has changed. Chance passes; a change stays.
void MidiClockFollower::follow_tempo_changes() {
  if (ticks_.size() < 2 * kShortTicks) return;
  const Line all = fit(ticks_.size());
  const Line latest = fit(kShortTicks);
  const double count = static_cast<double>(kShortTicks);
  const double scatter_s = std::max({latest.scatter_s, usual_scatter_s_, kLeastScatter_s});
  const double period_error_s = scatter_s * std::sqrt(12.0 / (count * count * count));
  const double time_error_s = 2 * scatter_s / std::sqrt(count);
  const bool differs = std::abs(latest.period_s - all.period_s) > 4 * period_error_s ||
                       std::abs(latest.time_s - all.time_s) > 4 * time_error_s;
  differing_ = differs ? differing_ + 1 : 0;
  if (differing_ >= kSureTicks) {
    forget_all_but(kShortTicks);
    differing_ = 0;
  } else if (!differs) {
    usual_scatter_s_ += 0.05 * (all.scatter_s - usual_scatter_s_);
  }
}

void MidiClockFollower::forget_all_but(size_t latest) {
  ticks_.erase(ticks_.begin(), ticks_.end() - static_cast<std::ptrdiff_t>(latest));
}

// Least squares, and again without the ticks that came far too early or late: two that come together
// after a gap are the usual.
MidiClockFollower::Line MidiClockFollower::fit(size_t latest) const {
  const auto begin = ticks_.end() - static_cast<std::ptrdiff_t>(latest);
  const Tick& last = ticks_.back();
  Line line;
  double bound_s = 0;  // of what counts; 0: all
  for (int round = 0; round < kFitRounds; ++round) {
    double count = 0, x_sum = 0, y_sum = 0, xx_sum = 0, xy_sum = 0;
    const auto counts = [&](double x, double y) {
      return bound_s == 0 || std::abs(y - line.time_s + last.time_s - x * line.period_s) <= bound_s;
    };
    // From the last tick, so that the sums stay small.
    for (auto tick = begin; tick != ticks_.end(); ++tick) {
      const auto x = static_cast<double>(tick->number - last.number);
      const double y = tick->time_s - last.time_s;
      if (!counts(x, y)) continue;
      count += 1;
      x_sum += x;
      y_sum += y;
      xx_sum += x * x;
      xy_sum += x * y;
    }
    const double spread = count * xx_sum - x_sum * x_sum;
    if (spread <= 0) break;
    Line next;
    next.period_s = (count * xy_sum - x_sum * y_sum) / spread;
    const double height = (y_sum - next.period_s * x_sum) / count;
    next.time_s = last.time_s + height;
    double squares = 0;
    for (auto tick = begin; tick != ticks_.end(); ++tick) {
      const auto x = static_cast<double>(tick->number - last.number);
      const double y = tick->time_s - last.time_s;
      if (!counts(x, y)) continue;
      const double error = y - height - x * next.period_s;
      squares += error * error;
    }
    next.scatter_s = std::sqrt(squares / count);
    line = next;
    bound_s = std::max(kFarOff * line.scatter_s, kLeastScatter_s);
  }
  return line;
}

std::optional<double> MidiClockFollower::bpm(double now_s) const {
  if (ticks_.empty() || now_s - ticks_.back().time_s > kLostAfter_s) return std::nullopt;
  if (period_s_ < kShortestTick_s || period_s_ > kLongestTick_s) return std::nullopt;
  return 60.0 / (period_s_ * kMidiClocksPerQuarter);
}

double MidiClockFollower::beat(double now_s) const {
  if (!running_) return static_cast<double>(song_position_) / kMidiClocksPerQuarter;
  double ticks = static_cast<double>(next_number_ - 1 - song_begins_);
  if (line_ && line_->period_s > 0) {
    // No further than the next tick, which may never come; and not before the song.
    const double since = (now_s - line_->time_s) / line_->period_s;
    ticks += std::clamp(since, -1.0, 1.0);
  }
  return std::max(ticks, 0.0) / kMidiClocksPerQuarter;
}

}  // namespace continuo
