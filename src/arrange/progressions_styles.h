// The repertoire of harmony that belongs to a church, a dance or an age.
#pragma once

#include <string_view>
#include <vector>

#include "arrange/genre.h"

namespace continuo {

// Progressions in the language of parse_progression(); empty for styles that the common repertoire
// holds (progressions.cpp).
const std::vector<std::string_view>& style_progressions(HarmonyStyle style, bool minor);

}  // namespace continuo
