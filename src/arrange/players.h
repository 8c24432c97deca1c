// What the player of an instrument can do: one note or many, and where it sounds at its best.
#pragma once

#include "score/plan.h"

namespace continuo {

// Plays one note at a time: winds, solo strings, synth leads.
bool is_monophonic(int program);
// Its notes die away by themselves: keys, plucked strings, mallets.
bool is_decaying(int program);
// A keyboard or harp of which two hands are expected.
bool is_keyboard(int program);

struct Register {
  int lowest = 48;
  int highest = 84;
  int centre = 66;
};

// A pitch brought into a register by octaves.
int folded(int pitch, const Register& range);

// The register of a part for its role, moved by `shift` semitones and kept inside the instrument.
Register register_of(int program, Role role, int shift);

}  // namespace continuo
