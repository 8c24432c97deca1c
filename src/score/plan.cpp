#include "score/plan.h"

#include <algorithm>

#include "base/error.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo {

namespace {

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

void check_range(std::string_view field, int value, int low, int high) {
  if (value < low || value > high) {
    fail(ErrorKind::kInput, "plan", "{}: expected {} to {}, found {}.", field, low, high, value);
  }
}

}  // namespace

const std::vector<std::string_view>& genre_names() {
  static const std::vector<std::string_view> names = {
      "none",       "ragtime",         "jazz",          "synth pop", "orchestral",
      "rock",       "techno",          "lo-fi",         "folk",      "ambient",
      "bossa nova", "house",           "hip hop",       "metal",     "funk",
      "blues",      "classical piano", "chamber",       "choral",    "march",
      "waltz",      "pop ballad",      "cinematic",     "chiptune",  "reggae",
      "disco",      "country",         "drum and bass", "game",      "drums",
      "song"};
  return names;
}

int genre_code(std::string_view name) {
  const std::string wanted = without_spaces(plain_words(name));
  const auto& names = genre_names();
  for (size_t i = 0; i < names.size(); ++i) {
    if (without_spaces(plain_words(names[i])) == wanted) return static_cast<int>(i);
  }
  return 0;
}

std::string_view role_name(Role role) {
  constexpr std::array<std::string_view, kRoleCount> kNames = {
      "lead", "counter", "chords", "arpeggio", "pad", "bass", "drums"};
  return kNames.at(static_cast<size_t>(role));
}

std::string_view section_kind_name(SectionKind kind) {
  constexpr std::array<std::string_view, kSectionKindCount> kNames = {
      "intro", "verse", "pre-chorus", "chorus", "bridge", "break",    "solo",
      "outro", "theme", "variation",  "build",  "drop",   "interlude"};
  return kNames.at(static_cast<size_t>(kind));
}

int Plan::bars() const {
  int total = 0;
  for (const Section& section : sections) total += section.bars;
  return total;
}

double Plan::seconds() const {
  return bars() * metre.bar_ticks() * 60.0 / (kTicksPerQuarter * bpm);
}

bool Plan::has_part(int program) const {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const PlanPart& part) { return part.program == program; });
}

Plan PartialPlan::over(Plan plan) const {
  if (genre) plan.genre = *genre;
  if (bpm) plan.bpm = *bpm;
  if (metre) plan.metre = *metre;
  if (key) plan.key = *key;
  if (parts) plan.parts = *parts;
  if (density) plan.density = *density;
  if (brightness) plan.brightness = *brightness;
  if (sections) plan.sections = *sections;
  return plan;
}

void check_ranges(const Plan& plan) {
  check_range("genre", plan.genre, 0, static_cast<int>(genre_names().size()) - 1);
  check_range("bpm", plan.bpm, kMinBpm, kMaxBpm);
  if (metre_code(plan.metre) < 0) (void)parse_metre(plan.metre.name());
  check_range("key.tonic", plan.key.tonic, 0, 11);
  check_range("key.mode", static_cast<int>(plan.key.mode), 0, kModeCount - 1);
  int previous = -1;
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    const PlanPart& part = plan.parts[i];
    check_range(fmt::format("parts[{}].instrument", i), part.program, 0, kDrumKit);
    check_range(fmt::format("parts[{}].role", i), static_cast<int>(part.role), 0, kRoleCount - 1);
    if (part.program <= previous) {
      fail(ErrorKind::kInput, "plan",
           "parts[{}].instrument: expected ascending programs, one part each, found {} after {}.",
           i, part.program, previous);
    }
    previous = part.program;
  }
  check_range("density", plan.density, 0, kLevelCount - 1);
  check_range("brightness", plan.brightness, 0, kLevelCount - 1);
  if (plan.sections.size() > kMaxSections) {
    fail(ErrorKind::kInput, "plan", "sections: expected at most {}, found {}.", kMaxSections,
         plan.sections.size());
  }
  for (size_t i = 0; i < plan.sections.size(); ++i) {
    const Section& section = plan.sections[i];
    const std::string path = fmt::format("sections[{}].", i);
    check_range(path + "kind", static_cast<int>(section.kind), 0, kSectionKindCount - 1);
    check_range(path + "bars", section.bars, 1, kMaxSectionBars);
    check_range(path + "intensity", section.intensity, 0, kLevelCount - 1);
    check_range(path + "dynamics", section.dynamics, 0, kLevelCount - 1);
  }
  if (plan.bars() > kMaxPlanBars) {
    fail(ErrorKind::kInput, "plan", "sections: expected at most {} bars in all, found {}.",
         kMaxPlanBars, plan.bars());
  }
}

void check_plan(const Plan& plan) {
  check_ranges(plan);
  if (plan.parts.empty()) {
    fail(ErrorKind::kInput, "plan", "parts: expected at least one, found none.");
  }
  if (plan.sections.empty()) {
    fail(ErrorKind::kInput, "plan", "sections: expected at least one, found none.");
  }
}

}  // namespace continuo
