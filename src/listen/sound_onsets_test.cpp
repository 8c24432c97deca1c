#include "listen/sound_onsets.h"

#include <gtest/gtest.h>

#include "listen/test_sounds.h"

namespace continuo {
namespace {

// Each expected time has an onset within the tolerance, and there are no others.
void expect_onsets(const std::vector<Onset>& found, const std::vector<double>& expected_s,
                   double tolerance_s) {
  ASSERT_EQ(found.size(), expected_s.size());
  for (size_t i = 0; i < found.size(); ++i)
    EXPECT_NEAR(found[i].seconds, expected_s[i], tolerance_s) << i;
}

TEST(SoundOnsets, FindsStrokes) {
  Stereo sound = test::quiet(8);
  std::vector<double> times;
  Rng rng(5);
  for (double at = 0.3; at < 7.8; at += rng.uniform(0.08, 0.5)) {
    test::add_stroke(sound, at, rng.uniform(0.05, 0.5), times.size());
    times.push_back(at);
  }
  expect_onsets(sound_onsets(sound), times, 0.010);
}

TEST(SoundOnsets, FindsNotesThatFollowEachOtherWithoutAGap) {
  Stereo sound = test::quiet(4.9);  // breaks off in the last
  std::vector<double> times;
  for (int i = 0; i < 16; ++i) {
    times.push_back(0.2 + 0.3 * i);
    test::add_tone(sound, times.back(), 0.3, test::hz_of(60 + i * 7 % 12), 0.2, 8);
  }
  expect_onsets(sound_onsets(sound), times, 0.02);
}

TEST(SoundOnsets, StrongerStrokesAreStronger) {
  Stereo sound = test::quiet(4);
  for (int i = 0; i < 8; ++i) test::add_stroke(sound, 0.25 + 0.4 * i, i % 2 == 0 ? 0.5 : 0.02, 7);
  const std::vector<Onset> onsets = sound_onsets(sound);
  ASSERT_EQ(onsets.size(), 8u);
  for (size_t i = 0; i < 8; i += 2) EXPECT_GT(onsets[i].strength, 1.5 * onsets[i + 1].strength);
}

TEST(SoundOnsets, AreTheSameAtAnotherLevel) {
  Stereo sound = test::quiet(4);
  for (int i = 0; i < 10; ++i) {
    test::add_stroke(sound, 0.25 + 0.33 * i, 0.2, 7);
    test::add_tone(sound, 0.1 + 0.37 * i, 0.3, 300 + 40 * i, 0.1, 4);
  }
  const std::vector<Onset> loud = sound_onsets(sound);
  const std::vector<Onset> soft = sound_onsets(test::scaled(sound, 0.01));
  ASSERT_EQ(loud.size(), soft.size());
  for (size_t i = 0; i < loud.size(); ++i) EXPECT_NEAR(loud[i].seconds, soft[i].seconds, 1e-4);
}

TEST(SoundOnsets, HeldSoundHasNone) {
  EXPECT_TRUE(sound_onsets(test::quiet(2)).empty());
  EXPECT_TRUE(sound_onsets(Stereo{}).empty());
  // But for the moment where it sets in, and chance.
  EXPECT_LE(sound_onsets(test::noise(8, 0.2)).size(), 8u);
  Stereo vibrato = test::quiet(4);
  double phase = 0;
  test::add(vibrato, 0, vibrato.frames(), [&](size_t n) {
    const double hz = 440 * (1 + 0.01 * test::sine_at(n, 5.5, 48000));
    phase += 2 * std::numbers::pi * hz / 48000;
    return 0.2 * (std::sin(phase) + 0.5 * std::sin(2 * phase) + 0.3 * std::sin(3 * phase));
  });
  EXPECT_LE(sound_onsets(vibrato).size(), 1u);
}

}  // namespace
}  // namespace continuo
