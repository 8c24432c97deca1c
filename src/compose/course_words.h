// The words by which people tell how music goes on: louder, then, drums enter, fade out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score/plan.h"

namespace continuo {

enum class Cue {
  kLevel,    // value: how much is going on, 0 silence .. 7 all there is
  kRise,     // more and more; value 2 where the words alone make a course
  kFall,     // likewise
  kMore,     // than before, at once
  kLess,     // likewise
  kMost,     // more than all before
  kBack,     // as it was before the last change
  kFrom,     // what follows is where a rise or fall begins
  kKind,     // value: SectionKind
  kEnter,    // who is named comes in
  kLeave,    // who is named falls silent
  kAlone,    // who is named, and nobody else
  kAll,      // everybody
  kTempo,    // value: of the plan's tempo
  kQuicken,  // value: by which factor the tempo moves
  kGesture,  // value: Gesture
  kBegin,    // of the piece
  kMiddle,
  kEnd,
  kNext,    // a new step; value 1 where the word alone makes a course
  kHit,     // one stroke
  kTo,      // where a rise or fall ends, or a new step
  kWaves,   // up and down again
  kSlowly,  // a rise or fall takes its time
  kNothing  // words that only look like others
};

struct CueWord {
  std::string_view text;  // plain words; one that ends in '*' is a beginning
  Cue cue;
  double value = 0;
};
const std::vector<CueWord>& cue_words();
// Those of them that say how much is going on.
const std::vector<CueWord>& level_words();

// What words say of a level that are no cues: moods, by their arousal.
std::optional<double> mood_level(std::string_view word);

// The level and the bars that a section of this kind has where nothing else is said.
struct KindHabit {
  double level;
  int bars;
};
KindHabit habit_of(SectionKind kind);

// Who is named by a word or two, "french horns" and "snare" too; empty where nobody is.
std::vector<int> players_named(const std::string& words);

}  // namespace continuo
