#include "live/heard_clock.h"

#include <cmath>

#include "dsp/stereo.h"

namespace continuo {

namespace {

constexpr double kLeap_s = 0.05;
constexpr double kShare = 0.05;  // of what is new, each time

double seconds(uint64_t position) { return static_cast<double>(position) / kSampleRateHz; }

}  // namespace

void HeardClock::observe(uint64_t position, double time_s) {
  const double offset_s = time_s - seconds(position);
  if (!offset_s_ || std::abs(offset_s - *offset_s_) > kLeap_s) {
    offset_s_ = offset_s;
  } else {
    *offset_s_ += kShare * (offset_s - *offset_s_);
  }
}

double HeardClock::time_of(uint64_t position) const {
  return offset_s_ ? *offset_s_ + seconds(position) : 0;
}

double HeardClock::position_at(double time_s) const {
  return offset_s_ ? (time_s - *offset_s_) * kSampleRateHz : 0;
}

}  // namespace continuo
