// A course becomes a plan's sections.
#pragma once

#include <optional>
#include <vector>

#include "compose/course.h"
#include "compose/wish.h"

namespace continuo {

// At the plan's tempo.
double bar_seconds(const Plan& plan);

// How long each step lasts, in bars of the plan's tempo, one at least. `bars` is the whole length
// where it is fixed; else it is what the steps need.
std::vector<int> bars_of_steps(const Course& course, const Plan& plan, std::optional<int> bars);

// The sections of a course under the plan's tempo, metre, genre and parts: ramps as short sections
// that glide, who rests where, gestures.
std::vector<Section> sections_of(const Course& course, const Plan& plan, std::optional<int> bars);

// The plan with the course that the wish's words describe: its sections, and its instruments among
// the parts. The plan as it was where they describe none, or where the user gave sections. The
// wish's own length is what the user gave beside the words.
Plan with_course(Plan plan, const Wish& wish);

}  // namespace continuo
