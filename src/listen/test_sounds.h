// Sounds with known answers for the tests of this folder.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "base/rng.h"
#include "dsp/stereo.h"

namespace continuo::test {

inline Stereo quiet(double seconds, int rate_hz = kSampleRateHz) {
  return {std::vector<float>(2 * static_cast<size_t>(seconds * rate_hz)), rate_hz};
}

// Adds `value(n)` to both sides from a time on, for `frames` sample frames.
template <typename Value>
void add(Stereo& sound, double start_s, size_t frames, Value value) {
  const auto first = static_cast<size_t>(start_s * sound.rate_hz + 0.5);
  for (size_t n = 0; n < frames && first + n < sound.frames(); ++n) {
    const auto sample = static_cast<float>(value(n));
    sound.samples[2 * (first + n)] += sample;
    sound.samples[2 * (first + n) + 1] += sample;
  }
}

inline double sine_at(size_t n, double hz, int rate_hz) {
  return std::sin(2 * std::numbers::pi * hz * static_cast<double>(n) / rate_hz);
}

inline double hz_of(double note) { return 440 * std::exp2((note - 69) / 12); }

// A steady tone with edges of 5 ms and partials that fall by 6 dB an octave.
inline void add_tone(Stereo& sound, double start_s, double length_s, double hz, double level = 0.2,
                     int partials = 1) {
  const auto frames = static_cast<size_t>(length_s * sound.rate_hz);
  const double edge = 0.005 * sound.rate_hz;
  add(sound, start_s, frames, [&](size_t n) {
    const double in = static_cast<double>(n) / edge;
    const double out = static_cast<double>(frames - n) / edge;
    const double gain = level * std::min({1.0, in, out});
    double sum = 0;
    for (int k = 1; k <= partials && hz * k < sound.rate_hz * 0.45; ++k)
      sum += sine_at(n, hz * k, sound.rate_hz) / k;
    return gain * sum;
  });
}

inline void add_chord(Stereo& sound, double start_s, double length_s, std::span<const int> notes,
                      int partials = 1) {
  for (const int note : notes) add_tone(sound, start_s, length_s, hz_of(note), 0.1, partials);
}

// Noise that dies away by a factor of e each 15 ms: a stroke on a closed hi-hat.
inline void add_stroke(Stereo& sound, double start_s, double level, uint64_t seed = 1) {
  Rng rng(seed);
  const double fall = 0.015 * sound.rate_hz;
  add(sound, start_s, static_cast<size_t>(0.1 * sound.rate_hz), [&](size_t n) {
    return level * rng.uniform(-1, 1) * std::exp(-static_cast<double>(n) / fall);
  });
}

// A low tone that dies away by a factor of e each 60 ms.
inline void add_kick(Stereo& sound, double start_s, double level) {
  const double fall = 0.06 * sound.rate_hz;
  add(sound, start_s, static_cast<size_t>(0.5 * sound.rate_hz), [&](size_t n) {
    return level * sine_at(n, 60, sound.rate_hz) * std::exp(-static_cast<double>(n) / fall);
  });
}

inline Stereo noise(double seconds, double level, uint64_t seed = 1) {
  Rng rng(seed);
  Stereo sound = quiet(seconds);
  for (float& sample : sound.samples) sample = static_cast<float>(rng.uniform(-level, level));
  return sound;
}

inline Stereo scaled(Stereo sound, double gain) {
  for (float& sample : sound.samples) sample *= static_cast<float>(gain);
  return sound;
}

}  // namespace continuo::test
