// Small scores for the tests of this folder.
#pragma once

#include <utility>
#include <vector>

#include "score/score.h"

namespace continuo::test {

// Bars without notes; the plan says nothing that is true of them, so a detector that peeks is found
// out.
inline Score bars_of(Metre metre, int count, int bpm = 120) {
  Score score;
  score.plan.key = {1, Mode::kLydian};
  score.plan.bpm = 77;
  score.plan.metre = {11, 8};
  for (int i = 0; i < count; ++i) {
    Bar bar;
    bar.start = i * metre.bar_ticks();
    bar.metre = metre;
    bar.bpm = bpm;
    bar.key = {1, Mode::kLydian};
    score.bars.push_back(bar);
  }
  return score;
}

inline void add_part(Score& score, int program, std::vector<Note> notes) {
  Part part;
  part.program = program;
  part.notes = std::move(notes);
  score.parts.push_back(std::move(part));
}

}  // namespace continuo::test
