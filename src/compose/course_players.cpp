#include "compose/course_players.h"

#include <algorithm>

#include "arrange/genre.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kMostParts = 12;

// The plan's parts that one of many instruments can be.
std::vector<size_t> parts_of(const AnyOf& who, const Plan& plan) {
  std::vector<size_t> found;
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    if (std::find(who.begin(), who.end(), plan.parts[i].program) != who.end()) found.push_back(i);
  }
  return found;
}

Role role_for(int program, const Plan& plan) {
  if (program == kDrumKit) return Role::kDrums;
  for (const Chair& chair : genre_of(plan.genre).chairs) {
    if (std::find(chair.programs.begin(), chair.programs.end(), program) != chair.programs.end())
      return chair.role;
  }
  const std::string_view family = instrument(program).family;
  if (family == "bass") return Role::kBass;
  if (family == "pad" || family == "ensemble" || family == "choir" || family == "strings")
    return Role::kPad;
  if (family == "piano" || family == "organ" || family == "guitar") return Role::kChords;
  const bool led = std::any_of(plan.parts.begin(), plan.parts.end(),
                               [](const PlanPart& part) { return part.role == Role::kLead; });
  return led ? Role::kCounter : Role::kLead;
}

void add_part(Plan& plan, int program) {
  if (plan.has_part(program) || plan.parts.size() >= kMostParts) return;
  plan.parts.push_back({program, role_for(program, plan)});
  std::sort(plan.parts.begin(), plan.parts.end(),
            [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
}

}  // namespace

void add_pitched(Plan& plan, const Course& course) {
  const auto pitched = [](const PlanPart& part) { return part.program != kDrumKit; };
  if (std::any_of(plan.parts.begin(), plan.parts.end(), pitched)) return;
  for (const CourseStep& step : course.steps) {
    for (const AnyOf& who : step.alone) {
      if (who == AnyOf{kDrumKit}) return;
    }
  }
  const Genre& genre = genre_of(plan.genre);
  for (const Role role : {Role::kChords, Role::kPad, Role::kLead, Role::kBass}) {
    for (const Chair& chair : genre.chairs) {
      if (chair.role == role && !plan.has_part(chair.programs.front())) {
        add_part(plan, chair.programs.front());
        break;
      }
    }
  }
}

bool add_parts(Plan& plan, const Course& course) {
  bool crash = false;
  for (const CourseStep& step : course.steps) {
    for (const auto* list : {&step.enters, &step.alone}) {
      for (const AnyOf& who : *list) {
        if (parts_of(who, plan).empty()) add_part(plan, who.front());
      }
    }
    crash = crash || step.has(Gesture::kCrash) || step.has(Gesture::kFill);
  }
  if (!crash || plan.has_part(kDrumKit)) return false;
  add_part(plan, kDrumKit);
  return true;
}

std::vector<std::vector<char>> rests_of(const Course& course, const Plan& plan) {
  constexpr double kFull = 4.5;
  const size_t parts = plan.parts.size();
  std::vector<char> in(parts, 1), met(parts, 0);
  const auto each = [&](const std::vector<AnyOf>& list, auto&& visit) {
    for (const AnyOf& who : list) {
      for (const size_t part : parts_of(who, plan)) visit(part);
    }
  };
  // Who is first named as coming in later is not there before.
  for (size_t s = 0; s < course.steps.size(); ++s) {
    const CourseStep& step = course.steps[s];
    each(step.enters, [&](size_t part) {
      if (!met[part] && s > 0) in[part] = 0;
      met[part] = 1;
    });
    each(step.leaves, [&](size_t part) { met[part] = 1; });
    each(step.alone, [&](size_t part) { met[part] = 1; });
  }
  std::vector<char> aside(parts, 0);  // not named, and silent since somebody began alone
  std::vector<std::vector<char>> resting;
  for (size_t s = 0; s < course.steps.size(); ++s) {
    const CourseStep& step = course.steps[s];
    std::vector<char> alone(parts, 0);
    bool anyone_alone = false;
    each(step.alone, [&](size_t part) {
      alone[part] = in[part] = 1;
      anyone_alone = true;
    });
    each(step.enters, [&](size_t part) { in[part] = 1; });
    each(step.leaves, [&](size_t part) { in[part] = 0; });
    if (step.everybody) std::fill(in.begin(), in.end(), 1);
    if (s == 0 && anyone_alone) {
      for (size_t part = 0; part < parts; ++part) {
        aside[part] = !alone[part];
        if (!alone[part] && met[part]) in[part] = 0;
      }
    }
    const bool full = step.everybody || step.from >= kFull;
    std::vector<char> rests(parts, 0);
    for (size_t part = 0; part < parts; ++part) {
      if (full || (met[part] && in[part])) aside[part] = 0;
      const bool with_them = !step.enters.empty() && in[part] && met[part] && s > 0;
      rests[part] =
          step.silent || !in[part] || aside[part] || (anyone_alone && !alone[part] && !with_them);
    }
    // Somebody plays.
    if (!step.silent && std::all_of(rests.begin(), rests.end(), [](char r) { return r != 0; }))
      std::fill(rests.begin(), rests.end(), 0);
    resting.push_back(std::move(rests));
  }
  return resting;
}

}  // namespace continuo
