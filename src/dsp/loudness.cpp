#include "dsp/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <new>

#include "base/error.h"
#include "dsp/limiter.h"

namespace continuo {

namespace {

constexpr double kSilent = -std::numeric_limits<double>::infinity();
constexpr double kTolerance = 0.02;  // LU; a fifth of what is promised
constexpr int kRounds = 8;
constexpr double kMostReductionDb = 12.0;
// The limiter's detector and libebur128's differ by their filters: the limiter aims this much
// lower.
constexpr double kMarginDb = 0.15;

struct MeterDeleter {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using Meter = std::unique_ptr<ebur128_state, MeterDeleter>;

Meter metered(const Stereo& sound, int mode) {
  if (sound.rate_hz < 16 || sound.rate_hz > 384000) {
    fail(ErrorKind::kInput, "loudness", "expected a sample rate of 16 to 384000 Hz, found {}.",
         sound.rate_hz);
  }
  Meter meter(ebur128_init(2, static_cast<unsigned long>(sound.rate_hz), mode));
  if (!meter || ebur128_add_frames_float(meter.get(), sound.samples.data(), sound.frames()) !=
                    EBUR128_SUCCESS) {
    throw std::bad_alloc();
  }
  return meter;
}

double integrated(ebur128_state* meter) {
  double lufs = kSilent;
  ebur128_loudness_global(meter, &lufs);
  return lufs;
}

// The sound under `gain_db` and a limiter that was told its peaks beforehand; the gain of each
// sample frame and the deepest reduction are written out.
Stereo limited(const Stereo& sound, const std::vector<float>& peaks, double gain_db,
               double ceiling_db, std::vector<float>& gains, double& reduction_db) {
  const LimiterSettings settings;
  GainSmoother smoother(sound.rate_hz, settings.lookahead_ms, settings.release_ms);
  const auto gain = static_cast<float>(db_to_gain(gain_db));
  const auto relative = static_cast<float>(db_to_gain(gain_db - ceiling_db));
  const size_t late = smoother.latency_frames();
  Stereo result{std::vector<float>(sound.samples.size()), sound.rate_hz};
  float deepest = 1;
  for (size_t n = 0; n < sound.frames() + late; ++n) {
    const float limiting = smoother.next(n < sound.frames() ? peaks[n] * relative : 0);
    if (n < late) continue;
    const size_t at = 2 * (n - late);
    gains[n - late] = gain * limiting;
    result.samples[at] = sound.samples[at] * gains[n - late];
    result.samples[at + 1] = sound.samples[at + 1] * gains[n - late];
    deepest = std::min(deepest, limiting);
  }
  reduction_db = deepest < 1 ? -gain_to_db(static_cast<double>(deepest)) : 0.0;
  return result;
}

void trim(Stereo& sound, double trim_db) {
  const auto gain = static_cast<float>(db_to_gain(trim_db));
  for (float& sample : sound.samples) sample *= gain;
}

}  // namespace

Loudness measure_loudness(const Stereo& sound) {
  const Meter meter = metered(sound, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
  double peak = 0;
  for (unsigned channel = 0; channel < 2; ++channel) {
    double found = 0;
    ebur128_true_peak(meter.get(), channel, &found);
    peak = std::max(peak, found);
  }
  return {integrated(meter.get()), peak > 0 ? gain_to_db(peak) : kSilent};
}

double momentary_loudness(const Stereo& sound) {
  double lufs = kSilent;
  ebur128_loudness_momentary(metered(sound, EBUR128_MODE_M).get(), &lufs);
  return lufs;
}

NormaliseResult normalise_loudness(Stereo& sound, double target_lufs, double ceiling_db,
                                   std::vector<float>* gains_out) {
  std::vector<float> gains(sound.frames(), 1.0f);
  NormaliseResult result;
  result.before = measure_loudness(sound);
  result.after = result.before;
  if (result.before.true_peak_db == kSilent) {
    if (gains_out) *gains_out = std::move(gains);
    return result;
  }

  const std::vector<float> peaks = true_peaks(sound);
  const double loudest =
      gain_to_db(static_cast<double>(*std::max_element(peaks.begin(), peaks.end())));
  const double most_gain = ceiling_db + kMostReductionDb - loudest;
  const bool measurable = std::isfinite(result.before.integrated_lufs);
  double ceiling = ceiling_db - kMarginDb;
  double gain = measurable ? std::min(target_lufs - result.before.integrated_lufs, most_gain) : 0.0;

  // Limiting takes loudness away, so the gain is raised by what is missing until nothing is.
  Stereo made;
  for (int round = 0; round < kRounds; ++round) {
    made = limited(sound, peaks, gain, ceiling, gains, result.reduction_db);
    result.gain_db = gain;
    result.level.drive_db = gain;
    if (!measurable) break;
    const double missing = target_lufs - integrated(metered(made, EBUR128_MODE_I).get());
    if (std::abs(missing) < kTolerance || (missing > 0 && gain >= most_gain)) break;
    // The deeper the limiter works, the less of a step arrives.
    gain = std::min(gain + missing * (1.0 + 0.1 * result.reduction_db), most_gain);
  }
  result.after = measure_loudness(made);
  if (result.after.true_peak_db >= ceiling_db) {
    // A peak that only libebur128's filter sees: take the difference off everything, a few
    // hundredths of a dB.
    const double excess = result.after.true_peak_db - ceiling_db + 0.01;
    trim(made, -excess);
    for (float& one : gains) one *= static_cast<float>(db_to_gain(-excess));
    result.gain_db -= excess;
    result.level.trim_db = -excess;
    result.after = measure_loudness(made);
  }
  sound = std::move(made);
  if (gains_out) *gains_out = std::move(gains);
  return result;
}

Stereo at_level(const Stereo& sound, const Level& level, double ceiling_db) {
  double reduction_db = 0;
  std::vector<float> gains(sound.frames());
  Stereo made = limited(sound, true_peaks(sound), level.drive_db, ceiling_db - kMarginDb, gains,
                        reduction_db);
  if (level.trim_db != 0) trim(made, level.trim_db);
  return made;
}

}  // namespace continuo
