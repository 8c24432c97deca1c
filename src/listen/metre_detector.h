// Hears the metre of a piece: which bar length, counted from the first bar line, explains its
// accents best.
//
// The written beat is given (ticks), the bar lines are not looked at. For every candidate metre and
// every kind of accent the evidence is: how much of the accents' variance a bar of that length
// explains (adjusted for its number of places), how well accents repeat after a bar, and how well
// they fall on its first beat and its pulses. The weights come from a conditional logit fitted on
// corpus pieces with one time signature.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "score/score.h"

namespace continuo {

// Signals along the eighths of a piece.
enum class Accent { kOnsets, kBass, kKick, kSnare, kHarmony, kLength };
inline constexpr int kAccentCount = 6;
inline constexpr int kMetreViews = 4;  // explained variance, repetition, first beat, pulses
inline constexpr int kMetreEvidenceCount =
    kAccentCount * kMetreViews + 1;  // and the length of the bar

using MetreEvidence = std::array<double, kMetreEvidenceCount>;

struct MetreCandidate {
  Metre metre;
  double score = 0;
};

struct MetreEstimate {
  Metre metre;
  std::vector<MetreCandidate> candidates;  // best first
  bool heard = false;                   // false for a piece under four bars of 4/4 or without notes
  double score_of(Metre wanted) const;  // throws Error(kInput) where the metre is no candidate
};

// The metres that are told apart. Others sound like one of them: 2/2 like 4/4, 4/8 like 2/4, 3/2
// like 6/4, 10/8 like 5/4.
const std::vector<Metre>& heard_metres();
Metre heard_as(Metre metre);

MetreEstimate detect_metre(const Score& score);

// What detect_metre weighs; public so that the weights can be fitted again.
std::vector<MetreEvidence> metre_evidence(const Score& score, const std::vector<Metre>& candidates);
const MetreEvidence& metre_weights();

// 2/4 and 4/4, 3/4 and 6/4, 6/8 and 12/8: the same pulse in bars of half or twice the length.
bool same_pulse(Metre a, Metre b);

}  // namespace continuo
