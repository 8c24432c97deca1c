// Lays step strings into metres that they were not written for.
#include "arrange/groove.h"

#include <algorithm>
#include <string>

namespace continuo {
namespace {

constexpr int kBeatSteps = 4;
constexpr int kDottedSteps = 6;
constexpr int kDottedTicks = kDottedSteps * kStepTicks;

std::string without_spaces(std::string_view text) {
  std::string steps;
  for (char c : text)
    if (c != ' ') steps.push_back(c);
  return steps;
}

std::string beat_of(const std::string& steps, int beat) {
  const int beats = static_cast<int>(steps.size()) / kBeatSteps;
  return steps.substr(static_cast<size_t>(beat % beats) * kBeatSteps, kBeatSteps);
}

// A quarter as a dotted quarter. Time keepers play on through the added eighth; others keep their
// distance to the next pulse, which turns "and" into the last eighth: a shuffle.
std::string dotted(const std::string& beat, bool time) {
  std::string steps(kDottedSteps, '.');
  steps[0] = beat[0];
  if (time) {
    steps[1] = beat[1];
    steps[2] = beat[2];
    steps[3] = beat[1];
    steps[4] = beat[2];
    // A quarter-note pulse with a single offbeat must not gain a second one.
    if (beat[0] == '.' && beat[2] != '.') steps[2] = '.';
  } else {
    steps[2] = beat[1];
    steps[4] = beat[2];
  }
  steps[5] = beat[3];
  return steps;
}

// The four strings of a line, derived where the table leaves them out.
struct Cells {
  std::string four, three, six, seven;
};

Cells cells_of(const GrooveLine& line, int bar) {
  Cells cells;
  const std::string all = without_spaces(line.four);
  const int bars = std::max(1, static_cast<int>(all.size()) / 16);
  cells.four = all.substr(static_cast<size_t>(bar % bars) * 16, 16);
  const bool time = keeps_time(line.key);
  const std::string first = beat_of(cells.four, 0);
  const std::string second = beat_of(cells.four, 1);
  const std::string third = beat_of(cells.four, 2);
  const std::string last = beat_of(cells.four, 3);

  cells.three = line.three.empty() ? first + second + last : without_spaces(line.three);
  cells.six =
      line.six.empty() ? dotted(first, time) + dotted(last, time) : without_spaces(line.six);
  if (line.seven.empty()) {
    // 4/4 less an eighth: the fourth beat's onset moves to the last eighth of the long pulse.
    std::string tail = dotted(third, time);
    if (last[0] != '.') tail[4] = last[0];
    // A kick that anticipates or delays the third beat of 4/4 must still mark the long pulse.
    if (line.key == kKick && tail[0] == '.' && third != "....") tail[0] = 'x';
    cells.seven = first + second + tail;
  } else {
    cells.seven = without_spaces(line.seven);
  }
  return cells;
}

std::string quarters(const GrooveLine& line, const Cells& cells, int beats, int bar) {
  if (beats <= 2) {
    // A bar of 4/4 makes two of 2/4 or four of 1/4.
    const std::string all = without_spaces(line.four);
    std::string steps;
    for (int beat = 0; beat < beats; ++beat) steps += beat_of(all, bar * beats + beat);
    return steps;
  }
  if (beats == 3) return cells.three;
  if (beats == 4) return cells.four;
  if (beats == 5) return cells.three + cells.four.substr(0, 2 * kBeatSteps);
  if (beats == 6) return cells.four + cells.four.substr(0, 2 * kBeatSteps);
  return cells.four + quarters(line, cells, beats - 4, bar);
}

std::string dotted_pulses(const Cells& cells, int pulses, int bar) {
  const int written = static_cast<int>(cells.six.size()) / kDottedSteps;
  std::string steps;
  for (int pulse = 0; pulse < pulses; ++pulse) {
    int from = written == 4 && pulses == 2 ? (bar % 2) * 2 + pulse : pulse % written;
    // Three pulses lean as a slow waltz does: one strong, two back.
    if (pulses % 2 == 1 && pulses > 1 && pulse == pulses - 1) from = 1;
    if (pulses == 1) from = bar % written;
    steps += cells.six.substr(static_cast<size_t>(from) * kDottedSteps, kDottedSteps);
  }
  return steps;
}

// Short pulses and a long one: strong and back in turn, the last always back.
std::string mixed_pulses(const Cells& cells, const std::vector<int>& pulses) {
  std::string steps;
  for (size_t i = 0; i < pulses.size(); ++i) {
    const bool last = i + 1 == pulses.size();
    const bool back = last || i % 2 == 1;
    if (pulses[i] != kDottedTicks) {
      const std::string cell = cells.seven.substr(back ? kBeatSteps : 0, kBeatSteps);
      for (int step = 0; step * kStepTicks < pulses[i]; ++step)
        steps += cell[static_cast<size_t>(step % kBeatSteps)];
    } else if (last && pulses.size() > 2) {
      steps += cells.seven.substr(2 * kBeatSteps, kDottedSteps);
    } else {
      steps += cells.six.substr(back ? kDottedSteps : 0, kDottedSteps);
    }
  }
  return steps;
}

}  // namespace

bool keeps_time(DrumKey key) {
  switch (key) {
    case kClosedHat:
    case kRide:
    case kRideBell:
    case kMaracas:
    case kCabasa:
    case kTambourine:
    case kTriangle:
    case kShortGuiro:
    case kSplash:
      return true;
    default:
      return false;
  }
}

std::vector<Step> lay_out(const GrooveLine& line, const Metre& metre, int bar_in_section,
                          bool aksak) {
  const Cells cells = cells_of(line, bar_in_section);
  const std::vector<int> pulses = counted(metre, aksak);
  const auto all_of_length = [&](int unit) {
    return std::all_of(pulses.begin(), pulses.end(), [&](int p) { return p % unit == 0; });
  };
  std::string steps;
  if (all_of_length(kTicksPerQuarter)) {
    steps = quarters(line, cells, metre.bar_ticks() / kTicksPerQuarter, bar_in_section);
  } else if (all_of_length(kDottedTicks)) {
    steps = dotted_pulses(cells, metre.bar_ticks() / kDottedTicks, bar_in_section);
  } else {
    steps = mixed_pulses(cells, pulses);
  }
  std::vector<Step> hits;
  for (size_t i = 0; i < steps.size(); ++i) {
    const int tick = static_cast<int>(i) * kStepTicks;
    if (steps[i] != '.' && tick < metre.bar_ticks()) hits.push_back({tick, steps[i]});
  }
  return hits;
}

}  // namespace continuo
