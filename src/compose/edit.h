// Edits of music that is there: which bars and parts, and what happens to them, as data.
//
// An edit changes the notes of the bars and parts that it names and no others. Whatever the band
// writes anew it writes over the harmony that is there and beside the parts that stay.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score/score.h"

namespace continuo {

inline constexpr const char* kEdit = "edit";  // where, in messages

enum class Action {
  kRewrite,  // the parts play something else
  kMore,     // more notes
  kLess,     // fewer
  kRemove,   // none
  kOnly,     // none of all other parts
  kAdd,      // `program` joins in `role`
  kInstead,  // `program` plays what the parts played
  kLouder,
  kSofter,
  kHigher,
  kLower,
  kCalmer,
  kWilder,
  kVary,     // the same with other ornaments and rhythms
  kHarmony,  // other chords, and the parts over them
  kStyle,    // the parts play in another style
  kHalfTime,
  kDoubleTime,
  kFill,    // of the drums, in the last bar
  kEnding,  // the last bar ends the piece
  kGoOn,    // `bars` more before the ending, which moves behind them; after the last bar where
            // the piece has no ending or `after_all`
  kOpen,    // `bars` more before the first
};
inline constexpr int kActionCount = 22;
std::string_view action_name(Action action);

// What a style asks for beside its genre, in levels.
struct EditStyle {
  int genre = 0;      // 0: as it is
  int intensity = 0;  // more or less than it is
  int dynamics = 0;
  int brightness = 0;
  bool operator==(const EditStyle&) const = default;
};

struct Change {
  Action action = Action::kRewrite;
  std::vector<int> parts = {};  // programs; none: all that are not kept
  int program = 0;              // of kAdd and kInstead
  Role role = Role::kLead;      // of kAdd
  EditStyle style = {};         // of kAdd and kStyle
  int bars = 0;                 // of kGoOn and kOpen
  bool after_all = false;       // of kGoOn: an ending stays where it is
  bool operator==(const Change&) const = default;
};

struct Edit {
  std::string words;      // what was asked, to be shown
  int first_bar = 0;      // from 0
  int last_bar = -1;      // -1: the last of the piece
  std::vector<int> keep;  // programs that stay as they are
  std::vector<Change> changes;
  uint64_t seed = 1;
  bool operator==(const Edit&) const = default;
};

inline constexpr int kMostAddedBars = 128;
inline constexpr size_t kMostEditedBars = 2000;
inline constexpr size_t kMostChanges = 32;
inline constexpr size_t kLongestEditWords_bytes = 1000;

// Bars that an edit put in: their first, how many, and the ticks that what follows moved by.
struct Inserted {
  int bar = 0;
  int bars = 0;
  int tick = 0;
  int ticks = 0;
};

struct Edited {
  Score score;
  std::optional<Inserted> inserted;
  std::vector<std::string> notes;  // what was done, in words: "drum kit: 96 notes, now 160"
};

// The score after the edit: the same score and edit give the same result. A loop has no ending, and
// nothing that is written anew rings over its last bar line. Throws Error(kUsage) that says what
// cannot be done where it cannot.
Edited edited(const Score& score, const Edit& edit, bool loop = false);

// Strict, as recipes are.
std::string edit_to_json(const Edit& edit);
Edit edit_from_json(std::string_view text, const std::string& path);

// Whether the last bar is an ending: what sounds there begins on its first beat, and is held or
// stops.
bool has_ending(const Score& score);

}  // namespace continuo
