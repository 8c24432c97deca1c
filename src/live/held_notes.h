// What is held on a keyboard: a hint of the harmony that a player has in mind.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>

#include "live/midi_event.h"

namespace continuo {

// Pure. Belongs to one thread.
class HeldNotes {
 public:
  // True where the held pitch classes are others than before.
  bool take(const MidiEvent& event);
  // C is 0. Held by a finger, or by the pedal.
  std::bitset<12> pitch_classes() const;

 private:
  std::array<std::bitset<128>, 16> fingers_{};  // by channel
  std::array<std::bitset<128>, 16> pedalled_{};
  std::bitset<16> pedals_;
};

}  // namespace continuo
