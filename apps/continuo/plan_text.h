// A plan in one readable line.
#pragma once

#include <string>

#include "score/plan.h"

namespace continuo {

// "ragtime, 168 bpm, 7/4, C major; acoustic grand piano; 32 bars: intro 4, theme 8, ... (1 min 20
// s)"
std::string plan_text(const Plan& plan);

}  // namespace continuo
