#include "compose/edit_extend.h"

#include <algorithm>
#include <utility>

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

// A section that new bars part becomes two: what opens it stays with the first, what closes it with
// the second.
std::pair<Section, Section> parted(const Section& section, int bars) {
  Section first = section, second = section;
  first.bars = bars;
  first.glide = false;
  std::erase_if(first.gestures, [](Gesture gesture) {
    return gesture != Gesture::kCrash && gesture != Gesture::kFadeIn;
  });
  second.bars = section.bars - bars;
  std::erase_if(second.gestures, [](Gesture gesture) {
    return gesture == Gesture::kCrash || gesture == Gesture::kFadeIn;
  });
  return {first, second};
}

bool has_details(const Section& section) {
  return !section.tacet.empty() || section.bpm != 0 || section.glide || !section.gestures.empty();
}

// The sections that were there, with those of the new bars among them; read off the bars where they
// say no more than bars do.
void set_sections(Score& score, const Inserted& where, const std::vector<Bar>& bars) {
  const std::vector<Section> old = score.plan.sections;
  const bool known = score.plan.bars() + where.bars == static_cast<int>(score.bars.size());
  if (!known || std::none_of(old.begin(), old.end(), has_details)) {
    score.plan.sections = sections_of(score.bars);
  } else {
    const std::vector<Section> fresh = sections_of(bars);
    std::vector<Section>& sections = score.plan.sections;
    sections.clear();
    int bar = 0;
    bool put_in = false;
    const auto put = [&] {
      if (!put_in) sections.insert(sections.end(), fresh.begin(), fresh.end());
      put_in = true;
    };
    for (const Section& section : old) {
      const int before = where.bar - bar;
      bar += section.bars;
      if (before <= 0) put();
      if (before > 0 && before < section.bars) {
        const auto [first, second] = parted(section, before);
        sections.push_back(first);
        put();
        sections.push_back(second);
      } else {
        sections.push_back(section);
      }
    }
    put();
  }
  score.plan = clamped(score.plan);
}

// How many of the last bars end the piece: those that fade out, or one.
int bars_of_ending(const Score& score, bool ending) {
  const std::vector<Section>& sections = score.plan.sections;
  const bool fades = !sections.empty() && sections.back().has(Gesture::kFadeOut) &&
                     score.plan.bars() == static_cast<int>(score.bars.size());
  return fades ? sections.back().bars : ending ? 1 : 0;
}

// The chord in force where old bars go on after new ones is said there again.
void say_chord_after(Score& score, const std::vector<Chord>& harmony, const Inserted& where) {
  const int tick = where.tick + where.ticks;
  const bool said = std::any_of(score.chords.begin(), score.chords.end(),
                                [&](const Chord& chord) { return chord.start == tick; });
  if (said || score.chords.empty() || tick >= score.end()) return;
  Chord again = harmony.front();
  for (const Chord& chord : harmony) {
    if (chord.start <= where.tick) again = chord;
  }
  again.start = tick;
  score.chords.push_back(again);
}

bool sings(const Part& part) { return part.role == Role::kLead || part.role == Role::kCounter; }

}  // namespace

Extended extend(Score& score, const Change& change, bool ending, Rng& rng) {
  const Score old = score;
  const std::vector<Chord> harmony = harmony_of(old);
  const bool opens = change.action == Action::kOpen;
  Extended result;
  const int closing = bars_of_ending(old, ending);
  result.ending_moved = !opens && !change.after_all && closing > 0;
  result.ends_anew = !opens && !result.ending_moved;
  const std::vector<int> material = material_of(old, ending);
  Inserted& where = result.inserted;
  where.bar = opens ? 0 : static_cast<int>(old.bars.size()) - (result.ending_moved ? closing : 0);
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
  set_sections(score, where, bars);

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
  say_chord_after(score, harmony, where);
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
