// Strokes, fills and builds.
#include "arrange/groove_strokes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace continuo {
namespace {

constexpr int kStrokeTicks = 12;
constexpr int kShortStrokeTicks = 6;
constexpr int kFlamTicks = 2;

struct Shapes {
  std::vector<std::string_view> quarter;  // 4 steps
  std::vector<std::string_view> dotted;   // 6 steps
};

// Rhythms of one pulse of a fill, sparse to dense.
const Shapes& shapes_of(FillKind kind) {
  static const Shapes toms{{"x.x.", "x.xx", "xx.x", "xxx.", "xxxx"},
                           {"x.x.x.", "x.xx.x", "xx.xx.", "x.xxxx", "xxxxxx"}};
  static const Shapes snare{{"..x.", "x.xx", "Xggx", "gXgX", "XxgX"},
                            {"....x.", "X..x.x", "XggXgg", "gXgXgX", "XgxXxx"}};
  static const Shapes jazz{{"..x.", "x.x.", "x...", "..X.", "x.X."},
                           {"....x.", "x.x.x.", "x...x.", "..x.X.", "x.xXx."}};
  static const Shapes brush{{"..o.", "o.o.", "o...", "x.o.", "o.x."},
                            {"....o.", "o.o.o.", "o...o.", "x.o.o.", "o.x.x."}};
  static const Shapes latin{{"..x.", "x.xx", ".xx.", "x.dx", "xxdx"},
                            {"....x.", "x.xx..", "..x.xx", "x.xdx.", "xxxdxx"}};
  static const Shapes machine{{"..x.", "x.x.", "x.xx", "xxxx", "xxdd"},
                              {"....x.", "x.x.x.", "x.x.xx", "xxxxxx", "xxxxdd"}};
  static const Shapes roll{{"..oo", "ooxx", "oddd", "dddd", "dddd"},
                           {"....oo", "ooooxx", "oodddd", "dddddd", "dddddd"}};
  static const Shapes hand{{"o.x.", "o.xx", "ooxx", "ooxx", "oxxd"},
                           {"o.o.x.", "o.ooxx", "ooooxx", "ooxxxx", "ooxxxd"}};
  static const Shapes wood{{"x.x.", "x.xx", ".xx.", "xx.x", "xxxd"},
                           {"x.x.x.", "x.xx.x", "xx.xx.", "x.xxxx", "xxxxxd"}};
  switch (kind) {
    case FillKind::kSnare:
      return snare;
    case FillKind::kJazz:
      return jazz;
    case FillKind::kBrush:
      return brush;
    case FillKind::kLatin:
      return latin;
    case FillKind::kMachine:
      return machine;
    case FillKind::kRoll:
      return roll;
    case FillKind::kHandHeld:
      return hand;
    case FillKind::kWood:
      return wood;
    default:
      return toms;
  }
}

// The voices of a fill, from its first stroke to its last.
const std::vector<DrumKey>& path_of(FillKind kind, int choice) {
  static const std::vector<DrumKey> toms{kSnare, kHighTom, kHighMidTom, kLowTom, kHighFloorTom};
  static const std::vector<DrumKey> tom_run{kHighTom, kHighMidTom, kLowMidTom, kHighFloorTom,
                                            kLowFloorTom};
  static const std::vector<DrumKey> snare{kSnare};
  static const std::vector<DrumKey> snare_tom{kSnare, kSnare, kHighFloorTom, kSnare};
  static const std::vector<DrumKey> jazz{kSnare, kHighTom, kSnare, kHighFloorTom};
  static const std::vector<DrumKey> latin{kHighTimbale, kHighTimbale, kLowTimbale, kLowTimbale};
  static const std::vector<DrumKey> conga{kMuteConga, kOpenConga, kOpenConga, kLowConga};
  static const std::vector<DrumKey> machine{kElectricSnare};
  static const std::vector<DrumKey> clap{kClap, kElectricSnare};
  static const std::vector<DrumKey> machine_toms{kHighMidTom, kLowMidTom, kHighFloorTom};
  static const std::vector<DrumKey> low_toms{kSnare, kSnare, kHighFloorTom, kLowFloorTom};
  static const std::vector<DrumKey> hand{kTambourine};
  static const std::vector<DrumKey> wood{kHighWoodBlock, kHighWoodBlock, kLowWoodBlock, kSnare};
  const bool other = choice == 1;
  switch (kind) {
    case FillKind::kSnare:
      return other ? snare_tom : snare;
    case FillKind::kJazz:
      return other ? jazz : snare;
    case FillKind::kLatin:
      return other ? conga : latin;
    case FillKind::kMachine:
      return choice == 2 ? machine_toms : other ? clap : machine;
    case FillKind::kBrush:
    case FillKind::kRoll:
      return snare;
    case FillKind::kHandHeld:
      return hand;
    case FillKind::kWood:
      return wood;
    default:
      return choice == 2 ? low_toms : other ? tom_run : toms;
  }
}

bool has_kick(FillKind kind) { return kind == FillKind::kToms || kind == FillKind::kSnare; }

// A shape cut or repeated to a pulse of any length.
char shape_at(const Shapes& shapes, size_t index, int pulse_ticks, int step) {
  const bool dotted = pulse_ticks == 6 * kStepTicks;
  const std::string_view shape = dotted ? shapes.dotted[index] : shapes.quarter[index];
  return shape[static_cast<size_t>(step) % shape.size()];
}

}  // namespace

int stroke_velocity(char symbol, Rng& rng) {
  switch (symbol) {
    case 'X':
    case 'f':
      return 104;
    case 'o':
      return 70;
    case 'g':
    case 'q':
      return rng.range(26, 40);
    case '?':
      return 80;
    case 'd':
    case 't':
      return 76;
    default:
      return 88;
  }
}

void strike(std::vector<Note>& notes, DrumKey key, int tick, char symbol, int velocity, int start,
            int end) {
  const auto hit = [&](int at, int level, int length) {
    if (at < start || at >= end) return;
    notes.push_back({at, length, key, std::clamp(level, 1, 127)});
  };
  switch (symbol) {
    case 'd':
      hit(tick, velocity, kShortStrokeTicks);
      hit(tick + 6, velocity - 8, kShortStrokeTicks);
      break;
    case 't':
      for (int i = 0; i < 3; ++i) hit(tick + 8 * i, velocity - 8 + 6 * i, 8);
      break;
    case 'f':
      hit(tick - kFlamTicks, 42, kShortStrokeTicks);
      hit(tick, velocity, kStrokeTicks);
      break;
    default:
      hit(tick, velocity, kStrokeTicks);
  }
}

std::vector<Note> write_fill(FillKind kind, int start, const std::vector<int>& pulses,
                             int intensity, int density, Rng& rng) {
  std::vector<Note> notes;
  if (kind == FillKind::kNone || pulses.empty()) return notes;
  const Shapes& shapes = shapes_of(kind);
  const std::vector<DrumKey>& path = path_of(kind, rng.range(0, 2));
  int length = 0;
  for (int pulse : pulses) length += pulse;
  const int end = start + length;
  const int busiest = std::clamp((intensity + density + 2) / 3, 1, 4);
  int at = start;
  for (size_t p = 0; p < pulses.size(); ++p) {
    // The first pulse may leave room; the last one drives into the next section.
    const bool last = p + 1 == pulses.size();
    const int low = last ? std::min(1, busiest) : 0;
    const size_t index = static_cast<size_t>(rng.range(low, busiest));
    const int steps = pulses[p] / kStepTicks;
    for (int step = 0; step < steps; ++step) {
      char symbol = shape_at(shapes, index, pulses[p], step);
      const int tick = at + step * kStepTicks;
      if (symbol == '.') continue;
      const double progress = static_cast<double>(tick - start) / length;
      const size_t voice = std::min(
          path.size() - 1, static_cast<size_t>(progress * static_cast<double>(path.size())));
      const int base = stroke_velocity(symbol, rng);
      const bool ghost = symbol == 'g';
      const int crescendo = ghost ? 0 : static_cast<int>(std::lround(-14 + 24 * progress));
      if (symbol == 'x' && step == 0 && intensity >= 5 && path[voice] == kSnare && has_kick(kind) &&
          rng.chance(0.35))
        symbol = 'f';
      strike(notes, path[voice], tick, symbol, base + crescendo, start, end);
    }
    if (has_kick(kind) && intensity >= 4) strike(notes, kKick, at, 'x', 84, start, end);
    at += pulses[p];
  }
  return notes;
}

std::vector<Note> write_build(DrumKey key, const Bar& bar, double from, double to, int intensity) {
  std::vector<Note> notes;
  int tick = bar.start;
  while (tick < bar.end()) {
    const double bar_share = static_cast<double>(tick - bar.start) / bar.metre.bar_ticks();
    const double progress = from + (to - from) * bar_share;
    const int velocity = static_cast<int>(std::lround(52 + 56 * progress));
    int gap = kTicksPerQuarter;
    if (progress >= 0.4) gap = kTicksPerQuarter / 2;
    if (progress >= 0.7) gap = kStepTicks;
    if (progress >= 0.9 && intensity >= 5) gap = kStepTicks / 2;
    // A rate only changes on its own grid, so that the strokes stay on it.
    while (gap > kStepTicks / 2 && (tick - bar.start) % gap != 0) gap /= 2;
    strike(notes, key, tick, 'x', velocity, bar.start, bar.end());
    notes.back().duration = std::min(notes.back().duration, gap);
    tick += gap;
  }
  return notes;
}

}  // namespace continuo
