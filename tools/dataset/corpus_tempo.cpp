#include "corpus_tempo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <map>

#include "score/instrument.h"

namespace continuo {

namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr int kSixteenth = kTicksPerQuarter / 4;

// The mean of the onsets' phases on a grid: near 1 in length where all meet it.
std::complex<double> grid_fit(const std::map<int, double>& onsets, double period_ticks) {
  std::complex<double> sum = 0;
  for (const auto& onset : onsets) sum += std::polar(1.0, kTwoPi * onset.first / period_ticks);
  return sum / static_cast<double>(onsets.size());
}

}  // namespace

bool find_beat(Score& score) {
  std::map<int, double> onsets;  // tick -> how strongly something begins there
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      const bool low = part.program == kDrumKit ? note.pitch <= 36 : note.pitch < 52;
      onsets[note.start] += note.velocity * (low ? 3.0 : 1.0);
    }
  }
  if (onsets.size() < 32 || score.bars.empty()) return false;
  const double clock_bpm = score.bars.front().bpm;

  struct Candidate {
    double bpm;
    double fit;
  };
  std::vector<Candidate> candidates;
  double best = 0;
  for (double bpm = 66; bpm < 176; bpm += 0.02) {
    const double fit = std::abs(grid_fit(onsets, kSixteenth * clock_bpm / bpm));
    candidates.push_back({bpm, fit});
    best = std::max(best, fit);
  }
  if (best < 0.7) return false;
  // Several tempos share a grid; the most usual of them is the likeliest.
  const Candidate* chosen = nullptr;
  for (const Candidate& candidate : candidates) {
    if (candidate.fit < 0.93 * best) continue;
    const auto distance = [](const Candidate& c) { return std::abs(std::log(c.bpm / 112)); };
    if (chosen == nullptr || distance(candidate) < distance(*chosen) - 0.02 ||
        (std::abs(candidate.bpm - chosen->bpm) < 2 && candidate.fit > chosen->fit)) {
      chosen = &candidate;
    }
  }

  const double period = kSixteenth * clock_bpm / chosen->bpm;
  const double scale = kSixteenth / period;
  const double phase = std::arg(grid_fit(onsets, period)) / kTwoPi * period;
  const auto on_grid = [&](int tick) {
    return static_cast<int>(std::lround((tick - phase) * scale));
  };

  std::array<double, 16> weights{};
  for (const auto& [tick, weight] : onsets) {
    const int sixteenth =
        static_cast<int>(std::lround(static_cast<double>(on_grid(tick)) / kSixteenth));
    weights[static_cast<size_t>((sixteenth % 16 + 16) % 16)] += weight;
  }
  int downbeat = 0;
  double strongest = -1;
  for (int at = 0; at < 16; ++at) {
    double strength = 0;
    for (int beat = 0; beat < 4; ++beat) {
      strength += weights[static_cast<size_t>((at + beat * 4) % 16)] * (beat == 0   ? 1.0
                                                                        : beat == 2 ? 0.6
                                                                                    : 0.4);
    }
    if (strength > strongest) strongest = strength, downbeat = at;
  }
  // The bar that holds the first note begins at tick 0.
  constexpr int kBarTicks = 4 * kTicksPerQuarter;
  int shift = downbeat * kSixteenth;
  const int first = on_grid(onsets.begin()->first) - shift;
  shift += static_cast<int>(std::floor((first + 2) / static_cast<double>(kBarTicks))) * kBarTicks;

  int end = 0;
  for (Part& part : score.parts) {
    for (Note& note : part.notes) {
      const int stop = on_grid(note.start + note.duration) - shift;
      note.start = std::max(0, on_grid(note.start) - shift);
      note.duration = std::max(1, stop - note.start);
      end = std::max(end, note.start + 1);
    }
  }
  const int bpm = static_cast<int>(std::lround(chosen->bpm));
  Bar bar = score.bars.front();
  bar.metre = {4, 4};
  bar.bpm = bpm;
  score.bars.clear();
  for (bar.start = 0; bar.start < end; bar.start += kBarTicks) score.bars.push_back(bar);
  score.plan.bpm = bpm;
  score.plan.metre = bar.metre;
  tidy(score);
  return true;
}

}  // namespace continuo
