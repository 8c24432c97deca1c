// The pulse grid of a bar, and accompaniment patterns written in four beats that play in any metre.
#pragma once

#include <string_view>
#include <vector>

#include "score/metre.h"

namespace continuo {

struct Pulse {
  int start = 0;    // ticks from the bar line
  int length = 48;  // 48 simple, 72 compound
  bool group_start = false;
  int source_beat = 0;  // which beat of a four-beat pattern stands here
  int end() const { return start + length; }
  bool compound() const { return length % 72 == 0; }
};

// The pulses of a bar as they are counted. Aksak, the limping metres from the Balkans to Anatolia,
// has nine eighths as 2+2+2+3; elsewhere they are three dotted quarters.
std::vector<int> counted(const Metre& metre, bool aksak);

class Grid {
 public:
  explicit Grid(Metre metre, bool aksak = false);

  const std::vector<Pulse>& pulses() const { return pulses_; }
  int bar_ticks() const { return bar_ticks_; }
  // All pulses are dotted: 6/8, 9/8, 12/8.
  bool compound() const { return compound_; }
  // Metrical weight of a tick: 4 bar line, 3 start of a group of pulses, 2 pulse, 1 eighth, 0
  // finer.
  int weight(int tick) const;
  // Where a second chord enters: the start of the group nearest to the bar's middle.
  int middle() const;
  int pulse_at(int tick) const;

 private:
  std::vector<Pulse> pulses_;
  int bar_ticks_ = 192;
  bool compound_ = false;
};

// One attack of a pattern.
struct Hit {
  int start = 0;  // ticks from the bar line
  int duration = 24;
  char token = 'x';
};

// A pattern in sixteenths: a letter attacks, '-' holds, '.' rests; 16 characters a bar, any number
// of bars. `three` is the same idea in 3/4 (12 characters a bar) and `dotted` in 6/8 (12
// characters, two dotted pulses of six); where they are empty, `four` is refitted pulse by pulse.
struct Pattern {
  std::string_view four;
  std::string_view three = {};
  std::string_view dotted = {};
  int busy = 3;  // level of activity that it suits, 0..7
};

std::vector<Hit> fit_pattern(const Pattern& pattern, const Grid& grid, int bar_index);

}  // namespace continuo
