#include "listen/sound_pitch.h"

#include <gtest/gtest.h>

#include <numeric>

#include "listen/test_sounds.h"

namespace continuo {
namespace {

TEST(SoundPitch, HearsEachTone) {
  for (int note = 40; note <= 90; note += 5) {
    for (const int partials : {1, 10}) {
      Stereo sound = test::quiet(2);
      test::add_tone(sound, 0, 2, test::hz_of(note), 0.2, partials);
      const SoundPitch pitch = sound_pitch(sound);
      EXPECT_TRUE(pitch.heard);
      EXPECT_GT(pitch.classes[static_cast<size_t>(note % 12)], 0.97) << note << " " << partials;
      EXPECT_NEAR(std::accumulate(pitch.classes.begin(), pitch.classes.end(), 0.0), 1, 1e-9);
      EXPECT_NEAR(pitch.tuning_cents, 0, note > 55 ? 2 : 5) << note;
    }
  }
}

TEST(SoundPitch, HearsTheNotesOfAChordInEqualShares) {
  Stereo sound = test::quiet(2);
  const std::vector<int> chord{48, 64, 67, 70};  // C7: no partial of one is another
  test::add_chord(sound, 0, 2, chord, 6);
  const SoundPitch pitch = sound_pitch(sound);
  for (const int note : chord)
    EXPECT_GT(pitch.classes[static_cast<size_t>(note % 12)], 0.1) << note;
  EXPECT_GT(pitch.classes[0] + pitch.classes[4] + pitch.classes[7] + pitch.classes[10], 0.97);
  EXPECT_GT(pitch.bass[0], 0.95);
}

TEST(SoundPitch, HearsTheTuning) {
  for (const double cents : {-30.0, 12.0, 40.0}) {
    Stereo sound = test::quiet(3);
    for (int i = 0; i < 3; ++i)
      test::add_tone(sound, i, 1, test::hz_of(60 + 4 * i + cents / 100), 0.2, 5);
    const SoundPitch pitch = sound_pitch(sound);
    EXPECT_NEAR(pitch.tuning_cents, cents, 3);
    EXPECT_GT(pitch.classes[0] + pitch.classes[4] + pitch.classes[8], 0.95);
  }
}

TEST(SoundPitch, NoiseAndStrokesAreSpreadOverAllClasses) {
  const SoundPitch pitch = sound_pitch(test::noise(6, 0.3));
  for (const double share : pitch.classes) EXPECT_LT(share, 0.2);
  Stereo both = test::quiet(6);
  const std::vector<int> chord{60, 64, 67};
  test::add_chord(both, 0, 6, chord, 6);
  for (int i = 0; i < 24; ++i) test::add_stroke(both, 0.25 * i, 0.3, static_cast<uint64_t>(i));
  EXPECT_GT(share_in_scale(sound_pitch(both).classes, {0, Mode::kMajor}), 0.9);
}

TEST(SoundPitch, SilenceHasNone) {
  const SoundPitch pitch = sound_pitch(test::quiet(1));
  EXPECT_FALSE(pitch.heard);
  EXPECT_EQ(share_in_scale(pitch.classes, {0, Mode::kMajor}), 0);
  EXPECT_FALSE(sound_pitch(Stereo{}).heard);
}

// Tonic, subdominant, dominant, tonic, with their roots in the bass.
TEST(SoundPitch, HearsTheKeyOfACadence) {
  for (int tonic = 0; tonic < 12; ++tonic) {
    for (const bool minor : {false, true}) {
      Stereo sound = test::quiet(8);
      const int roots[] = {0, 5, 7, 0};
      for (int i = 0; i < 4; ++i) {
        const bool dominant = i == 2;
        const int root = 60 + (tonic + roots[i]) % 12;
        const int third = root + (minor && !dominant ? 3 : 4);
        const std::vector<int> chord{root - 24, root, third, root + 7};
        test::add_chord(sound, 2.0 * i, 2, chord, 6);
      }
      const SoundPitch pitch = sound_pitch(sound);
      EXPECT_EQ(pitch.key.tonic, tonic) << minor;
      EXPECT_EQ(pitch.key.is_minor(), minor) << tonic;
      // The scale of another key holds less of it.
      const Key key{tonic, minor ? Mode::kHarmonicMinor : Mode::kMajor};
      EXPECT_GT(share_in_scale(pitch.classes, key), 0.97);
      EXPECT_LT(share_in_scale(pitch.classes, {(tonic + 6) % 12, Mode::kMajor}), 0.6);
    }
  }
}

TEST(SoundPitch, ShareInScaleIsASum) {
  std::array<double, 12> classes{};
  classes[0] = 3;
  classes[1] = 1;
  EXPECT_DOUBLE_EQ(share_in_scale(classes, {0, Mode::kMajor}), 0.75);
  EXPECT_DOUBLE_EQ(share_in_scale(classes, {8, Mode::kMajor}), 1.0);  // A flat has C and D flat
}

}  // namespace
}  // namespace continuo
