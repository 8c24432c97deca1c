#include "measure/written_time.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>

#include "score/instrument.h"

namespace continuo {

int written_onset(const Bar& bar, int tick) {
  constexpr std::array<int, 7> kGrid{0, 12, 16, 24, 32, 36, 48};
  const int in_bar = tick - bar.start;
  const int place = in_bar % kTicksPerQuarter;
  int nearest = kGrid[0];
  for (const int grid : kGrid) {
    if (std::abs(place - grid) < std::abs(place - nearest)) nearest = grid;
  }
  return bar.start + std::min(in_bar - place + nearest, bar.metre.bar_ticks());
}

int bar_at(const Score& score, int tick) {
  const auto after = std::upper_bound(score.bars.begin(), score.bars.end(), tick,
                                      [](int t, const Bar& bar) { return t < bar.start; });
  return static_cast<int>(after - score.bars.begin()) - 1;
}

std::vector<WrittenNote> written_notes(const Score& score, const Part& part) {
  std::vector<WrittenNote> notes;
  notes.reserve(part.notes.size());
  for (const Note& note : part.notes) {
    const int bar = bar_at(score, note.start);
    if (bar < 0) continue;
    notes.push_back({written_onset(score.bars[static_cast<size_t>(bar)], note.start), note.duration,
                     note.pitch});
  }
  std::sort(notes.begin(), notes.end(), [](const WrittenNote& a, const WrittenNote& b) {
    return std::tie(a.onset, a.pitch, a.duration) < std::tie(b.onset, b.pitch, b.duration);
  });
  return notes;
}

std::vector<WrittenNote> top_line(const Score& score, const Part& part) {
  std::vector<WrittenNote> line;
  for (const WrittenNote& note : written_notes(score, part)) {
    if (!line.empty() && line.back().onset == note.onset) {
      line.back() = note;
    } else {
      line.push_back(note);
    }
  }
  return line;
}

const Part* melody_part(const Score& score) {
  const Part* best = nullptr;
  double highest = -1;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit || part.notes.empty()) continue;
    double pitch = 0;
    for (const Note& note : part.notes) pitch += note.pitch;
    pitch /= static_cast<double>(part.notes.size());
    if (part.role == Role::kLead) pitch += 1000;
    if (pitch <= highest) continue;
    highest = pitch;
    best = &part;
  }
  return best;
}

}  // namespace continuo
