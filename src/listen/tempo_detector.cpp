#include "listen/tempo_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace continuo {

namespace {

constexpr double kStep = 1.004;          // between candidates: well inside the 3 % that are judged
constexpr double kMergeSeconds = 0.025;  // closer onsets are one
constexpr double kWindowSeconds =
    12;  // long enough for 1 % at a slow tempo, short enough to follow rubato
constexpr double kLongestLagSeconds = 6.5;  // four beats at the slowest tempo
constexpr double kLagResolution = 0.005;
// How the two views and the preference for a walking pace (van Noorden and Moelants 1999) are
// weighed: tuned on a quarter of 380 recorded drum performances of known tempo. More spectrum
// doubles tempos, a narrower preference bends slow ones.
constexpr double kSpectrumPower = 0.2;
constexpr double kIntervalsPower = 0.7;
constexpr double kPreferredBpm = 95;
constexpr double kPreferenceOctaves = 0.7;

// Mean energy of the onset train at a beat frequency over half-overlapping windows, 0..1.
double spectrum_at(std::span<const Onset> onsets, double beats_per_second) {
  const double turn = 2 * std::numbers::pi * beats_per_second;
  const double first = onsets.front().seconds;
  const double last = onsets.back().seconds;
  double total = 0;
  double weight_total = 0;
  size_t begin = 0;
  for (double start = first; start == first || start + kWindowSeconds / 2 <= last;
       start += kWindowSeconds / 2) {
    while (begin < onsets.size() && onsets[begin].seconds < start) ++begin;
    double real = 0;
    double imaginary = 0;
    double weight = 0;
    for (size_t i = begin; i < onsets.size() && onsets[i].seconds < start + kWindowSeconds; ++i) {
      real += onsets[i].strength * std::cos(turn * onsets[i].seconds);
      imaginary += onsets[i].strength * std::sin(turn * onsets[i].seconds);
      weight += onsets[i].strength;
    }
    if (weight <= 0) continue;
    total += (real * real + imaginary * imaginary) / weight;
    weight_total += weight;
  }
  return weight_total > 0 ? total / weight_total : 0;
}

// The histogram of intervals between all pairs of onsets, smoothed by a triangle of four bins
// either side.
std::vector<double> interval_histogram(std::span<const Onset> onsets) {
  std::vector<double> bins(static_cast<size_t>(kLongestLagSeconds / kLagResolution) + 8, 0.0);
  double zero_lag = 0;
  for (size_t i = 0; i < onsets.size(); ++i) {
    zero_lag += onsets[i].strength * onsets[i].strength;
    for (size_t j = i + 1; j < onsets.size(); ++j) {
      const double lag = onsets[j].seconds - onsets[i].seconds;
      if (lag > kLongestLagSeconds) break;
      bins[static_cast<size_t>(lag / kLagResolution + 0.5)] +=
          onsets[i].strength * onsets[j].strength;
    }
  }
  std::vector<double> smooth(bins.size(), 0.0);
  for (size_t i = 0; i < bins.size(); ++i) {
    for (int offset = -3; offset <= 3; ++offset) {
      const auto at = static_cast<std::ptrdiff_t>(i) + offset;
      if (at < 0 || at >= static_cast<std::ptrdiff_t>(bins.size())) continue;
      smooth[i] += bins[static_cast<size_t>(at)] * (1 - std::abs(offset) / 4.0);
    }
    smooth[i] /= zero_lag;
  }
  return smooth;
}

// Mean of the histogram at one to four beats.
double intervals_at(const std::vector<double>& histogram, double seconds_per_beat) {
  double total = 0;
  int count = 0;
  for (int beats = 1; beats <= 4; ++beats) {
    const auto bin = static_cast<size_t>(beats * seconds_per_beat / kLagResolution + 0.5);
    if (bin >= histogram.size()) break;
    total += histogram[bin];
    ++count;
  }
  return count == 0 ? 0 : total / count;
}

double preference(double bpm) {
  const double octaves = std::log2(bpm / kPreferredBpm) / kPreferenceOctaves;
  return std::exp(-0.5 * octaves * octaves);
}

}  // namespace

std::vector<Onset> onsets_of(const Score& score) {
  std::vector<Onset> all;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      const double start = score.seconds_at(note.start);
      const double length = score.seconds_at(note.start + note.duration) - start;
      all.push_back({start, note.velocity / 127.0 * (0.5 + std::min(length, 1.0))});
    }
  }
  std::sort(all.begin(), all.end(),
            [](const Onset& a, const Onset& b) { return a.seconds < b.seconds; });
  std::vector<Onset> merged;
  for (const Onset& onset : all) {
    if (!merged.empty() && onset.seconds - merged.back().seconds < kMergeSeconds) {
      merged.back().strength += onset.strength;
    } else {
      merged.push_back(onset);
    }
  }
  // A chord of eight is louder than one note, but not eight times.
  for (Onset& onset : merged) onset.strength = std::sqrt(onset.strength);
  return merged;
}

TempoEstimate detect_tempo(std::span<const Onset> onsets, double lowest_bpm, double highest_bpm) {
  TempoEstimate best;
  if (onsets.size() < 4) return best;
  const std::vector<double> histogram = interval_histogram(onsets);
  double best_score = 0;
  for (double bpm = lowest_bpm; bpm <= highest_bpm; bpm *= kStep) {
    const double product = std::pow(spectrum_at(onsets, bpm / 60), kSpectrumPower) *
                           std::pow(intervals_at(histogram, 60 / bpm), kIntervalsPower);
    const double score = product * preference(bpm);
    if (score > best_score) {
      best_score = score;
      best = {bpm, product};
    }
  }
  if (best.bpm == 0) return best;
  // The spectrum's peak is the sharper one: its top within a candidate and a half is the tempo.
  double top = 0;
  const double centre = best.bpm;
  for (int i = -30; i <= 30; ++i) {
    const double bpm = centre * (1 + i * 0.0003);
    const double energy = spectrum_at(onsets, bpm / 60);
    if (energy > top) {
      top = energy;
      best.bpm = bpm;
    }
  }
  return best;
}

TempoRelation tempo_relation(double wanted_bpm, double heard_bpm, double tolerance) {
  constexpr std::array<double, 7> kLevels{1, 2, 0.5, 3, 1.0 / 3, 1.5, 2.0 / 3};
  for (const double level : kLevels) {
    if (std::abs(heard_bpm / (wanted_bpm * level) - 1) <= tolerance) {
      return level == 1 ? TempoRelation::kSame : TempoRelation::kOtherLevel;
    }
  }
  return TempoRelation::kOther;
}

}  // namespace continuo
