#include "live/transport_follower.h"

namespace continuo {

void TransportFollower::roll(bool rolling, bool from_the_start) {
  const bool begins = rolling && (!rolling_ || from_the_start);
  const bool ends = !rolling && rolling_;
  rolling_ = rolling;
  if (begins && actions_.play) actions_.play(from_the_start);
  if (ends && actions_.pause) actions_.pause();
}

void TransportFollower::clock(const ClockReading& reading) {
  if (reading.bpm > 0 && actions_.clock) actions_.clock(reading);
}

}  // namespace continuo
