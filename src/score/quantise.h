// The canonical form of a score that frames and MIDI files carry without loss (see quantised() in frames.h).
#pragma once

#include "score/plan.h"

namespace continuo {

// A plan with every field brought into its range, its parts sorted and single, its sections cut to what a plan holds.
Plan clamped(const Plan& plan);

}  // namespace continuo
