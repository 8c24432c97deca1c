#include "arrange/loop.h"

#include <algorithm>

namespace continuo {

namespace {

constexpr int kRounds = 3;

// The bars, chords and notes from tick `from` to tick `to`, counted from there.
Score cut(const Score& whole, size_t first_bar, size_t bars) {
  Score part;
  part.plan = whole.plan;
  const int from = whole.bars[first_bar].start;
  const int to = whole.bars[first_bar + bars - 1].end();
  for (size_t i = first_bar; i < first_bar + bars; ++i) {
    part.bars.push_back(whole.bars[i]);
    part.bars.back().start -= from;
  }
  for (Chord chord : whole.chords) {
    if (chord.start < from || chord.start >= to) continue;
    chord.start -= from;
    part.chords.push_back(chord);
  }
  for (const Part& played : whole.parts) {
    Part& kept = part.part(played.program, played.role);
    for (Note note : played.notes) {
      if (note.start < from || note.start >= to) continue;
      note.start -= from;
      kept.notes.push_back(note);
    }
  }
  return part;
}

}  // namespace

Score middle_round(const Plan& plan, const std::function<Score(const Plan&)>& write) {
  Plan rounds = plan;
  for (int round = 1; round < kRounds; ++round)
    rounds.sections.insert(rounds.sections.end(), plan.sections.begin(), plan.sections.end());
  const Score whole = write(rounds);
  Score middle = cut(whole, static_cast<size_t>(plan.bars()), static_cast<size_t>(plan.bars()));
  middle.plan = plan;
  middle.plan.density = density_level(middle);
  middle.plan.brightness = brightness_level(middle);
  return middle;
}

}  // namespace continuo
