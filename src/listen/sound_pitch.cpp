#include "listen/sound_pitch.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <vector>

#include "listen/key_detector.h"
#include "listen/sound_spectrum.h"

namespace continuo {

namespace {

constexpr size_t kFft = 16384;  // 0.34 s: semitones are told apart from 150 Hz up
constexpr size_t kHop = 4096;
constexpr double kBinHz = static_cast<double>(kListenRateHz) / kFft;
constexpr double kLowestHz = 40;
constexpr double kHighestHz = 2100;
constexpr double kHighestBassHz = 250;
constexpr float kOverSurroundings = 10;  // power of a peak over the median around it
constexpr float kUnderLoudest =
    1e-5f;                             // quieter peaks than this share of the loudest are not heard
constexpr float kSilence = 1e-9f;      // power, full scale being 1
constexpr double kPartial_cents = 35;  // how far a partial may lie from a multiple
constexpr int kMostPartials = 10;

struct Peak {
  double note;  // MIDI number, with a fraction
  double magnitude;
  bool partial = false;
};

// The median of the power around each bin, a sixth of its frequency either way; constant over steps
// of eight bins.
void surroundings(std::span<const float> power, std::vector<float>& out) {
  constexpr size_t kStep = 8;
  std::vector<float> near;
  out.resize(power.size());
  for (size_t first = 0; first < power.size(); first += kStep) {
    const size_t middle = first + kStep / 2;
    const size_t reach = std::max<size_t>(16, middle / 6);
    const size_t low = middle > reach ? middle - reach : 0;
    const size_t high = std::min(power.size(), middle + reach);
    near.assign(power.begin() + static_cast<ptrdiff_t>(low),
                power.begin() + static_cast<ptrdiff_t>(high));
    const auto half = near.begin() + static_cast<ptrdiff_t>(near.size() / 2);
    std::nth_element(near.begin(), half, near.end());
    std::fill(out.begin() + static_cast<ptrdiff_t>(first),
              out.begin() + static_cast<ptrdiff_t>(std::min(first + kStep, power.size())), *half);
  }
}

// Where the logarithm's parabola through a peak and its neighbours has its top, in bins.
double top_of(std::span<const float> power, size_t k) {
  const double left = std::log(static_cast<double>(power[k - 1]) + 1e-30);
  const double middle = std::log(static_cast<double>(power[k]) + 1e-30);
  const double right = std::log(static_cast<double>(power[k + 1]) + 1e-30);
  const double bend = left - 2 * middle + right;
  return static_cast<double>(k) + (bend < 0 ? 0.5 * (left - right) / bend : 0);
}

double note_of(double hz) { return 69 + 12 * std::log2(hz / 440); }

// Peaks of one moment, ascending.
std::vector<Peak> peaks_of(std::span<const float> power, std::vector<float>& floor) {
  const auto first = static_cast<size_t>(kLowestHz / kBinHz);
  const auto end = static_cast<size_t>(kHighestHz / kBinHz) + 3;
  surroundings(power.subspan(0, end + end / 6), floor);
  const float loudest = *std::max_element(power.begin() + static_cast<ptrdiff_t>(first),
                                          power.begin() + static_cast<ptrdiff_t>(end));
  std::vector<Peak> peaks;
  if (loudest < kSilence) return peaks;
  for (size_t k = first; k < end - 2; ++k) {
    const float here = power[k];
    if (here < power[k - 1] || here <= power[k + 1] || here < power[k - 2] || here < power[k + 2] ||
        here < kOverSurroundings * floor[k] || here < kUnderLoudest * loudest)
      continue;
    peaks.push_back({note_of(top_of(power, k) * kBinHz), std::sqrt(static_cast<double>(here))});
  }
  return peaks;
}

// Gives partials the pitch class of the note that they belong to.
void fold_partials(std::vector<Peak>& peaks) {
  for (size_t i = 1; i < peaks.size(); ++i) {
    const Peak* owner = nullptr;
    for (size_t j = 0; j < i; ++j) {
      if (peaks[j].partial || peaks[j].magnitude < peaks[i].magnitude) continue;
      const double ratio = std::exp2((peaks[i].note - peaks[j].note) / 12);
      const double multiple = std::round(ratio);
      if (multiple < 2 || multiple > kMostPartials) continue;
      if (std::abs(1200 * std::log2(ratio / multiple)) > kPartial_cents) continue;
      if (owner == nullptr || peaks[j].magnitude > owner->magnitude) owner = &peaks[j];
    }
    if (owner == nullptr) continue;
    peaks[i].note = owner->note;
    peaks[i].partial = true;
  }
}

int class_of(double note) {
  const int nearest = static_cast<int>(std::lround(note));
  return ((nearest % 12) + 12) % 12;
}

void to_shares(std::array<double, 12>& classes) {
  double total = 0;
  for (const double value : classes) total += value;
  if (total <= 0) return;
  for (double& value : classes) value /= total;
}

void choose_key(SoundPitch& pitch) {
  // As detect_key weighs the bass line.
  constexpr double kBass = 0.3;
  std::array<double, 24> scores = key_correlations(pitch.classes);
  for (size_t i = 0; i < 24; ++i)
    scores[i] += kBass * (pitch.bass[i % 12] + 0.5 * pitch.bass[(i + 7) % 12]);
  const size_t best =
      static_cast<size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  pitch.key = {static_cast<int>(best % 12), best < 12 ? Mode::kMajor : Mode::kMinor};
  double second = -10;
  for (size_t i = 0; i < 24; ++i) {
    if (i != best) second = std::max(second, scores[i]);
  }
  pitch.key_margin = scores[best] - second;
}

}  // namespace

SoundPitch sound_pitch(const Stereo& sound) {
  std::vector<std::vector<Peak>> moments;
  std::vector<float> floor;
  std::complex<double> off;  // how far all notes lie from the tempered ones, as a turn
  each_spectrum(sound, kFft, kHop, [&](size_t, std::span<const float> power) {
    std::vector<Peak> peaks = peaks_of(power, floor);
    for (const Peak& peak : peaks) {
      constexpr double kSure = 55;  // under G3 bins are coarse
      if (peak.note > kSure)
        off += peak.magnitude * std::polar(1.0, 2 * std::numbers::pi * peak.note);
    }
    fold_partials(peaks);
    moments.push_back(std::move(peaks));
  });
  SoundPitch pitch;
  const double tuning = std::arg(off) / (2 * std::numbers::pi);
  pitch.tuning_cents = 100 * tuning;
  const double bass_limit = note_of(kHighestBassHz);
  for (const std::vector<Peak>& peaks : moments) {
    const Peak* bass = nullptr;
    double loudest = 0;
    for (const Peak& peak : peaks) {
      // What lies between the notes is more likely a drum or a bend.
      const double note = peak.note - tuning;
      const double away = (note - std::round(note)) / 0.25;
      const double weight = peak.magnitude * std::exp(-0.5 * away * away);
      pitch.classes[static_cast<size_t>(class_of(note))] += weight;
      loudest = std::max(loudest, peak.magnitude);
    }
    for (const Peak& peak : peaks) {
      if (bass == nullptr && peak.note < bass_limit && peak.magnitude > 0.15 * loudest)
        bass = &peak;
    }
    if (bass != nullptr)
      pitch.bass[static_cast<size_t>(class_of(bass->note - tuning))] += bass->magnitude;
    pitch.heard = pitch.heard || loudest > 0;
  }
  to_shares(pitch.classes);
  to_shares(pitch.bass);
  if (pitch.heard) choose_key(pitch);
  return pitch;
}

double share_in_scale(const std::array<double, 12>& classes, const Key& key) {
  double inside = 0;
  double total = 0;
  for (int i = 0; i < 12; ++i) {
    total += classes[static_cast<size_t>(i)];
    if (key.contains(i)) inside += classes[static_cast<size_t>(i)];
  }
  return total > 0 ? inside / total : 0;
}

}  // namespace continuo
