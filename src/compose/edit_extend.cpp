#include "compose/edit_extend.h"

#include <algorithm>

#include "base/error.h"
#include "compose/edit_rewrite.h"
#include "compose/edit_vary.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "score/quantise.h"

namespace continuo {

namespace {

// The bars that the piece lives on: neither what opens nor what closes it.
std::vector<int> material_of(const Score& score, bool without_last) {
  std::vector<int> all, chosen;
  const auto count = static_cast<int>(score.bars.size()) - (without_last ? 1 : 0);
  for (int i = 0; i < count; ++i) {
    const Bar& bar = score.bars[static_cast<size_t>(i)];
    if (metre_code(bar.metre) < 0) continue;  // a pickup
    all.push_back(i);
    const bool frame = bar.section == SectionKind::kIntro || bar.section == SectionKind::kOutro ||
                       bar.section == SectionKind::kBreak || bar.section == SectionKind::kBuild;
    if (!frame) chosen.push_back(i);
  }
  if (chosen.size() >= 4) return chosen;
  if (!all.empty()) return all;
  return {static_cast<int>(score.bars.size()) - 1};
}

void make_room(Score& score, const Inserted& where, const std::vector<Bar>& bars) {
  for (size_t i = static_cast<size_t>(where.bar); i < score.bars.size(); ++i)
    score.bars[i].start += where.ticks;
  score.bars.insert(score.bars.begin() + where.bar, bars.begin(), bars.end());
  for (Chord& chord : score.chords) {
    if (chord.start >= where.tick) chord.start += where.ticks;
  }
  for (Part& part : score.parts) {
    for (Note& note : part.notes) {
      if (note.start >= where.tick) note.start += where.ticks;
    }
  }
}

void set_sections(Score& score) {
  std::vector<Section>& sections = score.plan.sections;
  sections.clear();
  int expected = -1;
  for (const Bar& bar : score.bars) {
    const bool goes_on = !sections.empty() && sections.back().kind == bar.section &&
                         bar.bar_in_section == expected && sections.back().bars < kMaxSectionBars;
    if (goes_on) {
      ++sections.back().bars;
    } else {
      sections.push_back({bar.section, 1, bar.intensity, bar.dynamics});
    }
    expected = bar.bar_in_section + 1;
  }
  score.plan = clamped(score.plan);
}

bool sings(const Part& part) { return part.role == Role::kLead || part.role == Role::kCounter; }

}  // namespace

Extended extend(Score& score, const Change& change, Rng& rng) {
  const Score old = score;
  const std::vector<Chord> harmony = harmony_of(old);
  const bool opens = change.action == Action::kOpen;
  Extended result;
  result.ending_moved = !opens && !change.after_all && has_ending(old);
  result.ends_anew = !opens && !result.ending_moved;
  const std::vector<int> material = material_of(old, has_ending(old));
  Inserted& where = result.inserted;
  where.bar = opens ? 0 : static_cast<int>(old.bars.size()) - (result.ending_moved ? 1 : 0);
  where.bars = change.bars;
  where.tick = where.bar < static_cast<int>(old.bars.size())
                   ? old.bars[static_cast<size_t>(where.bar)].start
                   : old.end();
  std::vector<Bar> bars;
  std::vector<int> sources;
  int at = where.tick;
  for (int i = 0; i < change.bars; ++i) {
    sources.push_back(material[static_cast<size_t>(i) % material.size()]);
    Bar bar = old.bars[static_cast<size_t>(sources.back())];
    bar.start = at;
    if (opens) {
      bar.section = SectionKind::kIntro;
      bar.bar_in_section = i;
    }
    at = bar.end();
    bars.push_back(bar);
  }
  where.ticks = at - where.tick;
  make_room(score, where, bars);
  set_sections(score);

  const BarStretch stretch = stretch_of(score, where.bar, where.bar + where.bars - 1);
  std::vector<Part> fresh;
  for (const Part& part : old.parts) fresh.push_back({part.program, part.role, {}});
  for (size_t i = 0; i < sources.size(); ++i) {
    const Bar& source = old.bars[static_cast<size_t>(sources[i])];
    const int move = bars[i].start - source.start;
    // Where the piece itself goes on differently, nothing rings over.
    size_t last = i;
    while (last + 1 < sources.size() && sources[last + 1] == sources[last] + 1) ++last;
    const int run_end = bars[last].end();
    for (size_t p = 0; p < old.parts.size(); ++p) {
      const bool waits = opens && old.parts[p].role == Role::kLead && old.parts.size() > 1 &&
                         i < sources.size() / 2;
      if (waits) continue;
      for (Note note : old.parts[p].notes) {
        if (note.start < source.start || note.start >= source.end()) continue;
        note.start += move;
        note.duration = std::max(1, std::min(note.duration, run_end - note.start));
        const int code = velocity_code(note.velocity) + (rng.chance(0.4) ? rng.range(-1, 1) : 0);
        note.velocity = velocity_of(std::clamp(code, 1, 31));
        fresh[p].notes.push_back(note);
      }
    }
    // The chord in force at the bar line, then those within.
    Chord first = harmony.front();
    for (const Chord& chord : harmony) {
      if (chord.start <= source.start) first = chord;
    }
    first.start = bars[i].start;
    score.chords.push_back(first);
    for (Chord chord : harmony) {
      if (chord.start <= source.start || chord.start >= source.end()) continue;
      chord.start += move;
      score.chords.push_back(chord);
    }
  }
  std::stable_sort(score.chords.begin(), score.chords.end(),
                   [](const Chord& a, const Chord& b) { return a.start < b.start; });
  for (size_t p = 0; p < fresh.size(); ++p)
    splice(score.part(fresh[p].program, fresh[p].role), fresh[p].notes, score, stretch);
  for (Part& part : score.parts) {
    Rng own = rng.fork(static_cast<uint64_t>(part.program));
    if (sings(part)) splice(part, varied_line(part, score, stretch, own), score, stretch);
  }
  return result;
}

}  // namespace continuo
