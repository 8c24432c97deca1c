// continuo measure courses: whether what is heard over time is what the words ask.
#pragma once

#include "command.h"

namespace continuo {

void add_measure_courses(CLI::App& measure, Run& run);

}  // namespace continuo
