// General MIDI instruments: names, families, playable ranges, and the words that people use for
// them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// A program 0..127 of General MIDI, or the drum kit.
inline constexpr int kDrumKit = 128;
inline constexpr int kProgramCount = 129;

struct Instrument {
  int program;
  std::string_view name;  // "acoustic grand piano", lower case
  std::string_view
      family;  // "piano", "organ", "guitar", "bass", "strings", "choir", "brass", "reed", "pipe", ...
  int lowest;  // playable range, MIDI note numbers
  int highest;
};

// The table by program, 0..128; throws Error(kInternal) out of range.
const Instrument& instrument(int program);

// What a word or phrase names: "violin", "e-piano", "808", "strings", "drums"; any member of the
// set satisfies it (a wish for "guitar" is met by every guitar). Empty where nothing is known by
// that name.
std::vector<int> programs_named(std::string_view words);

// Parses one instrument as a person writes it on the command line, first choice of programs_named;
// throws Error(kInput) with near matches.
int parse_instrument(std::string_view words);

}  // namespace continuo
