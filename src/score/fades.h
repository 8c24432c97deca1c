// Fades of whole sections: how loud everything is beside what the notes say.
#pragma once

#include <vector>

#include "score/score.h"

namespace continuo {

// One section that fades, in ticks; 0..1 at its two ends, and between them along a straight line.
struct Fade {
  int from = 0;
  int to = 0;
  double before = 1;
  double after = 1;
  bool last = false;  // nothing follows: what comes after stays as it ends
};

// The fades of a score's plan, in order. Bars that a score lacks have none.
std::vector<Fade> fades_of(const Score& score);

// 0..1 as MIDI's expression has it (controller 11 over 127).
double expression_at(const std::vector<Fade>& fades, double tick);

// The same as a factor of the sound: expression is in 40 dB a decade.
inline double gain_of_expression(double expression) { return expression * expression; }

}  // namespace continuo
