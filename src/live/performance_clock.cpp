// How a performance keeps step with a clock from outside: its tempo leans towards the other beat,
// and where they are far apart, a bar begins anew on one of the clock's beats.
#include <algorithm>
#include <cmath>

#include "live/performance.h"

namespace continuo {

namespace {

constexpr double kBlock = Performance::kBlockFrames;
constexpr double kSlowest_bpm = 10;
constexpr double kFastest_bpm = 500;
constexpr double kMostBeats = 1e9;
constexpr double kMostSlew = 0.03;  // of the tempo: hardly to be heard
constexpr double kSettle_s = 1;     // an error shrinks to a third in this time
// What is further off was put elsewhere. Half a beat cannot be told from half a beat the other way.
constexpr double kFarOff_ticks = kTicksPerQuarter / 2.0;
// Whoever sets out together begins no further apart than this.
constexpr double kNear_s = 0.04;
constexpr double kLocks_ms = 5;
constexpr double kUnlocks_ms = 15;
constexpr double kToldAgain_frames = 240;  // 5 ms

}  // namespace

double Performance::clock_tick(double block) const {
  return *clock_->tick + (block - clock_->block) * ticks_a_block(clock_->bpm);
}

// Ticks by which we are late.
double Performance::step_error() const {
  return clock_tick(static_cast<double>(block_)) + *step_ - tick_at(block_);
}

double Performance::seconds_of(double ticks) const {
  return ticks / kTicksPerQuarter * 60 / clock_->bpm;
}

// The pulse of the clock's bar, counted in our metre, that falls into the block to come.
std::optional<Performance::Pulse> Performance::clock_pulse(const Metre& metre) const {
  if (!clock_ || !clock_->tick) return std::nullopt;
  const double bar = metre.bar_ticks();
  const double block_ticks = ticks_a_block(clock_->bpm);
  const double since = clock_tick(static_cast<double>(block_)) - clock_->bar_line;
  const double in_bar = since - bar * std::floor(since / bar);
  double pulse = 0;
  for (const int length : metre.pulses()) {
    if (pulse >= in_bar && pulse < in_bar + block_ticks) return Pulse{pulse, pulse - in_bar};
    pulse += length;
  }
  if (bar < in_bar + block_ticks) return Pulse{0, bar - in_bar};
  return std::nullopt;
}

void Performance::follow_clock(const ClockReading& reading, double position, bool anew) {
  if (!(reading.bpm > 0)) {
    if (!clock_) return;
    clock_.reset();
    step_.reset();
    aligning_ = in_step_ = false;
    if (!round_) return;
    set_tempo(round_->style.plan.bpm, tick_at(block_));
    tell_bar_end();
    return;
  }
  const bool stood = !clock_ || !clock_->tick;
  // Whatever a stranger's clock says, bars last a while.
  clock_ = Clock{std::clamp(reading.bpm, kSlowest_bpm, kFastest_bpm), std::nullopt, 0,
                 position / kBlock};
  if (reading.beat && std::abs(*reading.beat) < kMostBeats) {
    clock_->tick = *reading.beat * kTicksPerQuarter;
    if (reading.in_bar && std::abs(*reading.in_bar) < kMostBeats)
      clock_->bar_line = *clock_->tick - *reading.in_bar * kTicksPerQuarter;
  }
  if (round_) keep_step(anew || stood);
}

void Performance::keep_step(bool anew) {
  double tempo = clock_->bpm;
  if (!clock_->tick) in_step_ = false;
  if (clock_->tick) {
    if (step_) {
      const double error = std::abs(step_error());
      if (error > kFarOff_ticks || (anew && seconds_of(error) > kNear_s)) step_.reset();
    }
    if (!step_) {
      // Whole bars between us are of no meaning.
      const double block = static_cast<double>(block_);
      const double late = (clock_tick(block) - clock_->bar_line) - (tick_at(block_) - bar_start_);
      const double apart = std::remainder(late, round_->score.plan.metre.bar_ticks());
      aligning_ = std::abs(seconds_of(apart)) > kNear_s;
      if (!aligning_) step_ = tick_at(block_) + apart - clock_tick(block);
    }
    if (step_) {
      const double late_s = seconds_of(step_error());
      tempo *= 1 + std::clamp(late_s / kSettle_s, -kMostSlew, kMostSlew);
      in_step_ = std::abs(1000 * late_s) < (in_step_ ? kUnlocks_ms : kLocks_ms);
    } else {
      in_step_ = false;
    }
  }
  if (tempo == tempo_) return;
  set_tempo(tempo, tick_at(block_));
  tell_bar_end();
}

// On a beat of the clock's, a bar begins as far in as the clock's has come: the one that plays where
// little of it was heard, else the next.
void Performance::align(const Pulse& pulse) {
  const double tick = tick_at(block_) + pulse.ahead;
  play_notes(tick);
  aligning_ = false;
  step_ = tick_at(block_) - clock_tick(static_cast<double>(block_));
  history_.cut_short(static_cast<int>(std::ceil(tick - bar_told_from_)));
  if (tick - bar_start_ < round_->score.plan.metre.bar_ticks() / 2.0) {
    begin_bar(tick, pulse.into);
  } else {
    cross_bar_line(tick, pulse.into);
  }
}

// A bar that changes its length while it plays is told again.
void Performance::tell_bar_end() {
  const double left = bar_start_ + round_->score.plan.metre.bar_ticks() - tick_at(block_);
  const double end = static_cast<double>(position()) + left / ticks_a_block(tempo_) * kBlock;
  if (std::abs(end - static_cast<double>(told_.end)) < kToldAgain_frames) return;
  told_.end = static_cast<uint64_t>(std::llround(std::max(0.0, end)));
  heard_bars_.push_back(told_);
}

std::optional<ClockStep> Performance::clock_step() const {
  if (!clock_) return std::nullopt;
  ClockStep step{clock_->bpm, in_step_, 0};
  if (round_ && clock_->tick && step_) step.error_ms = 1000 * seconds_of(step_error());
  return step;
}

}  // namespace continuo
