#include "live/transport_follower.h"

#include <cmath>

namespace continuo {

void TransportFollower::roll(bool rolling, bool from_the_start) {
  const bool begins = rolling && (!rolling_ || from_the_start);
  const bool ends = !rolling && rolling_;
  rolling_ = rolling;
  if (begins && actions_.play) actions_.play(from_the_start);
  if (ends && actions_.pause) actions_.pause();
}

void TransportFollower::tempo(std::optional<double> bpm) {
  constexpr double kWavers = 0.005;
  if (!bpm || (bpm_ && std::abs(*bpm - *bpm_) <= kWavers * *bpm_)) return;
  bpm_ = bpm;
  if (actions_.tempo) actions_.tempo(*bpm);
}

}  // namespace continuo
