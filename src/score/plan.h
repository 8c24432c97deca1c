// The plan of a piece: everything decided before the first note, readable and editable as JSON
// (docs/plan.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score/key.h"
#include "score/metre.h"

namespace continuo {

// The orders of these lists are frame codes: append only.
enum class Role { kLead, kCounter, kChords, kArpeggio, kPad, kBass, kDrums };
inline constexpr int kRoleCount = 7;
enum class SectionKind {
  kIntro,
  kVerse,
  kPreChorus,
  kChorus,
  kBridge,
  kBreak,
  kSolo,
  kOutro,
  kTheme,
  kVariation,
  kBuild,
  kDrop,
  kInterlude
};
inline constexpr int kSectionKindCount = 13;
// 0 is "none": a piece whose genre is not known. Then ragtime, jazz, synth pop, ... (plan.cpp).
const std::vector<std::string_view>& genre_names();
int genre_code(std::string_view name);  // 0 where unknown; "Lo-Fi", "lo fi" and "lofi" are the same

// The code of the genre's family: that of "jazz" for "bebop" and for "jazz" itself; 0 for none.
int genre_family(int code);
std::string_view genre_family_name(int code);

std::string_view role_name(Role role);
std::string_view section_kind_name(SectionKind kind);

// Levels are eight steps: 0..7. JSON shows them as 0..1 with two decimals (level / 7).
inline constexpr int kLevelCount = 8;

struct PlanPart {
  int program = 0;  // 0..127, kDrumKit; one part a program
  Role role = Role::kLead;
  bool operator==(const PlanPart&) const = default;
};

// What happens once in a section. The order is a frame code: append only.
enum class Gesture {
  kCrash,   // a cymbal on its first beat, also where no drummer plays
  kFill,    // the drummer leads out of it
  kStop,    // its last bar is silent but for its first beat
  kRing,    // the piece's last chord rings on
  kCut,     // the piece's last bar is one short stroke
  kFadeIn,  // from silence, over its whole length
  kFadeOut  // to silence
};
inline constexpr int kGestureCount = 7;
std::string_view gesture_name(Gesture gesture);

struct Section {
  SectionKind kind = SectionKind::kVerse;
  int bars = 8;                 // 1..128
  int intensity = 4;            // level: how much is going on
  int dynamics = 4;             // level: how loud, ppp..fff
  std::vector<int> tacet = {};  // programs that rest, ascending
  int bpm = 0;                  // its own tempo, 30..300; 0 is the plan's
  // Tempo, intensity and dynamics move evenly to those of the next section: a crescendo, a ritardando.
  bool glide = false;
  std::vector<Gesture> gestures = {};  // ascending

  bool has(Gesture gesture) const;
  bool rests(int program) const;
  bool operator==(const Section&) const = default;
};

struct Plan {
  int genre = 0;  // index into genre_names()
  int bpm = 120;  // quarter notes a minute, 30..300
  Metre metre;
  Key key;
  std::vector<PlanPart> parts;  // ascending programs
  int density = 3;              // level, as density_level() measures it
  int brightness = 3;           // level, as brightness_level() measures it
  std::vector<Section> sections;

  int bars() const;
  double seconds() const;
  bool has_part(int program) const;
  bool operator==(const Plan&) const = default;
};

// What a bar is played with; levels between two steps where a section glides.
struct BarLevels {
  double bpm = 120;  // at its bar line, as the others but the last
  double intensity = 4;
  double dynamics = 4;
  double dynamics_after = 4;  // at its end
};
// One for each bar of the plan.
std::vector<BarLevels> bar_levels(const Plan& plan);

// Whether a section goes on where the one before it, of the same kind, glides to: together they are
// one course, whose bars are counted through.
bool goes_on(const std::vector<Section>& sections, size_t index);

// The plan with sections that say kind, bars and levels alone: what the model learnt of them.
Plan without_details(Plan plan);

// JSON text, indented, with the schema of docs/plan.md; round trip exact.
std::string plan_to_json(const Plan& plan);
// Needs every field; throws Error(kInput) with the field's path ("sections[2].bars").
Plan plan_from_json(std::string_view text);
// Throws Error(kInput) naming the first field that is out of range; a plan needs a part and a
// section.
void check_plan(const Plan& plan);
// The same for a plan that may still lack parts and sections.
void check_ranges(const Plan& plan);

inline constexpr int kMinBpm = 30;
inline constexpr int kMaxBpm = 300;
inline constexpr int kMaxSectionBars = 128;
inline constexpr int kMaxSections = 256;
inline constexpr int kMaxPlanBars = 383;

// What a user forces: any field may be absent.
struct PartialPlan {
  std::optional<int> genre;
  std::optional<int> bpm;
  std::optional<Metre> metre;
  std::optional<Key> key;
  std::optional<std::vector<PlanPart>> parts;  // ascending programs
  std::optional<int> density;
  std::optional<int> brightness;
  std::optional<std::vector<Section>> sections;

  // The plan with the given fields in the place of its own.
  Plan over(Plan plan) const;
  bool operator==(const PartialPlan&) const = default;
};

// The schema of plan_from_json with every field optional.
PartialPlan partial_plan_from_json(std::string_view text);

}  // namespace continuo
