// The canonical form of a score that frames and MIDI files carry without loss (see quantised() in
// frames.h).
#pragma once

#include <optional>

#include "score/plan.h"

namespace continuo {

// A plan with every field brought into its range, its parts sorted and single, its sections cut to
// what a plan holds.
Plan clamped(const Plan& plan);

// The code of a bar's metre in a kMetre frame, -1 where there is none; and back.
int bar_metre_code(Metre metre);
std::optional<Metre> metre_of_code(int code);

}  // namespace continuo
