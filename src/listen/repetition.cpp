#include "listen/repetition.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "listen/lz_phrases.h"

namespace continuo {

namespace {

// The nearest of six places in a quarter note: sixteenths and triplets.
uint32_t written_place(int tick_in_bar) {
  constexpr std::array<int, 7> kGrid{0, 12, 16, 24, 32, 36, 48};
  const int quarter = tick_in_bar / kTicksPerQuarter;
  const int place = tick_in_bar % kTicksPerQuarter;
  size_t nearest = 0;
  for (size_t i = 1; i < kGrid.size(); ++i) {
    if (std::abs(place - kGrid[i]) < std::abs(place - kGrid[nearest])) nearest = i;
  }
  return static_cast<uint32_t>(quarter) * 6 + static_cast<uint32_t>(nearest);
}

// place, program and pitch of a note as one symbol
uint32_t symbol(uint32_t place, int program, int pitch) {
  return place << 16 | static_cast<uint32_t>(program) << 8 | static_cast<uint32_t>(pitch);
}

struct WrittenBar {
  std::vector<uint32_t> notes;  // sorted
  std::set<uint32_t> places;
  int ticks = 0;
};

std::vector<WrittenBar> written_bars(const Score& score) {
  std::vector<WrittenBar> bars(score.bars.size());
  for (size_t i = 0; i < bars.size(); ++i) bars[i].ticks = score.bars[i].metre.bar_ticks();
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      auto bar = std::upper_bound(score.bars.begin(), score.bars.end(), note.start,
                                  [](int tick, const Bar& b) { return tick < b.start; });
      if (bar == score.bars.begin()) continue;
      --bar;
      if (note.start >= bar->end()) continue;
      auto index = static_cast<size_t>(bar - score.bars.begin());
      uint32_t place = written_place(note.start - bar->start);
      // A note a hair before the bar line is written on it.
      const auto bar_places = static_cast<uint32_t>(bars[index].ticks * 6 / kTicksPerQuarter);
      if (place >= bar_places && index + 1 < bars.size()) {
        place = 0;
        ++index;
      }
      bars[index].notes.push_back(symbol(place, part.program, note.pitch));
      bars[index].places.insert(place);
    }
  }
  for (WrittenBar& bar : bars) {
    std::sort(bar.notes.begin(), bar.notes.end());
    bar.notes.erase(std::unique(bar.notes.begin(), bar.notes.end()), bar.notes.end());
  }
  return bars;
}

bool same(const WrittenBar& a, const WrittenBar& b) {
  return a.ticks == b.ticks && a.notes == b.notes;
}

double repeated_share(const std::vector<WrittenBar>& bars) {
  std::set<std::pair<int, std::vector<uint32_t>>> seen;
  size_t sounding = 0;
  size_t repeated = 0;
  for (const WrittenBar& bar : bars) {
    if (bar.notes.empty()) continue;
    ++sounding;
    if (!seen.emplace(bar.ticks, bar.notes).second) ++repeated;
  }
  return sounding == 0 ? 0 : static_cast<double>(repeated) / static_cast<double>(sounding);
}

int longest_loop(const std::vector<WrittenBar>& bars) {
  int longest = 0;
  for (size_t period = 1; period <= 4; ++period) {
    int run = 0;
    for (size_t i = period; i < bars.size(); ++i) {
      run = !bars[i].notes.empty() && same(bars[i], bars[i - period]) ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  return longest;
}

double groove_likeness(const std::vector<WrittenBar>& bars) {
  double total = 0;
  size_t pairs = 0;
  for (size_t i = 1; i < bars.size(); ++i) {
    const WrittenBar& a = bars[i - 1];
    const WrittenBar& b = bars[i];
    if (a.ticks != b.ticks || a.places.empty() || b.places.empty()) continue;
    size_t shared = 0;
    for (uint32_t place : a.places) shared += b.places.count(place);
    const size_t different = a.places.size() + b.places.size() - 2 * shared;
    const size_t possible = static_cast<size_t>(a.ticks * 6 / kTicksPerQuarter);
    total += 1 - static_cast<double>(different) / static_cast<double>(possible);
    ++pairs;
  }
  return pairs == 0 ? 0 : total / static_cast<double>(pairs);
}

}  // namespace

Repetition measure_repetition(const Score& score) {
  const std::vector<WrittenBar> bars = written_bars(score);
  Repetition result;
  result.repeated_bars = repeated_share(bars);
  result.longest_loop_bars = longest_loop(bars);
  result.stuck = result.longest_loop_bars >= kStuckBars;
  result.groove = groove_likeness(bars);
  std::vector<uint32_t> sequence;
  for (const WrittenBar& bar : bars)
    sequence.insert(sequence.end(), bar.notes.begin(), bar.notes.end());
  const size_t phrases = lz_phrases(sequence);
  if (phrases > 0)
    result.compression = static_cast<double>(sequence.size()) / static_cast<double>(phrases);
  return result;
}

}  // namespace continuo
