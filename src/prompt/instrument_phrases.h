// Where a prompt speaks of instruments: their names, line-ups, and what only looks like a name.
#pragma once

#include <string>
#include <vector>

#include "prompt/reading.h"

namespace continuo {

struct InstrumentPhrase {
  size_t begin = 0;  // words of the reading
  size_t end = 0;
  std::vector<NamedPart> players;  // one, or those of a line-up
  bool line_up = false;
  bool complete = false;  // a line-up that has nobody else: "string quartet"
  int count = 1;          // "two guitars"
};

// In the order of the prompt, none within another. "drum and bass" and "good vibes" are none.
std::vector<InstrumentPhrase> instrument_phrases(const Reading& reading);

// Whether nobody else plays: `parts` are all that are named, `wanted` the phrases that name them.
bool is_only(const Reading& reading, const std::vector<NamedPart>& parts,
             const std::vector<InstrumentPhrase>& wanted);

bool share_a_program(const std::vector<int>& a, const std::vector<int>& b);

}  // namespace continuo
