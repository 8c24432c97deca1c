// The rule-based band: whole pieces from a plan. Teacher of the embedded model and fallback for a
// missed deadline.
#pragma once

#include <cstdint>

#include "score/score.h"

namespace continuo {

// Every note of a piece that obeys the plan: its genre, tempo, metre, key, parts, sections,
// intensity and dynamics. The same plan and seed give the same score. The result's plan carries the
// measured density and brightness.
Score arrange(const Plan& plan, uint64_t seed);

// A plan as a musician of some genre would draw it: instruments, metre, tempo, key and form that
// belong together, with the rarer choices (odd metres, unusual line-ups) often enough to be learnt.
Plan random_plan(uint64_t seed);

// Fills what the user left open: the given fields of `wanted` stay, the rest is drawn to suit them.
Plan random_plan_of_genre(int genre, uint64_t seed);

}  // namespace continuo
