// What the words of a prompt name outright, and so must be obeyed: "132 bpm", "D minor", "7/8",
// "jazz", "walking bass", "no drums". Moods, places and uses are for the model to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arrange/words.h"
#include "score/plan.h"

namespace continuo {

// One player that must be there: any of these programs satisfies the word.
struct NamedPart {
  std::vector<int> programs;  // best first
  std::optional<Role> role;   // "walking bass", "lead guitar"
  std::string word;           // as an English prompt writes it
  bool operator==(const NamedPart&) const = default;
};

// Absent or empty fields are not named.
struct Named {
  std::optional<int> bpm;
  std::optional<Span> bpm_band;  // "90 to 100 bpm", "slow"; not together with bpm
  std::vector<Metre> metres;     // any of these: one where it is named, more for "odd time"
  std::optional<int> tonic;      // pitch class
  std::vector<Mode> modes;       // any of these: one where it is named, more for "a minor key"
  std::vector<int> genres;       // any of these codes: one where it is named
  std::vector<int> more_genres;  // named later in the prompt
  std::vector<NamedPart> parts;
  std::vector<int> unwanted;  // programs, ascending; never among those of parts
  std::vector<std::string> unwanted_words;
  bool only = false;  // nobody else plays
  std::optional<int> bars;
  std::optional<double> seconds;

  std::optional<Key> key() const;     // where tonic and mode are named
  std::optional<bool> drums() const;  // the kit named, or unwanted
  bool operator==(const Named&) const = default;
};

// Of prompts in any language that in_english() knows. Never throws: what cannot be read is not
// named.
Named read_named(std::string_view prompt);

// "132 bpm, D minor, piano, no drums"; empty where nothing is named.
std::string named_text(const Named& named);

}  // namespace continuo
