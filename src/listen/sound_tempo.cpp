#include "listen/sound_tempo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace continuo {

namespace {

// The beat, its halves, thirds and quarters.
constexpr int kDivisions = 4;
using Spokes = std::array<std::complex<double>, kDivisions>;

// The onsets as one vector for each division of the beat, each of length 1 where all onsets fall on
// that division.
Spokes spokes_at(const std::vector<Onset>& onsets, double beats_per_second) {
  Spokes sums{};
  double total = 0;
  for (const Onset& onset : onsets) {
    const double turn = 2 * std::numbers::pi * beats_per_second * onset.seconds;
    const std::complex<double> spoke(std::cos(turn), std::sin(turn));
    std::complex<double> power = spoke;
    for (auto& sum : sums) {
      sum += onset.strength * power;
      power *= spoke;
    }
    total += onset.strength;
  }
  for (auto& sum : sums) sum /= total;
  return sums;
}

double energy_of(const Spokes& spokes) {
  double energy = 0;
  for (const auto& spoke : spokes) energy += std::norm(spoke);
  return energy;
}

}  // namespace

SoundTempo sound_tempo(const std::vector<Onset>& onsets, const TempoRange& range) {
  SoundTempo result;
  const TempoEstimate rough = detect_tempo(onsets, range.low_bpm, range.high_bpm);
  if (rough.bpm <= 0) return result;
  // Over the whole of the sound the phases of all onsets agree at one tempo only: the finest
  // division's peak is 1 / (divisions * length) wide, and is searched in eighths of that.
  constexpr double kReach = 0.025;
  const double length_s = std::max(1.0, onsets.back().seconds - onsets.front().seconds);
  const double centre = rough.bpm / 60;
  const double step = 1 / (8 * kDivisions * length_s);
  double best_energy = -1;
  double best = centre;
  const auto search = [&](double middle, double reach, double by) {
    for (double at = middle - reach; at <= middle + reach; at += by) {
      const double energy = energy_of(spokes_at(onsets, at));
      if (energy > best_energy) {
        best_energy = energy;
        best = at;
      }
    }
  };
  search(centre, kReach * centre, step);
  search(best, step, step / 16);

  const Spokes spokes = spokes_at(onsets, best);
  result.bpm = 60 * best;
  for (const auto& spoke : spokes) result.clarity = std::max(result.clarity, std::abs(spoke));
  const double turns = std::arg(spokes[0]) / (2 * std::numbers::pi);
  result.beat_s = (turns - std::floor(turns)) / best;
  return result;
}

}  // namespace continuo
