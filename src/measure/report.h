// The adherence report as text for a terminal, as JSON, and as the page docs/evaluation.md.
#pragma once

#include <string>
#include <string_view>

#include "measure/adherence.h"

namespace continuo {

// Aligned columns: value, 95 % interval, shuffled value and interval, lift and interval, prompts.
std::string adherence_table(const AdherenceReport& report);

// Everything, pieces included; keys in a fixed order.
std::string adherence_json(const AdherenceReport& report);

// The two tables and what is behind them. `subject` names what was measured ("nano, checkpoint
// 3f2a, engine 0.1.0").
std::string evaluation_page(const AdherenceReport& report, std::string_view subject);

}  // namespace continuo
