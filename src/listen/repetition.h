// How a score repeats itself: bars that come again, loops that never end, grooves that hold, and
// what is new overall.
#pragma once

#include "score/score.h"

namespace continuo {

struct Repetition {
  double repeated_bars = 0;  // share of the sounding bars that equal an earlier one
  int longest_loop_bars =
      0;  // longest stretch in which every bar equals the one 1, 2, 3 or 4 bars before it
  bool stuck = false;  // that stretch is kStuckBars or more
  double groove = 0;  // mean likeness of neighbouring bars' onset patterns (Wu and Yang 2020), 0..1
  double compression = 1;  // notes for each Lempel-Ziv phrase: 1 is all new, a loop is high
};

// Sixteen bars without anything new, after the one to four bars of the loop itself.
inline constexpr int kStuckBars = 16;

// Bars are equal when the same instruments play the same pitches on the same sixteenths and
// triplets: timing, velocity and length may vary as a player varies them.
Repetition measure_repetition(const Score& score);

}  // namespace continuo
