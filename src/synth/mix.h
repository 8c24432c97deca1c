// Where each part of a band stands in the room: how loud, how far left or right, how deep in the
// reverb.
#pragma once

#include <vector>

#include "score/plan.h"

namespace continuo {

// As MIDI controllers, 0..127.
struct Seat {
  int program = 0;
  int volume = 100;  // controller 7
  int pan = 64;      // controller 10: 0 left, 64 centre, 127 right
  int reverb = 40;   // controller 91
  int chorus = 0;    // controller 93
  bool operator==(const Seat&) const = default;
};

// Bass and drums in the centre, the lead beside it, the others spread evenly to both sides; one
// seat a part, in the plan's order.
std::vector<Seat> seats(const std::vector<PlanPart>& parts);

// The General MIDI drum kit (its program on bank 128) that suits a genre: jazz, power, electronic,
// orchestral, ...
int drum_kit_for(int genre);

}  // namespace continuo
