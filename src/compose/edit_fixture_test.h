// Pieces to edit, and what two scores have in common.
#pragma once

#include <algorithm>
#include <vector>

#include "arrange/band.h"
#include "arrange/genre.h"
#include "compose/edit.h"
#include "compose/edit_splice.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {

inline Score piece_of(std::string_view genre, uint64_t seed, int bars = 16) {
  Plan plan = random_plan_of_genre(genre_code(genre), seed);
  plan.sections = {{SectionKind::kVerse, bars / 2, 4, 4}, {SectionKind::kChorus, bars / 2, 5, 5}};
  return quantised(arrange(plan, seed));
}

// A band whose players are known.
inline Score band_piece(uint64_t seed, std::string_view genre = "pop ballad", int bars = 16) {
  Plan plan;
  plan.genre = genre_code(genre);
  plan.bpm = 112;
  plan.key = {static_cast<int>(seed % 12), seed % 2 == 0 ? Mode::kMajor : Mode::kMinor};
  plan.parts = {{0, Role::kChords},
                {25, Role::kArpeggio},
                {33, Role::kBass},
                {65, Role::kLead},
                {kDrumKit, Role::kDrums}};
  plan.density = 4;
  plan.sections = {{SectionKind::kVerse, bars / 2, 4, 4}, {SectionKind::kChorus, bars / 2, 5, 5}};
  return quantised(arrange(plan, seed));
}

inline std::vector<Note> notes_in(const Score& score, int program, int first_bar, int last_bar) {
  const BarStretch stretch = stretch_of(score, first_bar, last_bar);
  for (const Part& part : score.parts) {
    if (part.program == program) return notes_of(part, stretch);
  }
  return {};
}

inline std::vector<Note> notes_outside(const Score& score, int program, int first_bar,
                                       int last_bar) {
  const BarStretch stretch = stretch_of(score, first_bar, last_bar);
  std::vector<Note> notes;
  for (const Part& part : score.parts) {
    if (part.program != program) continue;
    for (const Note& note : part.notes) {
      if (!stretch.holds(note)) notes.push_back(note);
    }
  }
  return notes;
}

inline double mean_of(const std::vector<Note>& notes, int Note::*field) {
  double sum = 0;
  for (const Note& note : notes) sum += note.*field;
  return notes.empty() ? 0 : sum / static_cast<double>(notes.size());
}

inline Edit edit_of(Change change, int first_bar, int last_bar, uint64_t seed = 1) {
  Edit edit;
  edit.first_bar = first_bar;
  edit.last_bar = last_bar;
  edit.seed = seed;
  edit.changes = {std::move(change)};
  return edit;
}

// Changes of every kind that stay in their bars.
inline std::vector<Change> all_changes() {
  std::vector<Change> changes;
  for (const Action action :
       {Action::kRewrite, Action::kMore, Action::kLess, Action::kLouder, Action::kSofter,
        Action::kHigher, Action::kLower, Action::kCalmer, Action::kWilder, Action::kVary,
        Action::kHarmony, Action::kHalfTime, Action::kDoubleTime, Action::kFill, Action::kEnding}) {
    changes.push_back({.action = action});
  }
  changes.push_back({.action = Action::kRewrite, .parts = {33}});
  changes.push_back({.action = Action::kRemove, .parts = {kDrumKit}});
  changes.push_back({.action = Action::kOnly, .parts = {33, kDrumKit}});
  changes.push_back({.action = Action::kAdd, .program = 73, .role = Role::kCounter});
  changes.push_back({.action = Action::kAdd, .program = 48, .role = Role::kPad});
  changes.push_back({.action = Action::kInstead, .parts = {0}, .program = 19});
  changes.push_back({.action = Action::kStyle, .style = {.genre = genre_code("bossa nova")}});
  return changes;
}

}  // namespace continuo
