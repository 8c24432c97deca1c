// The things that continuo measure can measure, a file each.
#pragma once

#include "command.h"

namespace continuo {

void add_measure_adherence(CLI::App& measure, Run& run);
void add_measure_music(CLI::App& measure, Run& run);
void add_measure_genres(CLI::App& measure, Run& run);
void add_measure_courses(CLI::App& measure, Run& run);

}  // namespace continuo
