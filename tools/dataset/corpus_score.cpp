#include "corpus_score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "arrange/words.h"
#include "score/chord_names.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "score/roles.h"
#include "score/sections_found.h"

namespace continuo {

namespace {

// Bars of one metre that together fill a bar of an unknown one; none where that cannot be.
std::vector<Metre> known_bars(Metre metre) {
  if (metre_code(metre) >= 0) return {metre};
  if (metre == Metre{2, 8}) return {{1, 4}};
  for (const Metre part : {Metre{4, 4}, Metre{3, 4}, Metre{2, 2}, Metre{3, 2}, Metre{2, 4},
                           Metre{6, 8}, Metre{3, 8}}) {
    const int length = part.bar_ticks();
    const bool same_pulse = part.unit == metre.unit || metre.unit < 4;
    if (same_pulse && metre.bar_ticks() % length == 0) {
      return std::vector<Metre>(static_cast<size_t>(metre.bar_ticks() / length), part);
    }
  }
  return {};
}

// Bars that no known metre fills stay as they are: excerpts() cuts there.
void split_unknown_bars(Score& score) {
  std::vector<Bar> bars;
  for (const Bar& bar : score.bars) {
    std::vector<Metre> parts = known_bars(bar.metre);
    if (parts.empty()) parts = {bar.metre};
    int start = bar.start;
    for (const Metre metre : parts) {
      Bar part = bar;
      part.start = start;
      part.metre = metre;
      start = part.end();
      bars.push_back(part);
    }
  }
  score.bars = std::move(bars);
}

bool is_effect(int program) { return program >= 120 && program < kDrumKit; }

void fold_into_range(Part& part) {
  if (part.program == kDrumKit) {
    const Instrument& kit = instrument(kDrumKit);
    std::erase_if(part.notes, [&](const Note& note) {
      return note.pitch < kit.lowest || note.pitch > kit.highest;
    });
    return;
  }
  const Instrument& player = instrument(part.program);
  for (Note& note : part.notes) {
    while (note.pitch < player.lowest) note.pitch += 12;
    while (note.pitch > player.highest) note.pitch -= 12;
  }
}

}  // namespace

bool make_regular(Score& score) {
  if (score.bars.empty()) return false;
  split_unknown_bars(score);
  std::erase_if(score.parts,
                [](const Part& part) { return part.notes.empty() || is_effect(part.program); });
  if (score.parts.size() > kMostParts) {
    std::vector<size_t> sizes;
    for (const Part& part : score.parts) sizes.push_back(part.notes.size());
    std::sort(sizes.rbegin(), sizes.rend());
    const size_t least = sizes[kMostParts - 1];
    size_t kept = 0;
    std::erase_if(score.parts, [&](const Part& part) {
      return part.notes.size() < least || ++kept > kMostParts;
    });
  }
  const int end = score.end();
  for (Part& part : score.parts) {
    fold_into_range(part);
    for (Note& note : part.notes)
      note.duration = std::clamp(note.duration, 1, std::max(1, end - note.start));
    std::erase_if(part.notes, [end](const Note& note) { return note.start >= end; });
  }
  for (Bar& bar : score.bars) bar.bpm = std::clamp(bar.bpm, 30, 300);
  score.chords.clear();
  tidy(score);
  return score.note_count() >= 16;
}

void assign_tempo(Score& score, Rng& rng) {
  std::set<int> onsets;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) onsets.insert(note.start);
  }
  const double quarters = static_cast<double>(score.end()) / kTicksPerQuarter;
  const double onsets_a_quarter =
      std::max(0.25, static_cast<double>(onsets.size()) / std::max(quarters, 1.0));
  // Pieces of known tempo have about 3.6 attacks a second in the middle; slow notes are played somewhat faster, not
  // all the way to that.
  const double natural = 60 * 3.6 / onsets_a_quarter;
  const double drawn = 100 * std::sqrt(natural / 100) * std::exp(rng.normal(0, 0.15));
  const int bpm = std::clamp(static_cast<int>(std::lround(drawn)), 56, 168);
  for (Bar& bar : score.bars) bar.bpm = bpm;
  score.plan.bpm = bpm;
}

bool is_flat(const Score& score) {
  double count = 0;
  double sum = 0;
  double squares = 0;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      count += 1;
      sum += note.velocity;
      squares += note.velocity * note.velocity;
    }
  }
  const double mean = count > 0 ? sum / count : 0;
  return count == 0 || squares / count - mean * mean < 4.0;
}

void shape_dynamics(Score& score, Rng& rng) {
  const double busy = std::log2(1 + notes_a_quarter(score, 0, score.end()));
  const double pace = std::log2(score.plan.bpm / 100.0);
  const double base = std::clamp(rng.normal(58 + 6 * busy + 14 * pace, 10), 38.0, 100.0);
  std::vector<double> level(score.bars.size());
  double phrase_offset = 0;
  for (size_t i = 0; i < score.bars.size(); ++i) {
    if (i % 8 == 0) phrase_offset = rng.normal(0, 7);
    const double local =
        std::log2(1 + notes_a_quarter(score, score.bars[i].start, score.bars[i].end()));
    const double arc = 5 * std::sin(3.14159265 * (static_cast<double>(i % 4) + 0.5) / 4);
    level[i] = base + phrase_offset + arc - 2.5 + 6 * (local - busy);
  }
  for (Part& part : score.parts) {
    double mean_pitch = 0;
    for (const Note& note : part.notes) mean_pitch += note.pitch;
    mean_pitch /= std::max<double>(1.0, static_cast<double>(part.notes.size()));
    size_t bar = 0;
    for (Note& note : part.notes) {
      while (bar + 1 < score.bars.size() && note.start >= score.bars[bar].end()) ++bar;
      const int at = note.start - score.bars[bar].start;
      double velocity = level[bar] + 0.35 * (note.pitch - mean_pitch) + rng.normal(0, 3);
      if (at == 0) velocity += 4;
      if (at % kTicksPerQuarter != 0) velocity -= 3;
      note.velocity = std::clamp(static_cast<int>(std::lround(velocity)), 12, 124);
    }
  }
}

std::vector<Score> excerpts(const Score& score, Rng& rng) {
  std::vector<std::pair<size_t, size_t>> ranges;  // first bar, bars
  size_t first = 0;
  while (first < score.bars.size()) {
    if (metre_code(score.bars[first].metre) < 0) {
      ++first;
      continue;
    }
    size_t run = 1;
    while (first + run < score.bars.size() && metre_code(score.bars[first + run].metre) >= 0) ++run;
    while (run > 0) {
      size_t bars = run;
      if (bars > 48) {
        bars = static_cast<size_t>(rng.range(3, 6)) * 8;
        if (run - bars < 16) bars = std::min<size_t>(48, run / 2);
      }
      ranges.emplace_back(first, bars);
      first += bars;
      run -= bars;
    }
  }
  std::vector<Score> result;
  for (const auto& [begin_bar, bars] : ranges) {
    Score part;
    part.plan = score.plan;
    const int begin = score.bars[begin_bar].start;
    const int end = score.bars[begin_bar + bars - 1].end();
    for (size_t i = begin_bar; i < begin_bar + bars; ++i) {
      part.bars.push_back(score.bars[i]);
      part.bars.back().start -= begin;
    }
    for (const Part& source : score.parts) {
      Part target{source.program, source.role, {}};
      for (Note note : source.notes) {
        if (note.start < begin || note.start >= end) continue;
        note.duration = std::min(note.duration, end - note.start);
        note.start -= begin;
        target.notes.push_back(note);
      }
      if (!target.notes.empty()) part.parts.push_back(std::move(target));
    }
    // Bars of silence at either end teach nothing.
    int first_note = part.end();
    int last_note = 0;
    for (const Part& source : part.parts) {
      if (!source.notes.empty()) first_note = std::min(first_note, source.notes.front().start);
      for (const Note& note : source.notes) last_note = std::max(last_note, note.start);
    }
    while (part.bars.size() > 1 && part.bars.back().start > last_note) part.bars.pop_back();
    size_t silent = 0;
    while (silent < part.bars.size() && part.bars[silent].end() <= first_note) ++silent;
    if (silent == part.bars.size()) continue;
    const int shift = part.bars[silent].start;
    part.bars.erase(part.bars.begin(), part.bars.begin() + static_cast<long>(silent));
    for (Bar& bar : part.bars) bar.start -= shift;
    for (Part& source : part.parts) {
      for (Note& note : source.notes) {
        note.start -= shift;
        note.duration = std::min(note.duration, std::max(1, part.end() - note.start));
      }
    }
    if (part.bars.size() < 2 || part.note_count() < 16) continue;
    result.push_back(std::move(part));
  }
  return result;
}

void describe(Score& score) {
  std::map<int, int> tempo_ticks;
  std::map<int, int> metre_ticks;
  for (const Bar& bar : score.bars) {
    tempo_ticks[bar.bpm] += bar.metre.bar_ticks();
    metre_ticks[metre_code(bar.metre)] += bar.metre.bar_ticks();
  }
  const auto longest = [](const std::map<int, int>& ticks) {
    return std::max_element(ticks.begin(), ticks.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  };
  score.plan.bpm = longest(tempo_ticks);
  score.plan.metre = metres()[static_cast<size_t>(longest(metre_ticks))];
  for (Bar& bar : score.bars) bar.key = score.plan.key;
  guess_roles(score);
  score.plan.parts.clear();
  for (const Part& part : score.parts) score.plan.parts.push_back({part.program, part.role});
  find_sections(score);
  name_chords(score);
  score.plan.density = density_level(score);
  score.plan.brightness = brightness_level(score);
}

bool fits_when_moved(const Score& score, int semitones) {
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    const Instrument& player = instrument(part.program);
    for (const Note& note : part.notes) {
      const int pitch = note.pitch + semitones;
      if (pitch < player.lowest || pitch > player.highest) return false;
    }
  }
  return true;
}

Score varied(const Score& score, int semitones, double tempo_factor, double velocity_shift,
             Rng& rng) {
  Score result = score;
  const auto moved = [semitones](int pitch_class) {
    return ((pitch_class + semitones) % 12 + 12) % 12;
  };
  result.plan.key.tonic = moved(result.plan.key.tonic);
  const auto scaled = [tempo_factor](int bpm) {
    return std::clamp(static_cast<int>(std::lround(bpm * tempo_factor)), 30, 300);
  };
  result.plan.bpm = scaled(result.plan.bpm);
  for (Bar& bar : result.bars) {
    bar.key.tonic = moved(bar.key.tonic);
    bar.bpm = scaled(bar.bpm);
  }
  for (Part& part : result.parts) {
    for (Note& note : part.notes) {
      if (part.program != kDrumKit) note.pitch += semitones;
      const double velocity = note.velocity + velocity_shift + rng.normal(0, 2);
      note.velocity = std::clamp(static_cast<int>(std::lround(velocity)), 8, 127);
    }
  }
  return result;
}

}  // namespace continuo
