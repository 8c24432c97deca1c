// What a listener could tell a genre by who hears notes alone: neither instruments nor tempo, key
// or plan.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"

namespace continuo {

// Always of the length of genre_feature_names(). Steps and times of tunes; where in the bar pitched
// notes, kick, snare, hats and other strokes fall, and what the lowest, the highest and the other
// parts do; chords above their bass; how high, how many at once, how syncopated, how swung. Nothing
// that a plan sets outright.
std::vector<double> genre_features(const Score& score);
// The rest that tells a genre: shares of the notes by kind of instrument, who plays, tempo, length
// of the bar.
std::vector<double> setting_features(const Score& score);
const std::vector<std::string>& genre_feature_names();

}  // namespace continuo
