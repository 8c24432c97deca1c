#include "listen/analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>

#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kFewNotes = 16;  // below that a part's spread says nothing

// Ticks from the nearest sixteenth or triplet eighth, signed.
int off_grid(int tick) {
  constexpr std::array<int, 7> kGrid{0, 12, 16, 24, 32, 36, 48};
  const int place = tick % kTicksPerQuarter;
  int nearest = kTicksPerQuarter;
  for (int point : kGrid) {
    if (std::abs(place - point) < std::abs(nearest)) nearest = place - point;
  }
  return nearest;
}

double timing_spread(const std::vector<Note>& notes) {
  if (notes.empty()) return 0;
  double mean = 0;
  for (const Note& note : notes) mean += off_grid(note.start);
  mean /= static_cast<double>(notes.size());
  double variance = 0;
  for (const Note& note : notes)
    variance += (off_grid(note.start) - mean) * (off_grid(note.start) - mean);
  return std::sqrt(variance / static_cast<double>(notes.size()));
}

// Bars in which any of the notes sounds.
std::vector<bool> sounding_bars(const Score& score, const std::vector<Note>& notes) {
  std::vector<bool> sounding(score.bars.size(), false);
  for (const Note& note : notes) {
    auto bar = std::upper_bound(score.bars.begin(), score.bars.end(), note.start,
                                [](int tick, const Bar& b) { return tick < b.start; });
    if (bar != score.bars.begin()) --bar;
    for (; bar != score.bars.end() && bar->start < note.start + note.duration; ++bar) {
      sounding[static_cast<size_t>(bar - score.bars.begin())] = true;
    }
  }
  return sounding;
}

double silent_share(const std::vector<bool>& sounding) {
  if (sounding.empty()) return 0;
  const auto silent = std::count(sounding.begin(), sounding.end(), false);
  return static_cast<double>(silent) / static_cast<double>(sounding.size());
}

struct Polyphony {
  double mean = 0;
  int most = 0;
};

Polyphony polyphony(const std::vector<Note>& notes) {
  std::vector<std::pair<int, int>>
      events;  // tick and +1 or -1; ends sort before starts of the same tick
  for (const Note& note : notes) {
    events.emplace_back(note.start, 1);
    events.emplace_back(note.start + note.duration, -1);
  }
  std::sort(events.begin(), events.end());
  Polyphony result;
  int now = 0;
  int previous = 0;
  double note_ticks = 0;
  double sounding_ticks = 0;
  for (const auto& [tick, change] : events) {
    note_ticks += static_cast<double>(now) * (tick - previous);
    if (now > 0) sounding_ticks += tick - previous;
    previous = tick;
    now += change;
    result.most = std::max(result.most, now);
  }
  result.mean = sounding_ticks > 0 ? note_ticks / sounding_ticks : 0;
  return result;
}

double entropy_bits(const std::array<double, 12>& weights) {
  double total = 0;
  for (double weight : weights) total += weight;
  double bits = 0;
  for (double weight : weights) {
    if (weight > 0) bits -= weight / total * std::log2(weight / total);
  }
  return bits;
}

// Highest and lowest pitch at each beat where at least two pitched notes sound; -1 elsewhere.
struct Outer {
  int top = -1;
  int bottom = -1;
};

std::vector<Outer> outer_voices(const std::vector<Note>& pitched, int end) {
  std::vector<Outer> beats(static_cast<size_t>(end / kTicksPerQuarter) + 1);
  for (const Note& note : pitched) {
    const int first =
        (note.start + kTicksPerQuarter - 7) / kTicksPerQuarter;  // six ticks late is on the beat
    for (int beat = first; beat * kTicksPerQuarter < note.start + note.duration; ++beat) {
      if (beat < 0 || beat >= static_cast<int>(beats.size())) break;
      Outer& outer = beats[static_cast<size_t>(beat)];
      outer.top = std::max(outer.top, note.pitch);
      outer.bottom = outer.bottom < 0 ? note.pitch : std::min(outer.bottom, note.pitch);
    }
  }
  return beats;
}

void count_parallels(const std::vector<Outer>& beats, ScoreAnalysis& analysis) {
  double moves = 0;
  double octaves = 0;
  double fifths = 0;
  for (size_t i = 1; i < beats.size(); ++i) {
    const Outer& a = beats[i - 1];
    const Outer& b = beats[i];
    if (a.top <= a.bottom || b.top <= b.bottom || a.bottom < 0 || b.bottom < 0) continue;
    if (a.top == b.top && a.bottom == b.bottom) continue;
    ++moves;
    const int interval = (a.top - a.bottom) % 12;
    const bool both_move = a.top != b.top && a.bottom != b.bottom;
    if (!both_move || interval != (b.top - b.bottom) % 12) continue;
    if ((b.top > a.top) != (b.bottom > a.bottom)) continue;
    if (interval == 0) ++octaves;
    if (interval == 7) ++fifths;
  }
  if (moves == 0) return;
  analysis.parallel_octaves = octaves / moves;
  analysis.parallel_fifths = fifths / moves;
}

PartAnalysis analyse_part(const Score& score, const Part& part) {
  PartAnalysis result;
  result.program = part.program;
  result.notes = part.notes.size();
  if (score.end() > 0) {
    result.notes_per_quarter =
        static_cast<double>(result.notes) * kTicksPerQuarter / static_cast<double>(score.end());
  }
  result.empty_bars = silent_share(sounding_bars(score, part.notes));
  if (part.notes.empty()) return result;
  std::set<int> velocities;
  size_t out = 0;
  const Instrument& player = instrument(part.program);
  result.lowest = 127;
  for (const Note& note : part.notes) {
    velocities.insert(note.velocity);
    result.lowest = std::min(result.lowest, note.pitch);
    result.highest = std::max(result.highest, note.pitch);
    const bool outside = note.pitch < player.lowest || note.pitch > player.highest;
    if (outside && part.program != kDrumKit) ++out;
  }
  result.distinct_velocities = static_cast<int>(velocities.size());
  result.timing_spread_ticks = timing_spread(part.notes);
  result.out_of_range = static_cast<double>(out) / static_cast<double>(result.notes);
  const Polyphony together = polyphony(part.notes);
  result.polyphony_mean = together.mean;
  result.polyphony_most = together.most;
  return result;
}

}  // namespace

ScoreAnalysis analyse(const Score& score) {
  ScoreAnalysis result;
  result.notes = score.note_count();
  result.seconds = score.seconds_at(score.end());
  std::vector<Note> all;
  std::vector<Note> pitched;
  std::array<double, 12> pitch_classes{};
  double velocity = 0;
  double measured_parts = 0;
  for (const Part& part : score.parts) {
    result.parts.push_back(analyse_part(score, part));
    all.insert(all.end(), part.notes.begin(), part.notes.end());
    for (const Note& note : part.notes) velocity += note.velocity;
    if (part.notes.size() >= kFewNotes) {
      ++measured_parts;
      result.distinct_velocities += result.parts.back().distinct_velocities;
      result.timing_spread_ticks += result.parts.back().timing_spread_ticks;
    }
    if (part.program == kDrumKit) continue;
    pitched.insert(pitched.end(), part.notes.begin(), part.notes.end());
    for (const Note& note : part.notes) {
      pitch_classes[static_cast<size_t>(note.pitch % 12)] += note.duration;
    }
  }
  if (measured_parts > 0) {
    result.distinct_velocities /= measured_parts;
    result.timing_spread_ticks /= measured_parts;
  }
  const auto notes = static_cast<double>(result.notes);
  if (result.notes > 0) result.mean_velocity = velocity / notes;
  if (score.end() > 0) result.notes_per_quarter = notes * kTicksPerQuarter / score.end();
  if (result.seconds > 0) result.notes_per_second = notes / result.seconds;
  result.empty_bars = silent_share(sounding_bars(score, all));
  result.polyphony_mean = polyphony(pitched).mean;
  result.pitch_class_entropy = entropy_bits(pitch_classes);
  count_parallels(outer_voices(pitched, score.end()), result);
  return result;
}

}  // namespace continuo
