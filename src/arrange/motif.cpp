// Rhythm cells and contours.
#include "arrange/motif.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace continuo {
namespace {

// x attacks, - holds what sounds, . rests; four characters a simple beat, six a dotted one.
struct Cell {
  std::string_view text;
  double off = 0;  // how syncopated
};

const std::vector<Cell>& cells(int beats, bool dotted) {
  static const std::vector<Cell> one = {{"x---"},     {"x---"},     {"x-x-"},     {"x-x-"},
                                        {"x--x", .2}, {"xx--", .5}, {"x-xx"},     {"xxx-", .2},
                                        {"xxxx"},     {"--x-", .6}, {"..x-", .5}, {"----", .1},
                                        {"x-..", .1}, {"-x-x", .9}, {"-xx-", .8}};
  static const std::vector<Cell> two = {
      {"x-------"},     {"x---x---"},     {"x-----x-", .1}, {"x-x-x---"},     {"x---x-x-"},
      {"x-x-x-x-"},     {"x--x--x-", .7}, {"x--x----", .5}, {"--x---x-", .8}, {"x-x---x-", .6},
      {"xx-xx-x-", .9}, {"x-xx-xx-", .9}, {"x-xxx-x-", .2}, {"x-x-xxxx"},     {"xxxxx-x-"},
      {"--x-x---", .5}, {"x-xx----", .1}, {"x---..x-", .3}, {"..x-x-x-", .3}, {"x--xx-x-", .3},
      {"x--xx---", .1}, {"x-x--x--", .8}, {"----x-x-", .3}, {"xx-x----", .7}, {"-x--x-x-", .9}};
  static const std::vector<Cell> six = {{"x-----"},     {"x-----"}, {"x---x-"},     {"x---x-"},
                                        {"x-x-x-"},     {"x-x-x-"}, {"x-x---", .3}, {"x--xx-", .1},
                                        {"x-xxx-"},     {"xxxxxx"}, {"--x-x-", .5}, {"..x-x-", .4},
                                        {"------", .1}, {"x-x-xx"}};
  if (dotted) return six;
  return beats == 2 ? two : one;
}

int attacks(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), 'x'));
}

// Dancers' tunes below this mark every beat.
constexpr double kNeverOff = 0.03;

std::string_view draw_cell(int beats, bool dotted, const MotifStyle& style, Rng& rng) {
  // Wanted attacks a beat: half of one to two and a half.
  const double wanted = (0.45 + 2.0 * style.busy) * (dotted ? 1.35 : 1.0) * beats;
  const auto& all = cells(beats, dotted);
  std::vector<double> weights;
  for (const Cell& cell : all) {
    const bool is_fine = !dotted && (cell.text.find("xx") != cell.text.npos ||
                                     cell.text[1] == 'x' || cell.text[3] == 'x');
    const double miss = std::abs(attacks(cell.text) - wanted) / (0.5 + 0.35 * beats);
    double weight = std::exp(-miss * miss);
    weight *= 1.0 - std::abs(cell.off - style.syncopation) * 0.85;
    if (is_fine && !style.fine) weight = 0;
    if (style.syncopation < kNeverOff && cell.off > 0.25) weight = 0;
    weights.push_back(std::max(weight, 1e-6));
  }
  return all[rng.weighted(weights)].text;
}

void add_cell(Motif& motif, std::string_view text, int start) {
  for (size_t i = 0; i < text.size(); ++i) {
    const int at = start + static_cast<int>(i) * 12;
    if (text[i] == 'x') {
      motif.push_back({at, 12, 0});
    } else if (text[i] == '-' && !motif.empty() &&
               motif.back().start + motif.back().duration == at) {
      motif.back().duration += 12;
    }
  }
}

void draw_contour(Motif& motif, Rng& rng) {
  static constexpr double kUp[6] = {0.75, 0.25, 0.5, 0.6, 0.4, 0.5};
  const int shape = rng.range(0, 5);  // rise, fall, level, arch, bowl, wave
  int step = 0;
  int leap = 0;
  for (size_t i = 0; i < motif.size(); ++i) {
    if (i > 0) {
      const bool first_half = i * 2 < motif.size();
      double up = kUp[shape];
      if (shape == 3) up = first_half ? 0.85 : 0.15;
      if (shape == 4) up = first_half ? 0.15 : 0.85;
      if (step > 3) up = 0.2;
      if (step < -3) up = 0.8;
      int size = 1;
      const double draw = rng.uniform();
      if (draw < 0.10) size = 0;
      if (draw > 0.74) size = 2;
      if (draw > 0.92) size = rng.range(3, 4);
      if (draw > 0.985) size = 5;
      int move = rng.chance(up) ? size : -size;
      // A leap is answered by a step back.
      if (leap != 0) move = leap > 0 ? -1 : 1;
      leap = std::abs(move) >= 3 ? move : 0;
      step += move;
    }
    motif[i].step = step;
  }
}

}  // namespace

Motif draw_motif(const Grid& grid, const MotifStyle& style, Rng& rng) {
  Motif motif;
  const auto& pulses = grid.pulses();
  for (int attempt = 0; attempt < 6 && motif.size() < 2; ++attempt) {
    motif.clear();
    for (size_t i = 0; i < pulses.size();) {
      const bool pair = i + 1 < pulses.size() && pulses[i].length == 48 &&
                        pulses[i + 1].length == 48 && !pulses[i + 1].group_start && rng.chance(0.7);
      if (pair) {
        add_cell(motif, draw_cell(2, false, style, rng), pulses[i].start);
        i += 2;
        continue;
      }
      std::string_view text = draw_cell(1, pulses[i].compound(), style, rng);
      text = text.substr(0, static_cast<size_t>(std::max(1, pulses[i].length / 12)));
      add_cell(motif, text, pulses[i].start);
      ++i;
    }
  }
  if (motif.empty()) motif.push_back({0, grid.bar_ticks(), 0});
  draw_contour(motif, rng);
  return motif;
}

Motif inverted(const Motif& motif) {
  Motif result = motif;
  for (MotifNote& note : result) note.step = -note.step;
  return result;
}

Motif contour_varied(const Motif& motif, Rng& rng) {
  Motif result = motif;
  const size_t from = result.size() / 2;
  const int shift = rng.chance(0.5) ? 1 : -1;
  for (size_t i = from; i < result.size(); ++i)
    result[i].step += shift * static_cast<int>(1 + (i - from) / 2);
  return result;
}

Motif rhythm_varied(const Motif& motif, const Grid& grid, Rng& rng) {
  Motif result;
  bool changed = false;
  for (const MotifNote& note : motif) {
    if (!changed && note.duration >= 48 && rng.chance(0.6)) {
      const int first =
          note.duration >= 72 && rng.chance(0.5) ? note.duration - 24 : note.duration / 2 / 12 * 12;
      result.push_back({note.start, first, note.step});
      result.push_back(
          {note.start + first, note.duration - first, note.step + (rng.chance(0.5) ? 1 : -1)});
      changed = true;
    } else if (!changed && !result.empty() && grid.weight(note.start) <= 1 && rng.chance(0.3) &&
               result.back().start + result.back().duration == note.start) {
      result.back().duration += note.duration;
      changed = true;
    } else {
      result.push_back(note);
    }
  }
  return result;
}

Motif draw_cadence(const Grid& grid, const MotifStyle& style, Rng& rng) {
  Motif cadence;
  const auto& pulses = grid.pulses();
  // The long note enters on the bar line, or on the middle of the bar after a few notes.
  const bool late = pulses.size() > 2 && rng.chance(0.35 + 0.3 * style.busy);
  const int entry = late ? grid.middle() : 0;
  if (late) {
    for (const Pulse& pulse : pulses) {
      if (pulse.start >= entry) break;
      cadence.push_back({pulse.start, pulse.length, 0});
      if (rng.chance(style.busy) && pulse.length >= 48) {
        const int half = pulse.compound() ? 48 : 24;
        cadence.back().duration = half;
        cadence.push_back({pulse.start + half, pulse.length - half, 0});
      }
    }
    const int fall = rng.chance(0.6) ? -1 : 1;
    for (size_t i = 0; i < cadence.size(); ++i)
      cadence[i].step = fall * (static_cast<int>(i) - static_cast<int>(cadence.size()));
    for (MotifNote& note : cadence) note.step = -note.step;
  }
  const int left = grid.bar_ticks() - entry;
  const int breath = late ? 12 : pulses.back().length;
  cadence.push_back({entry, std::max(24, left - breath), 0});
  return cadence;
}

}  // namespace continuo
