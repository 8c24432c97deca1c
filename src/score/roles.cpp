#include "score/roles.h"

#include <algorithm>
#include <optional>
#include <set>

#include "score/instrument.h"

namespace continuo {

namespace {

struct Habit {
  double pitch = 60;         // mean
  double notes_at_once = 1;  // notes an onset
};

Habit habit_of(const Part& part) {
  Habit habit{.pitch = 0};
  std::set<int> onsets;
  for (const Note& note : part.notes) {
    habit.pitch += note.pitch;
    onsets.insert(note.start);
  }
  habit.pitch /= static_cast<double>(part.notes.size());
  habit.notes_at_once = static_cast<double>(part.notes.size()) / static_cast<double>(onsets.size());
  return habit;
}

constexpr double kFewChords = 1.8;
constexpr double kSingleNotes = 1.4;
constexpr double kChordal = 1.5;
constexpr double kLow = 48;

}  // namespace

void guess_roles(Score& score, const std::map<int, Role>& known) {
  std::map<int, Habit> habits;
  for (const Part& part : score.parts) {
    if (part.program != kDrumKit && !part.notes.empty()) habits[part.program] = habit_of(part);
  }
  std::optional<int> lowest, highest;
  for (const auto& [program, habit] : habits) {
    if (!lowest || habit.pitch < habits[*lowest].pitch) lowest = program;
    const bool tune = habit.notes_at_once < kFewChords;
    if (tune && (!highest || habit.pitch > habits[*highest].pitch)) highest = program;
  }
  const bool lead_known = std::any_of(
      known.begin(), known.end(), [](const auto& entry) { return entry.second == Role::kLead; });
  for (Part& part : score.parts) {
    const Habit habit = habits.contains(part.program) ? habits[part.program] : Habit{};
    const std::string_view family = instrument(part.program).family;
    const bool single_notes = habit.notes_at_once < kSingleNotes;
    if (const auto given = known.find(part.program); given != known.end()) {
      part.role = given->second;
    } else if (part.program == kDrumKit) {
      part.role = Role::kDrums;
    } else if (!lead_known && (habits.size() == 1 || part.program == highest)) {
      part.role = Role::kLead;
    } else if (family == "bass" ||
               (single_notes && (part.program == lowest || habit.pitch < kLow))) {
      part.role = Role::kBass;
    } else if (family == "pad") {
      part.role = Role::kPad;
    } else {
      part.role = habit.notes_at_once >= kChordal ? Role::kChords : Role::kCounter;
    }
  }
}

}  // namespace continuo
