#include "score/key_guess.h"

#include <algorithm>
#include <cmath>

#include "score/instrument.h"

namespace continuo {

namespace {

constexpr std::array<double, 12> kMajorProfile = {0.238, 0.006, 0.111, 0.006, 0.137, 0.094,
                                                  0.016, 0.214, 0.009, 0.080, 0.008, 0.081};
constexpr std::array<double, 12> kMinorProfile = {0.220, 0.006, 0.104, 0.123, 0.019, 0.103,
                                                  0.012, 0.214, 0.062, 0.022, 0.061, 0.052};

double correlation(const std::array<double, 12>& weights, const std::array<double, 12>& profile,
                   int tonic) {
  double mean_w = 0;
  double mean_p = 0;
  for (size_t i = 0; i < 12; ++i) {
    mean_w += weights[i] / 12;
    mean_p += profile[i] / 12;
  }
  double cross = 0;
  double square_w = 0;
  double square_p = 0;
  for (size_t i = 0; i < 12; ++i) {
    const double w = weights[(i + static_cast<size_t>(tonic)) % 12] - mean_w;
    const double p = profile[i] - mean_p;
    cross += w * p;
    square_w += w * w;
    square_p += p * p;
  }
  return square_w > 0 ? cross / std::sqrt(square_w * square_p) : 0;
}

}  // namespace

std::array<double, 12> pitch_class_weights(const Score& score, int begin, int end) {
  std::array<double, 12> weights{};
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    for (const Note& note : part.notes) {
      const int sounding = std::min(note.start + note.duration, end) - std::max(note.start, begin);
      if (sounding > 0) weights[static_cast<size_t>(note.pitch % 12)] += sounding;
    }
  }
  return weights;
}

KeyGuess guess_key(const std::array<double, 12>& weights, const Key* home) {
  struct Candidate {
    Key key;
    double fit;
  };
  std::vector<Candidate> candidates;
  for (int tonic = 0; tonic < 12; ++tonic) {
    candidates.push_back({{tonic, Mode::kMajor}, correlation(weights, kMajorProfile, tonic)});
    candidates.push_back({{tonic, Mode::kMinor}, correlation(weights, kMinorProfile, tonic)});
  }
  if (home != nullptr) {
    for (Candidate& candidate : candidates) {
      if (candidate.key == *home) candidate.fit += 0.08;
    }
  }
  const Candidate best =
      *std::max_element(candidates.begin(), candidates.end(),
                        [](const Candidate& a, const Candidate& b) { return a.fit < b.fit; });
  double rival = -1;
  for (const Candidate& candidate : candidates) {
    if (candidate.key.tonic != best.key.tonic || candidate.key.mode != best.key.mode) {
      rival = std::max(rival, candidate.fit);
    }
  }
  return {best.key, best.fit - rival};
}

}  // namespace continuo
