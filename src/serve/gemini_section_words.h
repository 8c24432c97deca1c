// What the words about one section of a song mean: its kind, and how much goes on in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "score/plan.h"

namespace continuo::gemini {

// Of a section's directions so much is read.
inline constexpr size_t kMostDirections_bytes = 400;

// Levels where the words say nothing, and usual bars.
struct KindHabits {
  int intensity, dynamics, bars;
};
const KindHabits& habits(SectionKind kind);

// The kind that plain words (score/words.h) name first of all.
std::optional<SectionKind> kind_named(const std::string& plain);

// The levels that words ask of one section, from those that its kind has by itself.
struct Levels {
  int intensity = 4;
  int dynamics = 4;
};
Levels levels_of(SectionKind kind, std::string_view words);

}  // namespace continuo::gemini
