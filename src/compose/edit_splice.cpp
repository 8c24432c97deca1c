#include "compose/edit_splice.h"

#include <algorithm>
#include <array>

#include "arrange/players.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {

namespace {

// How far the stretch's last notes may ring.
int ring_limit(const Part& part, const Score& score, const BarStretch& stretch) {
  int next = score.end() + 2 * score.bars.back().metre.bar_ticks();
  for (const Note& note : part.notes) {
    if (note.start >= stretch.end) next = std::min(next, note.start);
  }
  const auto after = static_cast<size_t>(stretch.last_bar) + 1;
  const int bar = after < score.bars.size() ? score.bars[after].metre.bar_ticks() : 0;
  return next - stretch.end >= bar ? next : stretch.end;
}

// The longest of notes on one key that begin together is the first.
bool goes_before(const Note& a, const Note& b) {
  if (a.start != b.start) return a.start < b.start;
  return a.pitch != b.pitch ? a.pitch < b.pitch : a.duration > b.duration;
}

int table_length(int ticks) {
  const auto& table = duration_table();
  return *(std::upper_bound(table.begin(), table.end(), ticks) - 1);
}

}  // namespace

BarStretch stretch_of(const Score& score, int first_bar, int last_bar) {
  return {first_bar, last_bar, score.bars[static_cast<size_t>(first_bar)].start,
          score.bars[static_cast<size_t>(last_bar)].end()};
}

std::vector<Note> notes_of(const Part& part, const BarStretch& stretch) {
  std::vector<Note> notes;
  for (const Note& note : part.notes) {
    if (stretch.holds(note)) notes.push_back(note);
  }
  return notes;
}

size_t count_of(const Part& part, const BarStretch& stretch) {
  return notes_of(part, stretch).size();
}

void splice(Part& part, std::vector<Note> fresh, const Score& score, const BarStretch& stretch) {
  std::erase_if(part.notes, [&](const Note& note) { return stretch.holds(note); });
  const int limit = ring_limit(part, score, stretch);
  std::array<int, 128> sounding{};
  for (const Note& note : part.notes) {
    if (note.start >= stretch.begin) continue;
    int& until = sounding[static_cast<size_t>(note.pitch)];
    until = std::max(until, note.start + note.duration);
  }
  std::sort(fresh.begin(), fresh.end());
  std::vector<Note> placed;
  const bool strokes = part.program == kDrumKit;
  for (Note note : fresh) {
    if (!stretch.holds(note)) continue;
    if (!strokes && sounding[static_cast<size_t>(note.pitch)] > note.start) {
      const int end = note.start + note.duration;
      note.start = sounding[static_cast<size_t>(note.pitch)];
      note.duration = end - note.start;
      if (note.duration < kTicksPerQuarter / 8 || !stretch.holds(note)) continue;
    }
    note.velocity = velocity_of(velocity_code(note.velocity));
    note.duration = std::max(1, std::min(note.duration, limit - note.start));
    placed.push_back(note);
  }
  std::sort(placed.begin(), placed.end(), goes_before);
  placed.erase(std::unique(placed.begin(), placed.end(),
                           [](const Note& a, const Note& b) {
                             return a.start == b.start && a.pitch == b.pitch;
                           }),
               placed.end());
  // A key that is struck again ends there.
  std::array<int, 128> next;
  next.fill(limit);
  for (const Note& note : part.notes) {
    if (note.start >= stretch.end)
      next[static_cast<size_t>(note.pitch)] =
          std::min(next[static_cast<size_t>(note.pitch)], std::max(limit, note.start));
  }
  for (size_t i = placed.size(); i-- > 0;) {
    Note& note = placed[i];
    int& until = next[static_cast<size_t>(note.pitch)];
    note.duration = table_length(std::min(note.duration, until - note.start));
    until = note.start;
  }
  part.notes.insert(part.notes.end(), placed.begin(), placed.end());
  std::sort(part.notes.begin(), part.notes.end(), goes_before);
}

}  // namespace continuo
