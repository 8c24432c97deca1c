// Rows of words for genres: the first families' stand in words_genre.cpp, those of all that came to
// them in two more files.
#pragma once

#include <string_view>
#include <vector>

#include "arrange/words.h"

namespace continuo {

struct GenreWords {
  std::string_view name;
  std::vector<GenreWord> words;
};

// What a row says beside its words: how they stand in a sentence, and when they are true.
namespace word_rows {

inline constexpr Span kAll{0, 1000};
inline constexpr WordKind kMass = WordKind::kMass;
inline constexpr WordKind kCount = WordKind::kCount;
inline constexpr WordKind kAdjective = WordKind::kAdjective;

inline Condition minor(Span bpm = kAll) { return {Tonality::kMinor, bpm}; }
inline Condition major(Span bpm = kAll) { return {Tonality::kMajor, bpm}; }
inline Condition bpm(int low, int high) { return {Tonality::kAny, {low, high}}; }
inline Condition loud() { return {Tonality::kAny, kAll, {3, 7}, {5, 7}}; }
inline Condition soft() { return {Tonality::kAny, kAll, kAll, {0, 4}}; }

}  // namespace word_rows

const std::vector<GenreWords>& style_words();
const std::vector<GenreWords>& world_style_words();

}  // namespace continuo
