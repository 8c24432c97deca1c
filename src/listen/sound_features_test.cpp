#include "listen/sound_features.h"

#include <gtest/gtest.h>

#include "listen/test_sounds.h"

namespace continuo {
namespace {

TEST(SoundFeatures, LevelsOfASine) {
  Stereo sound = test::quiet(4);
  test::add(sound, 0, sound.frames(), [](size_t n) { return 0.5 * test::sine_at(n, 100, 48000); });
  const SoundFeatures features = sound_features(sound);
  EXPECT_NEAR(features.rms_db, -9.03, 0.01);
  EXPECT_NEAR(features.low_db, -9.03, 0.15);  // but for the ends, where windows are half empty
  EXPECT_GT(features.low_share, 0.999);
  EXPECT_NEAR(features.bass_db, features.low_db, 0.3);
  EXPECT_NEAR(features.dc, 0, 1e-4);
}

TEST(SoundFeatures, TheCentroidIsTheMeanFrequency) {
  Stereo sound = test::quiet(4);
  test::add_tone(sound, 0, 4, 1000, 0.2);
  test::add_tone(sound, 0, 4, 3000, 0.2);
  const SoundFeatures features = sound_features(sound);
  EXPECT_NEAR(features.centroid_hz, 2000, 60);
  EXPECT_NEAR(features.sustained_centroid_hz, 2000, 60);
  Stereo brighter = sound;
  test::add_tone(brighter, 0, 4, 8000, 0.1);
  EXPECT_GT(sound_features(brighter).centroid_hz, 2800);
}

TEST(SoundFeatures, StrokesAreToldFromHeldNotes) {
  Stereo strokes = test::quiet(4);
  for (int i = 0; i < 16; ++i)
    test::add_stroke(strokes, 0.1 + 0.25 * i, 0.2, static_cast<uint64_t>(i));
  Stereo held = test::quiet(4);
  const std::vector<int> chord{67, 76, 84};
  test::add_chord(held, 0, 4, chord, 4);
  Stereo both = held;
  for (size_t i = 0; i < both.samples.size(); ++i) both.samples[i] += strokes.samples[i];

  const SoundFeatures of_strokes = sound_features(strokes);
  const SoundFeatures of_held = sound_features(held);
  const SoundFeatures of_both = sound_features(both);
  EXPECT_GT(of_strokes.stroke_share, 0.85);
  EXPECT_LT(of_held.stroke_share, 0.15);
  EXPECT_GT(of_both.stroke_share, of_held.stroke_share + 0.1);
  EXPECT_LT(of_both.stroke_share, of_strokes.stroke_share - 0.1);
  // Each is heard through the other.
  EXPECT_NEAR(of_both.stroke_db, of_strokes.stroke_db, 1.5);
  EXPECT_NEAR(of_both.sustained_centroid_hz / of_held.sustained_centroid_hz, 1, 0.5);
}

TEST(SoundFeatures, ABassThatGoesTakesTheLowBandWithIt) {
  Stereo without = test::quiet(4);
  const std::vector<int> chord{60, 64, 67};
  test::add_chord(without, 0, 4, chord, 8);
  Stereo with = without;
  for (int i = 0; i < 8; ++i) test::add_tone(with, 0.5 * i, 0.45, test::hz_of(36 + i % 4), 0.3, 4);
  EXPECT_GT(sound_features(with).low_db, sound_features(without).low_db + 20);
  EXPECT_GT(sound_features(with).bass_db, sound_features(without).bass_db + 20);
}

TEST(SoundFeatures, DirectCurrentAndSilence) {
  Stereo sound = test::quiet(1);
  for (size_t i = 1; i < sound.samples.size(); i += 2) sound.samples[i] = -0.02f;
  EXPECT_NEAR(sound_features(sound).dc, -0.02, 1e-6);
  const SoundFeatures silent = sound_features(test::quiet(1));
  EXPECT_TRUE(std::isinf(silent.rms_db) && silent.rms_db < 0);
  EXPECT_EQ(silent.centroid_hz, 0);
  EXPECT_EQ(silent.stroke_share, 0);
  EXPECT_EQ(sound_features(Stereo{}).centroid_hz, 0);
}

TEST(StrokeSplit, SaysEachMomentOnceAndInOrder) {
  for (const size_t moments : {1, 2, 5, 30}) {
    std::vector<float> seen;
    StrokeSplit split(4, 3, 1, [&](std::span<const float> power, std::span<const float> strikes) {
      seen.push_back(power[2]);
      for (const float share : strikes) EXPECT_TRUE(share >= 0 && share <= 1);
    });
    for (size_t m = 0; m < moments; ++m) {
      const std::vector<float> power(4, static_cast<float>(m));
      split.push(power);
    }
    split.finish();
    ASSERT_EQ(seen.size(), moments);
    for (size_t m = 0; m < moments; ++m) EXPECT_EQ(seen[m], static_cast<float>(m));
  }
}

}  // namespace
}  // namespace continuo
