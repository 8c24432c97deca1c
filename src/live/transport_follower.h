// What another machine's transport does to ours: MIDI clock or JACK plays, pauses and sets the tempo.
#pragma once

#include <functional>
#include <optional>

namespace continuo {

struct TransportActions {
  std::function<void(bool from_the_start)> play;
  std::function<void()> pause;
  std::function<void(double bpm)> tempo;
};

// Calls an action only where something has changed. Actions that are absent are left out. Belongs
// to one thread.
class TransportFollower {
 public:
  explicit TransportFollower(TransportActions actions) : actions_(std::move(actions)) {}

  void roll(bool rolling, bool from_the_start);
  // A tempo that wavers by less than half a per cent has not changed.
  void tempo(std::optional<double> bpm);

 private:
  TransportActions actions_;
  bool rolling_ = false;
  std::optional<double> bpm_;
};

}  // namespace continuo
