// Pulses, metrical weights, and the refitting of patterns to odd metres.
#include "arrange/grid.h"

#include <algorithm>
#include <cstdlib>

namespace continuo {
namespace {

// Sizes of the groups in which `count` equal pulses are counted, and the beats of a four-beat
// pattern that stand there.
struct Grouping {
  std::vector<int> sizes;
  std::vector<int> beats;
};

Grouping grouping(int count) {
  switch (count) {
    case 1:
      return {{1}, {0}};
    case 2:
      return {{2}, {0, 3}};
    case 3:
      return {{3}, {0, 1, 3}};
    case 4:
      return {{2, 2}, {0, 1, 2, 3}};
    case 5:
      return {{3, 2}, {0, 1, 1, 2, 3}};
    case 6:
      return {{3, 3}, {0, 1, 1, 2, 3, 3}};
    case 7:
      return {{4, 3}, {0, 1, 2, 3, 0, 1, 3}};
    case 8:
      return {{4, 4}, {0, 1, 2, 3, 0, 1, 2, 3}};
    default: {
      Grouping all;
      for (int at = 0; at < count; at += 3) {
        const int size = std::min(3, count - at);
        all.sizes.push_back(size);
        for (int i = 0; i < size; ++i) all.beats.push_back(i == size - 1 && i > 0 ? 3 : i);
      }
      return all;
    }
  }
}

}  // namespace

std::vector<int> counted(const Metre& metre, bool aksak) {
  if (!aksak || metre != Metre{9, 8}) return metre.pulses();
  const int eighth = kTicksPerQuarter / 2;
  return {2 * eighth, 2 * eighth, 2 * eighth, 3 * eighth};
}

Grid::Grid(Metre metre, bool aksak) : bar_ticks_(metre.bar_ticks()) {
  int at = 0;
  bool all_dotted = true;
  for (int length : counted(metre, aksak)) {
    // Half notes and longer are counted in quarters (or dotted quarters).
    const int step =
        length % 72 == 0 && length % 48 != 0 ? 72 : (length > 48 && length % 48 == 0 ? 48 : length);
    for (int inside = 0; inside < length; inside += step) {
      pulses_.push_back({at + inside, std::min(step, length - inside), false, 0});
      all_dotted = all_dotted && pulses_.back().compound();
    }
    at += length;
  }
  compound_ = all_dotted;
  const Grouping groups = grouping(static_cast<int>(pulses_.size()));
  size_t index = 0;
  for (int size : groups.sizes) {
    for (int i = 0; i < size && index < pulses_.size(); ++i, ++index) {
      pulses_[index].group_start = i == 0;
      pulses_[index].source_beat = groups.beats[index];
    }
  }
}

int Grid::pulse_at(int tick) const {
  int found = 0;
  for (size_t i = 0; i < pulses_.size(); ++i) {
    if (pulses_[i].start <= tick) found = static_cast<int>(i);
  }
  return found;
}

int Grid::weight(int tick) const {
  if (tick == 0) return 4;
  for (const Pulse& pulse : pulses_) {
    if (pulse.start == tick) return pulse.group_start ? 3 : 2;
    if (pulse.start < tick && tick < pulse.end()) return (tick - pulse.start) % 24 == 0 ? 1 : 0;
  }
  return 0;
}

int Grid::middle() const {
  int best = bar_ticks_ / 2;
  int distance = bar_ticks_;
  const bool grouped = std::count_if(pulses_.begin(), pulses_.end(),
                                     [](const Pulse& p) { return p.group_start; }) > 1;
  for (const Pulse& pulse : pulses_) {
    if (pulse.start == 0 || (grouped && !pulse.group_start)) continue;
    // On a tie the later one: in three the second chord takes the last beat.
    if (std::abs(pulse.start - bar_ticks_ / 2) <= distance) {
      distance = std::abs(pulse.start - bar_ticks_ / 2);
      best = pulse.start;
    }
  }
  return best;
}

namespace {

// Attacks of one beat (or dotted pulse) of the text, placed into a pulse.
void add_beat(std::vector<Hit>& hits, std::string_view text, size_t from, size_t slots,
              const Pulse& pulse) {
  const bool stretched = pulse.compound() && slots == 4;
  static constexpr int kStretched[5] = {0, 24, 48, 60, 72};
  for (size_t slot = 0; slot < slots && from + slot < text.size(); ++slot) {
    const char token = text[from + slot];
    if (token == '.' || token == '-') continue;
    const int offset = stretched ? kStretched[slot] : static_cast<int>(slot) * 12;
    if (offset >= pulse.length) continue;
    size_t held = 1;
    while (from + slot + held < text.size() && text[from + slot + held] == '-') ++held;
    int duration = static_cast<int>(held) * 12;
    if (stretched) {
      const size_t end = std::min<size_t>(slot + held, 4);
      duration = kStretched[end] - offset + static_cast<int>(slot + held - end) * 18 / 12 * 12;
    }
    hits.push_back({pulse.start + offset, duration, token});
  }
}

}  // namespace

std::vector<Hit> fit_pattern(const Pattern& pattern, const Grid& grid, int bar_index) {
  std::vector<Hit> hits;
  const auto& pulses = grid.pulses();
  const size_t count = pulses.size();
  std::string_view text = pattern.four;
  size_t slots = 4;
  size_t beats = 4;
  bool direct = count == 4 && !grid.compound();
  if (grid.compound() && !pattern.dotted.empty()) {
    text = pattern.dotted;
    slots = 6;
    beats = 2;
    direct = count % 2 == 0;
  } else if (!grid.compound() && count % 3 == 0 && !pattern.three.empty()) {
    text = pattern.three;
    beats = 3;
    direct = true;
  }
  const size_t bar_length = slots * beats;
  const size_t bars = std::max<size_t>(1, text.size() / bar_length);
  const size_t first = static_cast<size_t>(bar_index) % bars * bar_length;
  for (size_t i = 0; i < count; ++i) {
    size_t beat = direct ? i % beats : static_cast<size_t>(pulses[i].source_beat) % beats;
    if (beats == 2 && !direct) beat = i + 1 == count ? 1 : 0;
    add_beat(hits, text.substr(0, first + bar_length), first + beat * slots, slots, pulses[i]);
  }
  for (size_t i = 0; i < hits.size(); ++i) {
    const int limit = i + 1 < hits.size() ? hits[i + 1].start : grid.bar_ticks();
    hits[i].duration = std::max(6, std::min(hits[i].duration, limit - hits[i].start));
  }
  return hits;
}

}  // namespace continuo
