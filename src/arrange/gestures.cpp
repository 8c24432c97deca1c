#include "arrange/gestures.h"

#include <algorithm>

#include "arrange/groove_strokes.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kCrashVelocity = 112;

struct Stretch {
  int from = 0;
  int to = 0;
};

Stretch stretch_of(const Score& score, const SectionSpan& section) {
  const auto first = static_cast<size_t>(section.first_bar);
  return {score.bars[first].start, score.bars[first + static_cast<size_t>(section.bars) - 1].end()};
}

const Bar& last_bar(const Score& score, const SectionSpan& section) {
  return score.bars[static_cast<size_t>(section.first_bar + section.bars - 1)];
}

void silence(Part& part, const Stretch& rest) {
  std::erase_if(part.notes,
                [&](const Note& note) { return note.start >= rest.from && note.start < rest.to; });
  if (part.program == kDrumKit) return;
  for (Note& note : part.notes) {
    if (note.start < rest.from && note.start + note.duration > rest.from)
      note.duration = rest.from - note.start;
  }
}

void crash(Part& kit, const Groove& groove, int tick) {
  const DrumKey key = groove.crash == kNoDrum ? kCrash : groove.crash;
  std::erase_if(kit.notes, [&](const Note& note) {
    return note.start == tick &&
           (note.pitch == key || keeps_time(static_cast<DrumKey>(note.pitch)));
  });
  kit.notes.push_back({tick, 12, key, kCrashVelocity});
  // Two cymbals are struck where they are played by hand: the second colours the first.
  if (groove.fill == FillKind::kRoll) kit.notes.push_back({tick, 12, kSecondCrash, kCrashVelocity});
}

void fill(Part& kit, const Groove& groove, const SectionSpan& section, const Bar& bar, int density,
          Rng& rng) {
  const FillKind kind = groove.fill == FillKind::kNone ? FillKind::kToms : groove.fill;
  const std::vector<int> all = bar.metre.pulses();
  const size_t count = std::min<size_t>(section.intensity >= 5 ? 4 : 2, all.size());
  const std::vector<int> pulses(all.end() - static_cast<std::ptrdiff_t>(count), all.end());
  int start = bar.end();
  for (const int pulse : pulses) start -= pulse;
  std::erase_if(kit.notes,
                [&](const Note& note) { return note.start >= start && note.start < bar.end(); });
  for (const Note& note :
       write_fill(kind, start, pulses, std::max(section.intensity, 3), density, rng))
    kit.notes.push_back(note);
}

}  // namespace

void write_strokes(Score& score, const std::vector<SectionSpan>& sections, const Groove& groove,
                   int density, Rng& rng) {
  if (!score.plan.has_part(kDrumKit)) return;
  Part& kit = score.part(kDrumKit, Role::kDrums);
  for (const SectionSpan& section : sections) {
    Rng own = rng.fork(static_cast<uint64_t>(section.first_bar));
    if (section.has(Gesture::kFill))
      fill(kit, groove, section, last_bar(score, section), density, own);
    if (section.has(Gesture::kCrash)) crash(kit, groove, stretch_of(score, section).from);
  }
  std::sort(kit.notes.begin(), kit.notes.end());
}

void keep_rests(Score& score, const std::vector<SectionSpan>& sections) {
  for (const SectionSpan& section : sections) {
    const Stretch whole = stretch_of(score, section);
    const Bar& last = last_bar(score, section);
    const bool stops = section.has(Gesture::kStop) || (section.last && section.has(Gesture::kCut));
    const Stretch rest{last.start + last.metre.pulses().front(), last.end()};
    for (Part& part : score.parts) {
      if (section.rests(part.program)) silence(part, whole);
      if (stops) silence(part, rest);
    }
  }
}

}  // namespace continuo
