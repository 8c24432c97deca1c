#include "plan_text.h"

#include <fmt/format.h>

#include "base/progress.h"
#include "score/instrument.h"

namespace continuo {

std::string plan_text(const Plan& plan) {
  std::string text =
      plan.genre == 0 ? "" : fmt::format("{}, ", genre_names()[static_cast<size_t>(plan.genre)]);
  text += fmt::format("{} bpm, {}, {}; ", plan.bpm, plan.metre.name(), plan.key.name());
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : ", ", instrument(plan.parts[i].program).name);
  }
  text += fmt::format("; {} bars:", plan.bars());
  for (size_t i = 0; i < plan.sections.size(); ++i) {
    text += fmt::format("{} {} {}", i == 0 ? "" : ",", section_kind_name(plan.sections[i].kind),
                        plan.sections[i].bars);
  }
  return text + fmt::format(" ({})", duration_text(plan.seconds()));
}

}  // namespace continuo
