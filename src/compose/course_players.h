// Who plays in a course.
#pragma once

#include <vector>

#include "compose/course.h"

namespace continuo {

// A course needs somebody with pitches, unless the words want nobody.
void add_pitched(Plan& plan, const Course& course);

// Who is named is among the parts; true where only a cymbal is wanted of the kit.
bool add_parts(Plan& plan, const Course& course);

// resting[step][part], from who comes in, leaves and plays alone.
std::vector<std::vector<char>> rests_of(const Course& course, const Plan& plan);

}  // namespace continuo
