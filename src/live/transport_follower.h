// What another machine's transport does to ours: MIDI clock or JACK plays, pauses and gives the beat.
#pragma once

#include <functional>

#include "live/clock_reading.h"

namespace continuo {

struct TransportActions {
  std::function<void(bool from_the_start)> play;
  std::function<void()> pause;
  // Whenever it has told of itself.
  std::function<void(const ClockReading& reading)> clock;
};

// Plays and pauses only where something has changed. Actions that are absent are left out. Belongs
// to one thread.
class TransportFollower {
 public:
  explicit TransportFollower(TransportActions actions) : actions_(std::move(actions)) {}

  void roll(bool rolling, bool from_the_start);
  // One that has no tempo yet says nothing.
  void clock(const ClockReading& reading);

 private:
  TransportActions actions_;
  bool rolling_ = false;
};

}  // namespace continuo
