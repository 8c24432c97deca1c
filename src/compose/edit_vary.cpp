#include "compose/edit_vary.h"

#include <algorithm>
#include <cstdlib>

#include "arrange/harmony.h"
#include "arrange/voicing.h"
#include "compose/edit_rewrite.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kTogether = 4;  // ticks within which notes are struck at once
constexpr int kSixteenth = kTicksPerQuarter / 4;
constexpr int kEighth = kTicksPerQuarter / 2;
constexpr double kTouched = 0.45;  // of the places that can be varied

class Variation {
 public:
  Variation(const Part& part, const Score& score, const BarStretch& stretch)
      : part_(part), score_(score), old_(notes_of(part, stretch)) {
    context_.plan = score.plan;
    context_.bars = score.bars;
    context_.chords = harmony_of(score);
  }

  std::vector<Note> draw(double chance, Rng& rng) const {
    std::vector<Note> notes;
    for (size_t i = 0; i < old_.size(); ++i) {
      const bool alone = i == 0 || old_[i].start - old_[i - 1].start > kTogether;
      const bool next_alone = i + 1 >= old_.size() || old_[i + 1].start - old_[i].start > kTogether;
      if (!alone || !next_alone || !rng.chance(chance)) {
        notes.push_back(old_[i]);
        continue;
      }
      i += change(i, notes, rng);
    }
    return notes;
  }

 private:
  int step(const Note& note, int steps) const {
    const Bar& bar = bar_at(note.start);
    const unsigned scale = chord_scale(bar.key, chord_at(context_, note.start));
    const int pitch = step_in(scale, note.pitch, steps);
    const Instrument& player = instrument(part_.program);
    return pitch >= player.lowest && pitch <= player.highest ? pitch : note.pitch;
  }

  const Bar& bar_at(int tick) const {
    const auto after = std::upper_bound(score_.bars.begin(), score_.bars.end(), tick,
                                        [](int t, const Bar& bar) { return t < bar.start; });
    return after == score_.bars.begin() ? *after : *(after - 1);
  }

  // Adds the note at `i` varied; returns how many more of the old notes that used up.
  size_t change(size_t i, std::vector<Note>& notes, Rng& rng) const {
    const Note& note = old_[i];
    const Note* next = i + 1 < old_.size() ? &old_[i + 1] : nullptr;
    const int room = next != nullptr ? next->start - note.start : note.duration;
    const int leap = next != nullptr ? next->pitch - note.pitch : 0;
    const bool light =
        next != nullptr && (next->start - bar_at(next->start).start) % kTicksPerQuarter > kTogether;
    const auto soft = [](int velocity) { return std::max(8, velocity - 10); };
    if (room >= kEighth && std::abs(leap) >= 3 && std::abs(leap) <= 5 &&
        note.duration >= room / 2) {
      // A passing note.
      const int half = room / 2;
      notes.push_back({note.start, half, note.pitch, note.velocity});
      notes.push_back(
          {note.start + half, room - half, step(note, leap > 0 ? 1 : -1), soft(note.velocity)});
      return 0;
    }
    if (note.duration >= kTicksPerQuarter && room >= kTicksPerQuarter) {
      // A turn to the neighbour and back, late in the note.
      const int side = rng.chance(0.6) ? 1 : -1;
      const int first = note.duration - 2 * kSixteenth;
      notes.push_back({note.start, first, note.pitch, note.velocity});
      notes.push_back({note.start + first, kSixteenth, step(note, side), soft(note.velocity)});
      notes.push_back(
          {note.start + first + kSixteenth, kSixteenth, note.pitch, soft(note.velocity)});
      return 0;
    }
    if (light && std::abs(room - kEighth) <= kTogether && next->duration >= kSixteenth) {
      // Even eighths become dotted, or one.
      Note longer = note;
      if (rng.chance(0.5)) {
        longer.duration = next->start + next->duration - note.start;
        notes.push_back(longer);
      } else {
        Note later = *next;
        const int moved = std::min(kSixteenth, later.duration - 1);
        later.start += moved;
        later.duration -= moved;
        longer.duration = later.start - note.start;
        notes.push_back(longer);
        notes.push_back(later);
      }
      return 1;
    }
    notes.push_back(note);
    return 0;
  }

  const Part& part_;
  const Score& score_;
  Score context_;
  std::vector<Note> old_;
};

}  // namespace

std::vector<Note> varied_line(const Part& part, const Score& score, const BarStretch& stretch,
                              Rng& rng) {
  const std::vector<Note> old = notes_of(part, stretch);
  if (part.program == kDrumKit || old.empty()) return old;
  const Variation variation(part, score, stretch);
  for (const double chance : {kTouched, 0.8, 1.0}) {
    std::vector<Note> notes = variation.draw(chance, rng);
    if (notes != old) return notes;
  }
  return old;
}

}  // namespace continuo
