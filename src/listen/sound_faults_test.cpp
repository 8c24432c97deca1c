#include "listen/sound_faults.h"

#include <gtest/gtest.h>

#include "listen/test_sounds.h"

namespace continuo {
namespace {

// A held chord without edges, so that any place can be cut.
Stereo chord(double seconds, int rate_hz = kSampleRateHz) {
  Stereo sound = test::quiet(seconds, rate_hz);
  for (const double hz : {131.3, 329.7, 392.1, 783.9}) {
    test::add(sound, 0, sound.frames(),
              [&](size_t n) { return 0.1 * test::sine_at(n + 1000, hz, rate_hz); });
  }
  return sound;
}

// With `count` sample frames taken out.
Stereo without(Stereo sound, size_t from, size_t count) {
  const auto first = sound.samples.begin() + static_cast<ptrdiff_t>(2 * from);
  sound.samples.erase(first, first + static_cast<ptrdiff_t>(2 * count));
  return sound;
}

TEST(Silence, IsFoundWithItsPlace) {
  Stereo sound = chord(3);
  for (size_t i = 2 * 48000; i < 2 * 72000; ++i) sound.samples[i] *= 1e-4f;
  const Stretch found = longest_silence(sound);
  EXPECT_NEAR(found.start_s, 1.0, 0.011);
  EXPECT_NEAR(found.length_s, 0.5, 0.021);
  EXPECT_LT(longest_silence(sound, -100).length_s, 0.011);
  EXPECT_EQ(longest_silence(chord(1)).length_s, 0);
  EXPECT_NEAR(longest_silence(test::quiet(2)).length_s, 2, 0.01);
  EXPECT_EQ(longest_silence(Stereo{}).length_s, 0);
}

TEST(Gap, IsARunOfZerosBetweenSounds) {
  Stereo sound = test::quiet(1);
  const Stereo inner = chord(2);
  sound.samples.insert(sound.samples.end(), inner.samples.begin(), inner.samples.end());
  sound.samples.resize(sound.samples.size() + 96000);
  EXPECT_LT(longest_gap(sound).length_s, 1e-4);  // what is before and after does not count
  for (size_t i = 2 * 100000; i < 2 * 100480; ++i) sound.samples[i] = 0;
  const Stretch gap = longest_gap(sound);
  EXPECT_NEAR(gap.start_s, 100000.0 / 48000, 1e-4);
  EXPECT_NEAR(gap.length_s, 0.01, 1e-4);
  EXPECT_EQ(longest_gap(test::quiet(1)).length_s, 0);
}

TEST(Joins, AreFoundWhereSamplesWereLost) {
  for (const int rate : {48000, 44100}) {
    const Stereo whole = chord(3, rate);
    EXPECT_TRUE(find_joins(whole).empty());
    for (const size_t count : {37, 480, 5000}) {
      const Stereo cut = without(whole, 70000, count);
      const std::vector<Join> joins = find_joins(cut);
      ASSERT_EQ(joins.size(), 1u) << count;
      EXPECT_NEAR(joins[0].seconds, 70000.0 / rate, 0.001);
      EXPECT_GT(joins[0].strength, 20);
    }
  }
}

TEST(Joins, AClickOfOneSampleIsFoundOnEitherSide) {
  for (const size_t side : {0, 1}) {
    Stereo sound = chord(2);
    sound.samples[2 * 50000 + side] += 0.05f;
    const std::vector<Join> joins = find_joins(sound);
    ASSERT_EQ(joins.size(), 1u);
    EXPECT_NEAR(joins[0].seconds, 50000.0 / 48000, 0.0005);
  }
}

TEST(Joins, AreFoundUnderNoise) {
  Stereo sound = chord(3);
  const Stereo hiss = test::noise(3, 0.003);
  for (size_t i = 0; i < sound.samples.size(); ++i) sound.samples[i] += hiss.samples[i];
  EXPECT_TRUE(find_joins(sound).empty());
  EXPECT_EQ(find_joins(without(sound, 60000, 100)).size(), 1u);
}

TEST(Joins, WhatIsPlayedIsNoJoin) {
  // Strokes out of silence and over a chord, edges of square waves high and low, noise, silence.
  Stereo strokes = chord(4);
  for (int i = 0; i < 16; ++i)
    test::add_stroke(strokes, 0.1 + 0.24 * i, 0.5, static_cast<uint64_t>(i));
  EXPECT_TRUE(find_joins(strokes).empty());
  Stereo alone = test::quiet(4);
  for (int i = 0; i < 16; ++i)
    test::add_stroke(alone, 0.1 + 0.24 * i, 0.5, static_cast<uint64_t>(i));
  EXPECT_TRUE(find_joins(alone).empty());
  for (const double hz : {55.0, 440.0, 1760.0}) {
    Stereo square = test::quiet(2);
    test::add(square, 0, square.frames(),
              [&](size_t n) { return test::sine_at(n, hz, 48000) > 0 ? 0.2 : -0.2; });
    EXPECT_TRUE(find_joins(square).empty()) << hz;
  }
  EXPECT_TRUE(find_joins(test::noise(2, 0.3)).empty());
  EXPECT_TRUE(find_joins(test::quiet(1)).empty());
  EXPECT_TRUE(find_joins(Stereo{}).empty());
}

TEST(Joins, AKnownPlaceIsMeasured) {
  const Stereo whole = chord(3);
  const Stereo cut = without(whole, 70000, 480);
  const std::vector<Join> joins = joins_at(cut, {20000, 70000, 100000, 900000});
  ASSERT_EQ(joins.size(), 4u);
  EXPECT_LT(joins[0].strength, 3);
  EXPECT_GT(joins[1].strength, 20);
  EXPECT_LT(joins[2].strength, 3);
  EXPECT_EQ(joins[3].strength, 0);  // beyond the end
}

}  // namespace
}  // namespace continuo
