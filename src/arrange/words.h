// The words that people use for music, each with what must hold of a piece for the word to be true.
// Captions are written from these tables, and evaluation reads the same tables to say whether a
// piece kept the words of its prompt.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "score/score.h"

namespace continuo {

// Closed range.
struct Span {
  int low = 0;
  int high = 1000;
  bool contains(int value) const { return value >= low && value <= high; }
};

// A tempo word holds where the bpm (quarter notes a minute) lies in its range.
struct TempoWord {
  std::string_view text;
  Span bpm;
};
const std::vector<TempoWord>& tempo_words();

// A level word holds where the measured level (0..7) lies in its range.
struct LevelWord {
  std::string_view text;
  Span level;
};
const std::vector<LevelWord>& density_words();
const std::vector<LevelWord>& brightness_words();
const std::vector<LevelWord>& dynamics_words();

enum class Tonality { kAny, kMajor, kMinor };

// What must hold of a piece; a default condition always holds.
struct Condition {
  Tonality tonality = Tonality::kAny;
  Span bpm = {};
  Span density = {};
  Span dynamics = {};
  Span brightness = {};
  // Names of genres or of families separated by '|', or empty for all; `not_genres` likewise
  // excludes.
  std::string_view genres = "";
  std::string_view not_genres = "";
};

// valence and arousal (-2..2) say which moods go together: "calm" with "dreamy", never with
// "energetic".
struct MoodWord {
  std::string_view text;
  int valence;
  int arousal;
  Condition when;
};
const std::vector<MoodWord>& mood_words();

// What a piece would suit: "for a road trip", "study music".
struct UseWord {
  std::string_view phrase;  // after a noun: "for studying"
  std::string_view tag;     // alone: "study music"
  Condition when;
};
const std::vector<UseWord>& use_words();

// What a genre is called: "some techno" (mass), "a rag" (count), or a word that needs a noun,
// "bluesy music".
enum class WordKind { kMass, kCount, kAdjective };
// The condition tells sub-genres apart.
struct GenreWord {
  std::string_view text;
  WordKind kind = WordKind::kMass;
  Condition when = {};
};
const std::vector<GenreWord>& genre_words(std::string_view genre);

// What an instrument is called; the first is the plainest. Class words ("strings", "synth") are
// instrument_classes().
const std::vector<std::string_view>& instrument_words(int program);

struct InstrumentClass {
  std::string_view text;
  std::vector<Span> programs;
};
const std::vector<InstrumentClass>& instrument_classes();

// What words are checked against.
struct Traits {
  int genre = 0;
  int bpm = 120;
  bool pitched = true;  // false for drums alone: no tonality, no brightness
  bool minor = false;
  int density = 3;
  int dynamics = 4;
  int brightness = 3;
};
Traits traits_of(const Score& score);

// Mean loudness of the notes as a level 0..7: ppp is 0, mf 4, fff 7.
int dynamics_level(const Score& score);

bool holds(const Condition& condition, const Traits& traits);

}  // namespace continuo
