#include "score/score.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "score/instrument.h"

namespace continuo {

namespace {

struct QualityInfo {
  std::string_view symbol;
  std::vector<int> tones;
};

const QualityInfo& quality_info(ChordQuality quality) {
  static const std::array<QualityInfo, kChordQualityCount> table = {{
      {"", {0, 4, 7}},
      {"m", {0, 3, 7}},
      {"dim", {0, 3, 6}},
      {"aug", {0, 4, 8}},
      {"sus2", {0, 2, 7}},
      {"sus4", {0, 5, 7}},
      {"5", {0, 7}},
      {"7", {0, 4, 7, 10}},
      {"maj7", {0, 4, 7, 11}},
      {"m7", {0, 3, 7, 10}},
      {"m7b5", {0, 3, 6, 10}},
      {"dim7", {0, 3, 6, 9}},
      {"6", {0, 4, 7, 9}},
      {"m6", {0, 3, 7, 9}},
      {"9", {0, 4, 7, 10, 14}},
      {"maj9", {0, 4, 7, 11, 14}},
      {"m9", {0, 3, 7, 10, 14}},
      {"add9", {0, 4, 7, 14}},
      {"7sus4", {0, 5, 7, 10}},
      {"mMaj7", {0, 3, 7, 11}},
      {"7b9", {0, 4, 7, 10, 13}},
      {"N.C.", {}},
  }};
  return table.at(static_cast<size_t>(quality));
}

// The upper bounds of levels 0 to 6: half a note to sixteen a quarter note, in seven equal ratios.
constexpr std::array<double, 7> kDensityThresholds = {0.5,    0.8909, 1.5874, 2.8284,
                                                      5.0397, 8.9797, 16.0};
// Mean pitches, C3 to E5 in seven equal steps.
constexpr std::array<double, 7> kBrightnessThresholds = {48.0,   52.667, 57.333, 62.0,
                                                         66.667, 71.333, 76.0};

int level_of(double value, const std::array<double, 7>& thresholds) {
  return static_cast<int>(std::upper_bound(thresholds.begin(), thresholds.end(), value) -
                          thresholds.begin());
}

bool before(const Note& a, const Note& b) {
  return a.start != b.start ? a.start < b.start : a.pitch < b.pitch;
}

// One note for all that start together on one pitch: the longest length and the loudest velocity.
void sort_and_merge(std::vector<Note>& notes) {
  std::stable_sort(notes.begin(), notes.end(), before);
  size_t kept = 0;
  for (size_t i = 0; i < notes.size(); ++i) {
    if (kept > 0 && !before(notes[kept - 1], notes[i])) {
      Note& last = notes[kept - 1];
      last.duration = std::max(last.duration, notes[i].duration);
      last.velocity = std::max(last.velocity, notes[i].velocity);
    } else {
      notes[kept++] = notes[i];
    }
  }
  notes.resize(kept);
}

}  // namespace

const std::vector<int>& Chord::tones() const { return quality_info(quality).tones; }

bool Chord::contains(int pitch) const {
  for (int tone : tones()) {
    if ((pitch - root - tone) % 12 == 0) return true;
  }
  return false;
}

std::string Chord::name() const {
  if (quality == ChordQuality::kNone) return "N.C.";
  std::string text(pitch_class_name(root, false));
  text += quality_info(quality).symbol;
  if (bass != root) text += "/" + std::string(pitch_class_name(bass, false));
  return text;
}

double Score::seconds_at(int tick) const {
  double seconds = 0;
  double seconds_per_tick = 60.0 / (plan.bpm * kTicksPerQuarter);
  int at = 0;
  for (const Bar& bar : bars) {
    if (tick <= bar.start) break;
    seconds_per_tick = 60.0 / (bar.bpm * kTicksPerQuarter);
    const int end = std::min(tick, bar.end());
    seconds += (end - bar.start) * seconds_per_tick;
    at = end;
  }
  return seconds + (tick - at) * seconds_per_tick;
}

Part& Score::part(int program, Role role) {
  const auto at =
      std::lower_bound(parts.begin(), parts.end(), program,
                       [](const Part& part, int wanted) { return part.program < wanted; });
  if (at != parts.end() && at->program == program) return *at;
  return *parts.insert(at, Part{program, role, {}});
}

size_t Score::note_count() const {
  size_t count = 0;
  for (const Part& part : parts) count += part.notes.size();
  return count;
}

Score blank_score(const Plan& plan) {
  Score score;
  score.plan = plan;
  int start = 0;
  const std::vector<BarLevels> levels_of_bars = bar_levels(plan);
  const auto rounded = [](double level) { return static_cast<int>(std::lround(level)); };
  int bar_in_section = 0;
  for (size_t s = 0; s < plan.sections.size(); ++s) {
    const Section& section = plan.sections[s];
    if (!goes_on(plan.sections, s)) bar_in_section = 0;
    for (int i = 0; i < section.bars; ++i) {
      const BarLevels& at = levels_of_bars[score.bars.size()];
      score.bars.push_back({start, plan.metre, rounded(at.bpm), plan.key, section.kind,
                            bar_in_section++, rounded(at.intensity), rounded(at.dynamics)});
      start = score.bars.back().end();
    }
  }
  for (const PlanPart& part : plan.parts) score.part(part.program, part.role);
  return score;
}

void tidy(Score& score) {
  std::stable_sort(score.parts.begin(), score.parts.end(),
                   [](const Part& a, const Part& b) { return a.program < b.program; });
  size_t kept = 0;
  for (size_t i = 0; i < score.parts.size(); ++i) {
    Part& part = score.parts[i];
    (void)instrument(part.program);
    if (kept > 0 && score.parts[kept - 1].program == part.program) {
      auto& notes = score.parts[kept - 1].notes;
      notes.insert(notes.end(), part.notes.begin(), part.notes.end());
    } else if (kept++ != i) {
      score.parts[kept - 1] = std::move(part);
    }
  }
  score.parts.erase(score.parts.begin() + static_cast<std::ptrdiff_t>(kept), score.parts.end());

  const int end = score.end();
  const int last_end = end + (score.bars.empty() ? 0 : 2 * score.bars.back().metre.bar_ticks());
  for (Part& part : score.parts) {
    std::erase_if(part.notes, [&](const Note& note) {
      return note.start < 0 || note.start >= end || note.pitch < 0 || note.pitch > 127;
    });
    for (Note& note : part.notes) {
      note.duration = std::max(1, std::min(note.duration, last_end - note.start));
      note.velocity = std::clamp(note.velocity, 1, 127);
    }
    sort_and_merge(part.notes);
  }

  std::erase_if(score.chords,
                [&](const Chord& chord) { return chord.start < 0 || chord.start >= end; });
  std::stable_sort(score.chords.begin(), score.chords.end(),
                   [](const Chord& a, const Chord& b) { return a.start < b.start; });
  score.chords.erase(std::unique(score.chords.begin(), score.chords.end(),
                                 [](const Chord& a, const Chord& b) { return a.start == b.start; }),
                     score.chords.end());
}

int density_level(const Score& score) {
  if (score.end() == 0) return 0;
  const double quarters = static_cast<double>(score.end()) / kTicksPerQuarter;
  return level_of(static_cast<double>(score.note_count()) / quarters, kDensityThresholds);
}

int brightness_level(const Score& score) {
  int64_t weight = 0;
  int64_t sum = 0;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (const Note& note : part.notes) {
      weight += note.duration;
      sum += int64_t{note.duration} * note.pitch;
    }
  }
  if (weight == 0) return Plan{}.brightness;
  return level_of(static_cast<double>(sum) / static_cast<double>(weight), kBrightnessThresholds);
}

}  // namespace continuo
