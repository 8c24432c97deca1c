// What one piece of music is, and whether it is what was wished.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "listen/key_detector.h"
#include "listen/metre_detector.h"
#include "listen/tempo_detector.h"
#include "measure/prompts.h"
#include "score/score.h"

namespace continuo {

// Everything that wishes are judged by, gathered once a piece.
struct Hearing {
  double written_bpm = 0;  // median of the bars' tempos, weighted by their quarters: the end of a
                           // ritardando is no tempo
  TempoEstimate tempo;
  Metre written_metre;  // of most quarters
  MetreEstimate metre;
  Key planned_key;
  KeyEstimate key;
  std::vector<int> programs;  // that play at least kFewestNotes notes, ascending
  int genre = 0;
  // The genre family that a listener takes it for by its notes, and by instruments and tempo too;
  // empty without one.
  std::string recognised;
  std::string recognised_in_full;
  double notes_per_quarter = 0;
  double notes_per_second = 0;
  int bars = 0;
  double seconds = 0;
};

inline constexpr size_t kFewestNotes = 4;        // fewer do not make a part
inline constexpr double kTempoTolerance = 0.03;  // a share of the wanted tempo
inline constexpr double kBusyNotesPerQuarter =
    5;  // about the median of a band over all genres, as is the next
inline constexpr double kEnergeticNotesPerSecond = 10;

Hearing hear(const Score& score);

// In the order of the report.
enum class Question {
  kTempoNamed,        // written within 3 % of the named tempo
  kTempoHeard,        // heard within 3 %
  kTempoHeardLevel,   // heard within 3 % of it or of another metrical level
  kTempoImplied,      // written within the implied band
  kMetreNamed,        // written in the named metre
  kMetreHeard,        // heard in it
  kMetreHeardPulse,   // heard in it, or in bars of half or twice the length
  kMetreImplied,      // written in one of the implied metres
  kKeyHeard,          // heard in the named key: tonic and mode family
  kTonicHeard,        // heard with the named tonic
  kKeyHeardRelative,  // heard in it or its relative
  kKeyPlanned,        // planned in it: tonic and mode family
  kModeImplied,       // heard in the implied mode family
  kInstruments,       // share of the named instruments that play
  kAllInstruments,    // all of them play
  kNoForeign,         // complete line-ups: nobody else plays
  kOneForeign,        // complete line-ups: at most one other plays
  kPrecision,         // complete line-ups: share of those who play that were named
  kDrums,             // the kit plays, or does not, as wished
  kGenre,             // planned in the genre, or where it is a family in one of its kinds
  kGenreHeard,        // recognised as of the genre's family by its notes
  kGenreHeardInFull,  // by its instruments and tempo too
  kDensity,           // sparse or busy as wished
  kEnergy,            // calm or energetic as wished
  kLength,            // the named bars exactly, the named seconds within 15 %
};
inline constexpr int kQuestionCount = 25;

struct QuestionText {
  std::string_view id;     // "tempo_named", for JSON
  std::string_view label;  // "tempo named, written", for tables
  bool proportion;         // one answer a piece is yes or no
};
const QuestionText& question_text(Question question);

// 0..1 by question; nothing where the wishes do not ask.
using Answers = std::array<std::optional<double>, kQuestionCount>;
Answers judge(const Wishes& wishes, const Hearing& hearing);
// The answers for a piece that could not be made: 0 wherever something is asked.
Answers failed(const Wishes& wishes);

// Whether a wish for one genre is met by another: a family by each of its kinds, a kind by itself
// alone. Codes of plans; none meets nothing.
bool genre_meets(int wished, int played);

// Parts that play and that no named instrument asks for. The kit is foreign unless named or wished.
int foreign_parts(const Wishes& wishes, const Hearing& hearing);

}  // namespace continuo
