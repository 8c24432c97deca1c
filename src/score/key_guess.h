// The key of a passage, by correlation of its pitch classes with key profiles.
#pragma once

#include <array>

#include "score/score.h"

namespace continuo {

struct KeyGuess {
  Key key;
  double margin = 0;  // by how much it fits better than any other: 0 is a guess
};

// Sounding time of each pitch class between two ticks, drums left out.
std::array<double, 12> pitch_class_weights(const Score& score, int begin, int end);

// Krumhansl, Kessler, "Tracing the dynamic changes in perceived tonal organization", 1982, with the profiles that
// Albrecht and Shanahan fitted to a corpus ("The use of large corpora to train a new type of key-finding algorithm",
// 2013). `home`, where given, wins near ties.
KeyGuess guess_key(const std::array<double, 12>& weights, const Key* home = nullptr);

}  // namespace continuo
