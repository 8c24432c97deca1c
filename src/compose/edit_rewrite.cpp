#include "compose/edit_rewrite.h"

#include <algorithm>

#include "arrange/band.h"
#include "score/instrument.h"

namespace continuo {

namespace {

// Bars that follow each other in one metre and one key, which is what a plan can say.
struct Run {
  size_t first = 0;
  size_t last = 0;
};

std::vector<Run> runs_of(const Score& score, const BarStretch& stretch) {
  std::vector<Run> runs;
  for (auto i = static_cast<size_t>(stretch.first_bar); i <= static_cast<size_t>(stretch.last_bar);
       ++i) {
    const Bar& bar = score.bars[i];
    if (metre_code(bar.metre) < 0) continue;
    const bool goes_on = !runs.empty() && runs.back().last + 1 == i &&
                         score.bars[i - 1].metre == bar.metre && score.bars[i - 1].key == bar.key;
    if (goes_on) {
      runs.back().last = i;
    } else {
      runs.push_back({i, i});
    }
  }
  return runs;
}

int level(int value) { return std::clamp(value, 0, kLevelCount - 1); }

// The run's bars from tick 0, with what the style asks for.
std::vector<Bar> bars_of(const Score& score, const Run& run, const Rewrite& how, bool last_run) {
  std::vector<Bar> bars(score.bars.begin() + static_cast<std::ptrdiff_t>(run.first),
                        score.bars.begin() + static_cast<std::ptrdiff_t>(run.last) + 1);
  const int begin = bars.front().start;
  for (Bar& bar : bars) {
    bar.start -= begin;
    bar.bpm = std::clamp(bar.bpm, kMinBpm, kMaxBpm);
    bar.intensity = level(bar.intensity + how.style.intensity);
    bar.dynamics = level(bar.dynamics + how.style.dynamics);
  }
  if (how.fills && last_run) {
    for (Bar& bar : bars) {
      bar.intensity = std::max(bar.intensity, 5);
      if (bar.section == SectionKind::kBuild) bar.section = SectionKind::kVerse;
    }
    Bar next = bars.back();
    next.start = bars.back().end();
    next.section =
        next.section == SectionKind::kChorus ? SectionKind::kVerse : SectionKind::kChorus;
    next.bar_in_section = 0;
    next.intensity = kLevelCount - 1;
    bars.push_back(next);
  }
  return bars;
}

Plan plan_of(const Score& score, const Rewrite& how, const std::vector<Bar>& bars,
             const std::vector<Part>& heard) {
  Plan plan;
  const int plain = genre_code("pop ballad");
  plan.genre = how.style.genre > 0    ? how.style.genre
               : score.plan.genre > 0 ? score.plan.genre
                                      : plain;
  plan.bpm = bars.front().bpm;
  plan.metre = bars.front().metre;
  plan.key = bars.front().key;
  plan.density = level(score.plan.density + how.density);
  plan.parts = how.write;
  for (const Part& part : heard) plan.parts.push_back({part.program, part.role});
  std::sort(plan.parts.begin(), plan.parts.end(),
            [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
  plan.sections = sections_of(bars);
  return plan;
}

std::vector<Chord> chords_from(const std::vector<Chord>& harmony, int begin, int end) {
  std::vector<Chord> chords;
  for (const Chord& chord : harmony) {
    if (chord.start >= end) break;
    Chord moved = chord;
    moved.start = std::max(0, chord.start - begin);
    if (!chords.empty() && chords.back().start == moved.start) chords.pop_back();
    chords.push_back(moved);
  }
  return chords;
}

}  // namespace

std::vector<Section> sections_of(const std::vector<Bar>& bars) {
  std::vector<Section> sections;
  int expected = -1;
  for (const Bar& bar : bars) {
    const bool goes_on = !sections.empty() && sections.back().kind == bar.section &&
                         bar.bar_in_section == expected && sections.back().bars < kMaxSectionBars;
    if (goes_on) {
      ++sections.back().bars;
    } else {
      sections.push_back({bar.section, 1, bar.intensity, bar.dynamics});
    }
    expected = bar.bar_in_section + 1;
  }
  return sections;
}

std::vector<Chord> harmony_of(const Score& score) {
  const auto tonic = [&](int tick, const Key& key) {
    return Chord{tick, key.tonic, key.is_minor() ? ChordQuality::kMinor : ChordQuality::kMajor,
                 key.tonic};
  };
  std::vector<Chord> harmony;
  for (const Chord& chord : score.chords) {
    if (chord.quality == ChordQuality::kNone) continue;
    harmony.push_back(chord);
  }
  if (harmony.empty()) {
    for (const Bar& bar : score.bars) {
      if (harmony.empty() ||
          bar.key != score.bars[static_cast<size_t>(&bar - score.bars.data()) - 1].key)
        harmony.push_back(tonic(bar.start, bar.key));
    }
  } else if (harmony.front().start > 0) {
    // What comes before the first chord leads to it.
    harmony.front().start = 0;
  }
  return harmony;
}

Rewritten rewrite(const Score& score, const BarStretch& stretch, const Rewrite& how,
                  uint64_t seed) {
  const std::vector<Chord> harmony = harmony_of(score);
  Rewritten result;
  for (const PlanPart& part : how.write) result.parts.push_back({part.program, part.role, {}});
  const std::vector<Run> runs = runs_of(score, stretch);
  for (const Run& run : runs) {
    const bool last_run = &run == &runs.back();
    const int begin = score.bars[run.first].start;
    const int end = score.bars[run.last].end();
    Surroundings around;
    around.bars = bars_of(score, run, how, last_run);
    if (!how.new_chords)
      around.chords = chords_from(harmony, begin, around.bars.back().end() + begin);
    around.ends = how.ends && last_run;
    around.register_shift = 4 * how.style.brightness;
    for (const Part& part : score.parts) {
      if (std::find(how.beside.begin(), how.beside.end(), part.program) == how.beside.end())
        continue;
      Part heard{part.program, part.role, {}};
      for (Note note : part.notes) {
        if (note.start < begin || note.start >= end) continue;
        note.start -= begin;
        heard.notes.push_back(note);
      }
      if (!heard.notes.empty()) around.heard.push_back(std::move(heard));
    }
    const Plan plan = plan_of(score, how, around.bars, around.heard);
    const Score written = arrange_among(plan, seed, around);
    for (const Part& part : written.parts) {
      for (Part& target : result.parts) {
        if (target.program != part.program) continue;
        for (Note note : part.notes) {
          note.start += begin;
          if (note.start < end) target.notes.push_back(note);
        }
      }
    }
    for (Chord chord : written.chords) {
      chord.start += begin;
      if (chord.start < end) result.chords.push_back(chord);
    }
  }
  return result;
}

}  // namespace continuo
