#include "listen/sound_spectrum.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "listen/test_sounds.h"

namespace continuo {
namespace {

constexpr double kBinHz = 48000.0 / 2048;

// Power of one bin in the middle of a second of sound.
double power_of(const Stereo& sound, size_t bin) {
  double power = 0;
  each_spectrum(sound, 2048, 480, [&](size_t moment, std::span<const float> all) {
    if (moment == 50) power = static_cast<double>(all[bin]);
  });
  return power;
}

Stereo sides(double left, double right) {
  Stereo sound = test::quiet(1);
  for (size_t n = 0; n < sound.frames(); ++n) {
    const double value = test::sine_at(n, 40 * kBinHz, 48000);
    sound.samples[2 * n] = static_cast<float>(left * value);
    sound.samples[2 * n + 1] = static_cast<float>(right * value);
  }
  return sound;
}

TEST(SoundSpectrum, AFullSineShowsAsOneWhicheverWayTheSidesTurn) {
  EXPECT_NEAR(power_of(sides(1, 1), 40), 1.0, 1e-4);
  EXPECT_NEAR(power_of(sides(1, -1), 40), 1.0, 1e-4);
  EXPECT_NEAR(power_of(sides(1, 0), 40), 0.5, 1e-4);
  EXPECT_NEAR(power_of(sides(0, 0.5), 40), 0.125, 1e-4);
  EXPECT_LT(power_of(sides(1, 1), 60), 1e-6);
}

TEST(SoundSpectrum, EachSideHasItsOwnFrequencies) {
  Stereo sound = test::quiet(1);
  for (size_t n = 0; n < sound.frames(); ++n) {
    sound.samples[2 * n] = static_cast<float>(test::sine_at(n, 40 * kBinHz, 48000));
    sound.samples[2 * n + 1] = static_cast<float>(test::sine_at(n, 100 * kBinHz, 48000));
  }
  EXPECT_NEAR(power_of(sound, 40), 0.5, 1e-4);
  EXPECT_NEAR(power_of(sound, 100), 0.5, 1e-4);
}

TEST(SoundSpectrum, MomentsAreCentredAndReachTheEnd) {
  Stereo sound = test::quiet(1);
  test::add(sound, 0.5, 1, [](size_t) { return 1.0; });
  size_t loudest = 0, count = 0;
  double most = 0;
  each_spectrum(sound, 1024, 480, [&](size_t moment, std::span<const float> power) {
    ++count;
    if (static_cast<double>(power[100]) > most) {
      most = static_cast<double>(power[100]);
      loudest = moment;
    }
  });
  EXPECT_EQ(loudest, 50u);
  EXPECT_EQ(count, 101u);
}

TEST(SoundSpectrum, SoundShorterThanAWindowIsHeard) {
  Stereo sound = test::quiet(0.001);
  sound.samples[2] = 1;
  size_t count = 0;
  each_spectrum(sound, 2048, 480, [&](size_t, std::span<const float>) { ++count; });
  EXPECT_EQ(count, 1u);
  each_spectrum(Stereo{}, 2048, 480,
                [&](size_t, std::span<const float> power) { EXPECT_EQ(power[10], 0.0f); });
}

TEST(SoundSpectrum, RefusesOtherRates) {
  const Stereo sound = test::quiet(0.1, 44100);
  EXPECT_THROW(each_spectrum(sound, 2048, 480, [](size_t, std::span<const float>) {}), Error);
  EXPECT_EQ(at_listening_rate(sound).rate_hz, 48000);
  EXPECT_EQ(at_listening_rate(sound).frames(), 4800u);
}

TEST(RunningMedian, EqualsSortingEachNeighbourhood) {
  Rng rng(3);
  for (const size_t size : {1, 2, 7, 40}) {
    for (const size_t reach : {0, 1, 3, 8}) {
      std::vector<float> in(size), out(size);
      for (float& value : in) value = static_cast<float>(rng.range(0, 9));  // with equals
      RunningMedian(reach).filter(in, out);
      for (size_t i = 0; i < size; ++i) {
        const size_t low = i > reach ? i - reach : 0;
        std::vector<float> near(in.begin() + static_cast<ptrdiff_t>(low),
                                in.begin() + static_cast<ptrdiff_t>(std::min(size, i + reach + 1)));
        std::sort(near.begin(), near.end());
        ASSERT_EQ(out[i], near[near.size() / 2]) << size << " " << reach << " " << i;
      }
    }
  }
}

}  // namespace
}  // namespace continuo
