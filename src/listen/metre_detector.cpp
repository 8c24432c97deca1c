#include "listen/metre_detector.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace continuo {

namespace {

constexpr int kSlotTicks = kTicksPerQuarter / 2;
constexpr int kSlackTicks = 8;  // a swung eighth still belongs to its place, a sixteenth does not
constexpr int kFewestSlots = 32;

using Signal = std::vector<double>;
using Signals = std::array<Signal, kAccentCount>;

int slot_of(int tick) {
  const int slot = (tick + kSlotTicks / 2) / kSlotTicks;
  return std::abs(tick - slot * kSlotTicks) <= kSlackTicks ? slot : -1;
}

void add_drums(const Part& part, Signals& signals) {
  for (const Note& note : part.notes) {
    const int slot = slot_of(note.start);
    if (slot < 0 || slot >= static_cast<int>(signals[0].size())) continue;
    const auto at = static_cast<size_t>(slot);
    const bool kick = note.pitch == 35 || note.pitch == 36;
    const bool snare = note.pitch >= 37 && note.pitch <= 40;
    if (kick) signals[static_cast<size_t>(Accent::kKick)][at] += note.velocity;
    if (snare) signals[static_cast<size_t>(Accent::kSnare)][at] += note.velocity;
    signals[static_cast<size_t>(Accent::kOnsets)][at] += note.velocity;
  }
}

void add_pitched(const std::vector<Note>& notes, Signals& signals) {
  const size_t slots = signals[0].size();
  std::vector<std::array<double, 12>> content(slots);
  std::vector<int> lowest(slots, 128);
  for (const Note& note : notes) {
    const int slot = slot_of(note.start);
    if (slot >= 0 && slot < static_cast<int>(slots)) {
      const auto at = static_cast<size_t>(slot);
      signals[static_cast<size_t>(Accent::kOnsets)][at] += note.velocity;
      Signal& length = signals[static_cast<size_t>(Accent::kLength)];
      length[at] = std::max(length[at], std::min(note.duration, 4 * kTicksPerQuarter) / 48.0);
      lowest[at] = std::min(lowest[at], note.pitch);
    }
    for (int s = note.start / kSlotTicks; s * kSlotTicks < note.start + note.duration; ++s) {
      if (s >= static_cast<int>(slots)) break;
      content[static_cast<size_t>(s)][static_cast<size_t>(note.pitch % 12)] += 1;
    }
  }
  // A bass onset is one that is low for its neighbourhood of two bars of 4/4.
  constexpr int kReach = 8;
  for (int s = 0; s < static_cast<int>(slots); ++s) {
    if (lowest[static_cast<size_t>(s)] == 128) continue;
    double sum = 0;
    int count = 0;
    for (int t = std::max(0, s - kReach); t < std::min(static_cast<int>(slots), s + kReach + 1);
         ++t) {
      if (lowest[static_cast<size_t>(t)] == 128) continue;
      sum += lowest[static_cast<size_t>(t)];
      ++count;
    }
    signals[static_cast<size_t>(Accent::kBass)][static_cast<size_t>(s)] =
        std::clamp((sum / count - lowest[static_cast<size_t>(s)]) / 12 + 0.5, 0.0, 2.0);
  }
  // Harmony changes where a quarter's pitch classes differ from the quarter before.
  for (size_t s = 2; s + 1 < slots; ++s) {
    double product = 0;
    double before = 0;
    double after = 0;
    for (size_t p = 0; p < 12; ++p) {
      const double a = content[s - 2][p] + content[s - 1][p];
      const double b = content[s][p] + content[s + 1][p];
      product += a * b;
      before += a * a;
      after += b * b;
    }
    if (before <= 0 || after <= 0) continue;
    signals[static_cast<size_t>(Accent::kHarmony)][s] = 1 - product / std::sqrt(before * after);
  }
}

// Mean 0 and variance 1; a constant signal becomes all zeros and so says nothing.
void standardise(Signal& signal) {
  const double size = static_cast<double>(signal.size());
  const double mean = std::accumulate(signal.begin(), signal.end(), 0.0) / size;
  double variance = 0;
  for (double& value : signal) {
    value -= mean;
    variance += value * value / size;
  }
  const double scale = variance > 1e-12 ? 1 / std::sqrt(variance) : 0;
  for (double& value : signal) value *= scale;
}

Signals signals_of(const Score& score) {
  int last = 0;
  std::vector<Note> pitched;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) last = std::max(last, note.start);
    if (part.program < 112) pitched.insert(pitched.end(), part.notes.begin(), part.notes.end());
  }
  Signals signals;
  for (Signal& signal : signals) signal.assign(static_cast<size_t>(last / kSlotTicks) + 1, 0.0);
  for (const Part& part : score.parts) {
    if (part.program == 128) add_drums(part, signals);
  }
  add_pitched(pitched, signals);
  for (Signal& signal : signals) standardise(signal);
  return signals;
}

// Share of the variance that the place in a bar of `length` slots explains, adjusted for the number
// of places.
double explained_variance(const Signal& signal, size_t length) {
  const auto size = static_cast<double>(signal.size());
  std::vector<double> sum(length, 0.0);
  std::vector<double> count(length, 0.0);
  for (size_t i = 0; i < signal.size(); ++i) {
    sum[i % length] += signal[i];
    count[i % length] += 1;
  }
  double between = 0;
  for (size_t p = 0; p < length; ++p) between += count[p] > 0 ? sum[p] * sum[p] / count[p] : 0;
  return 1 - (1 - between / size) * (size - 1) / (size - static_cast<double>(length));
}

double repetition(const Signal& signal, size_t length) {
  double sum = 0;
  for (size_t i = length; i < signal.size(); ++i) sum += signal[i] * signal[i - length];
  return sum / static_cast<double>(signal.size() - length);
}

double template_fit(const Signal& signal, Signal bar) {
  standardise(bar);
  double sum = 0;
  for (size_t i = 0; i < signal.size(); ++i) sum += signal[i] * bar[i % bar.size()];
  return sum / static_cast<double>(signal.size());
}

MetreEvidence evidence_for(const Signals& signals, Metre metre) {
  const auto length = static_cast<size_t>(metre.bar_ticks() / kSlotTicks);
  Signal first_beat(length, 0.0);
  Signal pulses(length, 0.0);
  first_beat[0] = 1;
  int tick = 0;
  for (int pulse : metre.pulses()) {
    pulses[static_cast<size_t>(tick / kSlotTicks)] = 1;
    tick += pulse;
  }
  MetreEvidence evidence{};
  for (size_t a = 0; a < kAccentCount; ++a) {
    const Signal& signal = signals[a];
    evidence[a * kMetreViews] = explained_variance(signal, length);
    evidence[a * kMetreViews + 1] = repetition(signal, length);
    evidence[a * kMetreViews + 2] = template_fit(signal, first_beat);
    evidence[a * kMetreViews + 3] = template_fit(signal, pulses);
    const bool silent = std::all_of(signal.begin(), signal.end(), [](double v) { return v == 0; });
    if (silent)
      std::fill_n(evidence.begin() + static_cast<std::ptrdiff_t>(a * kMetreViews), kMetreViews,
                  0.0);
  }
  evidence.back() = std::log2(static_cast<double>(length) / 8);
  return evidence;
}

}  // namespace

const std::vector<Metre>& heard_metres() {
  static const std::vector<Metre> candidates{{2, 4}, {3, 4},  {4, 4},  {5, 4}, {6, 4},
                                             {7, 4}, {3, 8},  {5, 8},  {6, 8}, {7, 8},
                                             {9, 8}, {11, 8}, {12, 8}, {13, 8}};
  return candidates;
}

Metre heard_as(Metre metre) {
  if (metre == Metre{2, 2}) return {4, 4};
  if (metre == Metre{4, 8}) return {2, 4};
  if (metre == Metre{3, 2}) return {6, 4};
  if (metre == Metre{10, 8}) return {5, 4};
  return metre;
}

const MetreEvidence& metre_weights() {
  // Rows: onsets, bass, kick, snare, harmony, length; columns: explained variance, repetition,
  // first beat, pulses. Fitted without negative weights (evidence never speaks against a metre) on
  // 4094 pieces, each metre weighted by one over the root of its pieces; drums were rare among
  // them. Five-fold cross-validation, before rounding: 57 % right, 90 % up to half or double bars
  // (most errors are 4/4 heard as 2/4).
  static const MetreEvidence weights{
      // clang-format off
      0.0, 0.0, 0.0, 1.6,
      5.3, 0.0, 0.0, 1.1,
      0.0, 1.0, 3.7, 0.0,
      4.7, 0.2, 0.0, 0.0,
      9.6, 0.0, 3.0, 1.1,
      7.2, 3.1, 0.0, 0.9,
      -0.95
      // clang-format on
  };
  return weights;
}

std::vector<MetreEvidence> metre_evidence(const Score& score,
                                          const std::vector<Metre>& candidates) {
  const Signals signals = signals_of(score);
  std::vector<MetreEvidence> evidence;
  if (signals[0].size() < static_cast<size_t>(kFewestSlots)) return evidence;
  evidence.reserve(candidates.size());
  for (const Metre& metre : candidates) evidence.push_back(evidence_for(signals, metre));
  return evidence;
}

MetreEstimate detect_metre(const Score& score) {
  MetreEstimate estimate;
  const std::vector<MetreEvidence> evidence = metre_evidence(score, heard_metres());
  if (evidence.empty()) return estimate;
  const MetreEvidence& weights = metre_weights();
  for (size_t i = 0; i < evidence.size(); ++i) {
    const double total =
        std::inner_product(evidence[i].begin(), evidence[i].end(), weights.begin(), 0.0);
    estimate.candidates.push_back({heard_metres()[i], total});
  }
  std::stable_sort(
      estimate.candidates.begin(), estimate.candidates.end(),
      [](const MetreCandidate& a, const MetreCandidate& b) { return a.score > b.score; });
  estimate.metre = estimate.candidates.front().metre;
  estimate.heard = true;
  return estimate;
}

bool same_pulse(Metre a, Metre b) {
  if (a == b) return true;
  if (a.unit != b.unit) return false;
  if (a.beats != 2 * b.beats && b.beats != 2 * a.beats) return false;
  // 3/8 and 6/8, 3/4 and 6/4 share a bar; 7/4 is felt as seven, not as twice 7/8.
  return std::min(a.beats, b.beats) % 5 != 0 && std::min(a.beats, b.beats) % 7 != 0;
}

}  // namespace continuo
