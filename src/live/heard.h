// What is heard of a performance as it plays: notes, bar lines, and the sound between them.
#pragma once

#include <cstdint>
#include <span>

#include "score/score.h"

namespace continuo {

// A note as it is heard, on the performance's clock of sample frames.
struct HeardNote {
  int program = 0;
  int pitch = 0;
  int velocity = 0;
  uint64_t start = 0;  // sample frames since the performance began
  uint64_t end = 0;
};

// A bar line as it is heard. Bars that are announced again (after a change) replace what was said.
struct HeardBar {
  int64_t number = 0;  // from 0
  uint64_t start = 0;  // sample frames
  uint64_t end = 0;
  Bar bar;  // its start in ticks is of no meaning here
};

struct Chunk {
  uint64_t position = 0;             // of its first sample frame; goes on through pauses
  std::span<const float> audio;      // interleaved stereo at kSampleRateHz
  std::span<const HeardNote> notes;  // that begin in this chunk
  std::span<const HeardBar> bars;    // that begin in this chunk
};

}  // namespace continuo
