// A comparison of sets of pieces as a page in Markdown, and as bars for continuo-picture.
#pragma once

#include <string>
#include <string_view>

#include "measure/music_comparison.h"

namespace continuo {

// Tables of what the pieces are like, how near they lie, and what is copied; then how each figure
// comes about. `subject` names what was measured.
std::string music_page(const ComparisonReport& report, std::string_view subject);

// The mean overlap by genre and set, as continuo-picture --bars reads it.
std::string music_bars(const ComparisonReport& report);

}  // namespace continuo
