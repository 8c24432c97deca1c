// The text events that carry what standard MIDI has no event for, so that our own files come back
// exactly: the plan, sections with their levels, modes, chords and roles. Other programs show them
// as text or pass them over.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "score/score.h"

namespace continuo {

// What a bar says of its section; tick and metre are elsewhere.
struct SectionMark {
  SectionKind kind = SectionKind::kVerse;
  int bar_in_section = 0;
  int intensity = 4;
  int dynamics = 4;
  bool operator==(const SectionMark&) const = default;
  // The mark of the bar after this one, as long as the section goes on.
  SectionMark next() const;
};

std::string plan_mark(const Plan& plan);            // "continuo plan {...}"
std::string section_mark(const SectionMark& mark);  // "continuo bar chorus 0 5 6"
std::string key_mark(Key key);                      // "continuo key D dorian"
std::string chord_mark(const Chord& chord);         // "continuo chord F#m7/E"
std::string part_mark(int program, Role role);      // "continuo part 40 counter"

// Each is empty where the text is no such mark, or a damaged one.
std::optional<PartialPlan> parse_plan_mark(std::string_view text);
std::optional<SectionMark> parse_section_mark(std::string_view text);
std::optional<Key> parse_key_mark(std::string_view text);
std::optional<Chord> parse_chord_mark(std::string_view text);
std::optional<PlanPart> parse_part_mark(std::string_view text);

// "Verse 2" or "PRE-CHORUS" in other programs' markers.
std::optional<SectionKind> section_kind_in(std::string_view marker);

}  // namespace continuo
