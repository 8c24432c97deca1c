// Loops: the middle of three rounds of the same bars, which begins as it ends.
#pragma once

#include <functional>

#include "score/score.h"

namespace continuo {

// Writes the plan's bars three times in a row and keeps the second round: it has had a round before
// it and leads into another. The plan of the result is the plan given, with its measured levels.
Score middle_round(const Plan& plan, const std::function<Score(const Plan&)>& write);

}  // namespace continuo
