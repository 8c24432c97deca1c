#include "score/quantise.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "base/error.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {

namespace {

int clamped_level(int level) { return std::clamp(level, 0, kLevelCount - 1); }

template <typename T>
void sort_once(std::vector<T>& codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

Key clamped(Key key) {
  key.tonic = (key.tonic % 12 + 12) % 12;
  return key;
}

constexpr int kTicksPer32nd = kTicksPerQuarter / 8;

bool table_has_length(int ticks) {
  return std::any_of(metres().begin(), metres().end(),
                     [&](const Metre& metre) { return metre.bar_ticks() == ticks; });
}

// Every metre that a bar's frames can name: the table's, then the remainders of other lengths.
const std::vector<Metre>& bar_metres() {
  static const std::vector<Metre> all = [] {
    std::vector<Metre> list = metres();
    for (int ticks = kTicksPer32nd; ticks <= kMaxBarTicks; ticks += kTicksPer32nd) {
      if (!table_has_length(ticks)) list.push_back(*metre_lasting(ticks));
    }
    return list;
  }();
  return all;
}

// The fewest metres that frames know and that together last as long as one that they lack: 15/8 is
// 13/8 and 1/4. Where the number is equal, metres of the table go before remainders, and the same
// unit before another.
std::vector<Metre> split(Metre metre) {
  constexpr int kMaxTicks = 64 * 4 * kTicksPerQuarter;
  const int ticks = metre.bar_ticks();
  const auto cost_of = [&](const Metre& piece) {
    return 100 + (metre_code(piece) < 0 ? 10 : 0) + (piece.unit == metre.unit ? 0 : 1);
  };
  if (ticks <= 0 || ticks > kMaxTicks || ticks % kTicksPer32nd != 0) {
    fail(ErrorKind::kInput, "frames",
         "metre {}: expected bars of whole 32nds, 64 whole notes at most.", metre.name());
  }
  std::vector<int> least(static_cast<size_t>(ticks) + 1, 0);
  std::vector<Metre> last(static_cast<size_t>(ticks) + 1);
  for (int at = kTicksPer32nd; at <= ticks; at += kTicksPer32nd) {
    for (const Metre& piece : bar_metres()) {
      const int rest = at - piece.bar_ticks();
      if (rest < 0) continue;
      const int cost = least[rest] + cost_of(piece);
      if (least[at] == 0 || cost < least[at]) {
        least[at] = cost;
        last[at] = piece;
      }
    }
  }
  std::vector<Metre> pieces;
  for (int at = ticks; at > 0; at -= pieces.back().bar_ticks()) pieces.push_back(last[at]);
  return pieces;
}

// The metre of the table whose bar is nearest in length.
Metre nearest_metre(Metre metre) {
  const auto distance = [&](const Metre& other) {
    return std::abs(other.bar_ticks() - metre.bar_ticks()) * 2 + (other.unit != metre.unit);
  };
  return *std::min_element(metres().begin(), metres().end(), [&](const Metre& a, const Metre& b) {
    return distance(a) < distance(b);
  });
}

std::vector<Bar> quantised_bars(const std::vector<Bar>& bars) {
  std::vector<Bar> result;
  std::map<std::pair<int, int>, std::vector<Metre>> pieces;  // of metres that frames lack
  int start = 0;
  for (size_t i = 0; i < bars.size(); ++i) {
    Bar bar = bars[i];
    if (bar.start != start) {
      fail(ErrorKind::kInternal, "frames", "bar {}: expected to start at {}, found {}.", i, start,
           bar.start);
    }
    bar.bpm = std::clamp(bar.bpm, kMinBpm, kMaxBpm);
    bar.key = clamped(bar.key);
    bar.bar_in_section = std::clamp(bar.bar_in_section, 0, 31);
    bar.intensity = clamped_level(bar.intensity);
    bar.dynamics = clamped_level(bar.dynamics);
    start = bar.end();
    if (bar_metre_code(bar.metre) >= 0) {
      result.push_back(bar);
      continue;
    }
    const std::pair<int, int> metre = {bar.metre.beats, bar.metre.unit};
    if (!pieces.contains(metre)) pieces[metre] = split(bar.metre);
    for (const Metre& piece : pieces[metre]) {
      bar.metre = piece;
      result.push_back(bar);
      bar.start = bar.end();
    }
  }
  return result;
}

int longest_length_within(int ticks) {
  const auto& table = duration_table();
  return *(std::upper_bound(table.begin(), table.end(), ticks) - 1);
}

// Lengths and velocities from the tables. A pitch that is struck again while it sounds ends there,
// as a key does: two notes of a part never sound on one pitch, which MIDI could not tell apart.
void quantise_notes(std::vector<Note>& notes, int last_end) {
  std::array<int, 128> limits;
  limits.fill(last_end);
  for (size_t i = notes.size(); i-- > 0;) {
    Note& note = notes[i];
    note.velocity = velocity_of(velocity_code(note.velocity));
    note.duration = duration_table()[static_cast<size_t>(duration_code(note.duration))];
    int& limit = limits[note.pitch];
    if (note.start + note.duration > limit) {
      note.duration = longest_length_within(limit - note.start);
    }
    limit = note.start;
  }
}

}  // namespace

const std::array<int, 64>& duration_table() {
  static const std::array<int, 64> table = [] {
    std::array<int, 64> lengths{};
    int length = 0;
    for (int& entry : lengths) {
      const int step = length < 24    ? 1
                       : length < 48  ? 3
                       : length < 96  ? 6
                       : length < 192 ? 12
                       : length < 384 ? 24
                                      : 48;
      entry = length += step;
    }
    return lengths;
  }();
  return table;
}

int duration_code(int ticks) {
  const auto& table = duration_table();
  const auto above = std::lower_bound(table.begin(), table.end(), ticks);
  if (above == table.begin()) return 0;
  if (above == table.end()) return static_cast<int>(table.size()) - 1;
  const bool down = ticks - *(above - 1) <= *above - ticks;
  return static_cast<int>(above - table.begin()) - (down ? 1 : 0);
}

int bar_metre_code(Metre metre) {
  if (const int code = metre_code(metre); code >= 0) return code;
  const bool known =
      std::find(bar_metres().begin(), bar_metres().end(), metre) != bar_metres().end();
  return known ? kRemainderCode + metre.bar_ticks() / kTicksPer32nd : -1;
}

std::optional<Metre> metre_of_code(int code) {
  if (code >= 0 && code < static_cast<int>(metres().size())) return metres()[code];
  const int ticks = (code - kRemainderCode) * kTicksPer32nd;
  if (ticks <= 0 || ticks > kMaxBarTicks || table_has_length(ticks)) return std::nullopt;
  return metre_lasting(ticks);
}

Plan clamped(const Plan& plan) {
  Plan result = plan;
  result.genre = std::clamp(plan.genre, 0, static_cast<int>(genre_names().size()) - 1);
  result.bpm = std::clamp(plan.bpm, kMinBpm, kMaxBpm);
  if (metre_code(plan.metre) < 0) result.metre = nearest_metre(plan.metre);
  result.key = clamped(plan.key);
  result.density = clamped_level(plan.density);
  result.brightness = clamped_level(plan.brightness);

  std::erase_if(result.parts, [](const PlanPart& part) {
    return part.program < 0 || part.program >= kProgramCount;
  });
  std::stable_sort(result.parts.begin(), result.parts.end(),
                   [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
  result.parts.erase(
      std::unique(result.parts.begin(), result.parts.end(),
                  [](const PlanPart& a, const PlanPart& b) { return a.program == b.program; }),
      result.parts.end());

  result.sections.clear();
  int room = kMaxPlanBars;
  for (Section section : plan.sections) {
    section.bars = std::min(std::clamp(section.bars, 1, kMaxSectionBars), room);
    if (section.bars == 0 || result.sections.size() == kMaxSections) break;
    section.intensity = clamped_level(section.intensity);
    section.dynamics = clamped_level(section.dynamics);
    std::erase_if(section.tacet,
                  [](int program) { return program < 0 || program >= kProgramCount; });
    sort_once(section.tacet);
    if (section.bpm != 0) section.bpm = std::clamp(section.bpm, kMinBpm, kMaxBpm);
    std::erase_if(section.gestures, [](Gesture gesture) {
      return gesture < Gesture::kCrash || static_cast<int>(gesture) >= kGestureCount;
    });
    sort_once(section.gestures);
    result.sections.push_back(section);
    room -= section.bars;
  }
  return result;
}

Score quantised(const Score& score) {
  Score result = score;
  tidy(result);
  result.bars = quantised_bars(result.bars);
  result.plan = clamped(result.plan);

  // Frames know a part by its plan; a part with notes that the plan forgot joins it.
  Score with_parts;
  for (const Part& part : result.parts) {
    if (!part.notes.empty() && !result.plan.has_part(part.program)) {
      result.plan.parts.push_back({part.program, part.role});
    }
  }
  result.plan = clamped(result.plan);
  for (const PlanPart& part : result.plan.parts) with_parts.part(part.program, part.role);
  const int end = result.end();
  const int last_end = end + (result.bars.empty() ? 0 : 2 * result.bars.back().metre.bar_ticks());
  for (Part& part : result.parts) {
    if (part.notes.empty()) continue;
    quantise_notes(part.notes, last_end);
    with_parts.part(part.program, part.role).notes = std::move(part.notes);
  }
  result.parts = std::move(with_parts.parts);

  for (Chord& chord : result.chords) {
    if (chord.quality == ChordQuality::kNone) chord.root = chord.bass = 0;
    chord.root = (chord.root % 12 + 12) % 12;
    chord.bass = (chord.bass % 12 + 12) % 12;
  }
  return result;
}

}  // namespace continuo
