// Edits of the chords.
#include <algorithm>

#include "base/error.h"
#include "compose/editor.h"
#include "score/instrument.h"

namespace continuo {

namespace {

// The share of the new chords that were not there.
double difference(const std::vector<Chord>& chords, const std::vector<Chord>& old) {
  size_t other = 0;
  for (const Chord& chord : chords) {
    const bool same = std::any_of(old.begin(), old.end(), [&](const Chord& was) {
      return was.start == chord.start && was.root == chord.root && was.quality == chord.quality;
    });
    other += same ? 0 : 1;
  }
  return static_cast<double>(other) / static_cast<double>(chords.size());
}

}  // namespace

double Editor::fit(const std::vector<Chord>& chords, const std::vector<int>& programs) {
  double inside = 0, all = 0;
  for (int program : programs) {
    if (program == kDrumKit) continue;
    for (const Note& note : notes_of(part(program), stretch_)) {
      const Chord* at = &chords.front();
      for (const Chord& chord : chords) {
        if (chord.start <= note.start + 4) at = &chord;
      }
      all += note.duration;
      inside += at->contains(note.pitch) ? note.duration : 0;
    }
  }
  return all > 0 ? inside / all : 1;
}

void Editor::reharmonise(const Change& change) {
  std::vector<int> programs = affected(change);
  std::erase(programs, kDrumKit);
  if (programs.empty()) fail(ErrorKind::kUsage, kEdit, "chords: no part plays them.");
  Rewrite how = request(programs);
  how.new_chords = true;
  std::vector<Chord> old;
  for (const Chord& chord : score().chords) {
    if (chord.start >= stretch_.begin && chord.start < stretch_.end) old.push_back(chord);
  }
  std::vector<Chord> best;
  double best_fit = -1;
  constexpr int kCandidates = 16;
  for (int i = 0; i < kCandidates; ++i) {
    const std::vector<Chord> chords =
        rewrite(score(), stretch_, how, Rng(seed_).fork(static_cast<uint64_t>(i)).next()).chords;
    if (chords.empty()) continue;
    const double found = fit(chords, how.beside) + 0.5 * difference(chords, old);
    if (found > best_fit) best_fit = found, best = chords;
  }
  if (best.empty()) fail(ErrorKind::kUsage, kEdit, "chords: the bars have no metre for them.");
  auto& chords = score().chords;
  // What sounded on into the bars after the stretch is said there again.
  const std::vector<Chord> harmony = harmony_of(score());
  const Chord* after = &harmony.front();
  for (const Chord& chord : harmony) {
    if (chord.start <= stretch_.end) after = &chord;
  }
  const bool said = std::any_of(chords.begin(), chords.end(),
                                [&](const Chord& chord) { return chord.start == stretch_.end; });
  std::erase_if(chords, [&](const Chord& chord) {
    return chord.start >= stretch_.begin && chord.start < stretch_.end;
  });
  chords.insert(chords.end(), best.begin(), best.end());
  if (!said && stretch_.end < score().end()) {
    Chord again = *after;
    again.start = stretch_.end;
    chords.push_back(again);
  }
  std::stable_sort(chords.begin(), chords.end(),
                   [](const Chord& a, const Chord& b) { return a.start < b.start; });
  rewrite_parts(programs);
}

}  // namespace continuo
