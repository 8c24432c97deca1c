#include "arrange/thin.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "arrange/grid.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kOnTheBeat = 5;  // ticks of human timing

double importance(const Note& note, const Part& part, const Bar& bar, const Grid& grid) {
  const int tick = note.start - bar.start;
  int place = 0;
  for (int near = -kOnTheBeat; near <= kOnTheBeat; ++near) {
    const int at = (tick + near + grid.bar_ticks()) % grid.bar_ticks();
    place = std::max(place, grid.weight(at));
  }
  const double length = part.program == kDrumKit ? 0.5 : std::min(1.5, note.duration / 48.0);
  const bool bottom = part.role == Role::kBass || (part.program == kDrumKit && note.pitch <= 40);
  return place + length + note.velocity / 127.0 + (bottom ? 0.5 : 0.0);
}

}  // namespace

void thin(Score& score, int density) {
  if (density_level(score) <= density || score.bars.empty()) return;
  struct Candidate {
    double importance;
    size_t part;
    size_t note;
  };
  std::vector<Candidate> candidates;
  for (size_t p = 0; p < score.parts.size(); ++p) {
    size_t bar = 0;
    Grid grid(score.bars[0].metre);
    const std::vector<Note>& notes = score.parts[p].notes;
    for (size_t n = 0; n < notes.size(); ++n) {
      while (bar + 1 < score.bars.size() && notes[n].start >= score.bars[bar].end()) {
        ++bar;
        if (score.bars[bar].metre != score.bars[bar - 1].metre) grid = Grid(score.bars[bar].metre);
      }
      const Bar& at = score.bars[bar];
      if (notes[n].start - at.start <= kOnTheBeat) continue;
      candidates.push_back({importance(notes[n], score.parts[p], at, grid), p, n});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.importance < b.importance; });
  // Few enough by bisection: the level is a function of the count alone.
  const auto without = [&](size_t count) {
    Score thinner = score;
    std::vector<std::vector<char>> gone(score.parts.size());
    for (size_t p = 0; p < gone.size(); ++p) gone[p].assign(score.parts[p].notes.size(), 0);
    for (size_t i = 0; i < count; ++i) gone[candidates[i].part][candidates[i].note] = 1;
    for (size_t p = 0; p < gone.size(); ++p) {
      std::vector<Note> kept;
      for (size_t n = 0; n < gone[p].size(); ++n) {
        if (!gone[p][n]) kept.push_back(score.parts[p].notes[n]);
      }
      thinner.parts[p].notes = std::move(kept);
    }
    return thinner;
  };
  size_t low = 0;
  size_t high = candidates.size();
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (density_level(without(middle)) <= density) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  score = without(low);
  score.plan.density = density_level(score);
}

void thin_part(Part& part, const std::vector<Bar>& bars, int begin, int end, double share) {
  std::vector<std::pair<double, size_t>> candidates;
  size_t bar = 0;
  for (size_t n = 0; n < part.notes.size(); ++n) {
    const Note& note = part.notes[n];
    while (bar + 1 < bars.size() && note.start >= bars[bar].end()) ++bar;
    if (note.start < begin || note.start >= end) continue;
    const bool on_line = note.start - bars[bar].start <= kOnTheBeat;
    candidates.emplace_back(
        importance(note, part, bars[bar], Grid(bars[bar].metre)) + (on_line ? 100 : 0), n);
  }
  if (candidates.empty()) return;
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto count = static_cast<size_t>(
      std::max(1L, std::lround(share * static_cast<double>(candidates.size()))));
  std::vector<char> gone(part.notes.size(), 0);
  for (size_t i = 0; i < std::min(count, candidates.size()); ++i) gone[candidates[i].second] = 1;
  size_t index = 0;
  std::erase_if(part.notes, [&](const Note&) { return gone[index++] != 0; });
}

}  // namespace continuo
