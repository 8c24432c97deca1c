// Where each part of a band stands in the room: how loud, how far left or right, how deep in the
// reverb; and what room it is. Tables that were measured: docs/mix.md.
#pragma once

#include <vector>

#include "score/plan.h"

namespace continuo {

// Which mix this is. It grows whenever the same notes come to sound otherwise; recipes name it, and
// one without a name is of the first.
inline constexpr int kMixVersion = 2;

// As MIDI controllers, 0..127.
struct Seat {
  int program = 0;
  int volume = 100;  // controller 7
  int pan = 64;      // controller 10: 0 left, 64 centre, 127 right
  int reverb = 40;   // controller 91
  int chorus = 0;    // controller 93
  bool operator==(const Seat&) const = default;
};

// The reverb that all share, in hundredths; the one that stands where nobody says.
struct Room {
  int size = 45;
  int damping = 35;
  bool operator==(const Room&) const = default;
};

// Bass and drums in the centre, the lead beside it, the others spread evenly to both sides, each
// nearest to where its like usually sits; one seat a part, in the plan's order.
std::vector<Seat> seats(const std::vector<PlanPart>& parts, int genre = 0);

Room room_for(int genre);

// The General MIDI drum kit (its program on bank 128) that suits a genre: jazz, power, electronic,
// orchestral, ...
int drum_kit_for(int genre);

// From what the seats leave to what a mix should have: see MixBus.
inline constexpr double kMixGain_db = 6;

}  // namespace continuo
