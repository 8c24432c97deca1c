// Metres (time signatures) on the grid of 48 ticks a quarter note.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

inline constexpr int kTicksPerQuarter = 48;

struct Metre {
  int beats = 4;
  int unit = 4;

  int bar_ticks() const { return beats * 4 * kTicksPerQuarter / unit; }
  // Lengths in ticks of the felt pulses, in order: 6/8 {72, 72}, 7/8 {48, 48, 72}, 7/4 seven
  // quarters.
  std::vector<int> pulses() const;
  std::string name() const;  // "7/8"
  bool operator==(const Metre&) const = default;
};

// The metres that a plan may ask for, in the order of their frame codes: append only.
const std::vector<Metre>& metres();
// The code of a metre, or -1 where the table lacks it.
int metre_code(Metre metre);
// What to call a bar of some length that is no whole bar of its piece (a pickup, a bar cut short):
// the largest unit that divides it, down to 32nds. Nothing where none does.
std::optional<Metre> metre_lasting(int ticks);
// Parses "7/8"; throws Error(kInput) naming the metres that are known.
Metre parse_metre(std::string_view text);

}  // namespace continuo
