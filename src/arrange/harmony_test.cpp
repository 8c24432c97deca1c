// Roman numerals, chord scales and voice leading against values worked out by hand.
#include "arrange/harmony.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "arrange/voicing.h"
#include "base/error.h"

namespace continuo {
namespace {

TEST(Harmony, ReadsRomanNumerals) {
  const Progression bars = parse_progression("I|bVII^3 iio|V7b9|#ivo7 IV@");
  ASSERT_EQ(bars.size(), 4u);
  EXPECT_EQ(bars[0][0], (Degree{0, ChordQuality::kMajor, 0, true}));
  EXPECT_EQ(bars[1][0], (Degree{10, ChordQuality::kMajor, 2, true}));
  EXPECT_EQ(bars[1][1], (Degree{2, ChordQuality::kDiminished, 2, false}));
  EXPECT_EQ(bars[2][0], (Degree{7, ChordQuality::kDominant7Flat9, 7, false}));
  EXPECT_EQ(bars[3][0], (Degree{6, ChordQuality::kDiminished7, 6, false}));
  EXPECT_EQ(bars[3][1], (Degree{5, ChordQuality::kMajor, 0, true}));
}

TEST(Harmony, RefusesWhatIsNotAChord) {
  for (const char* text : {"", "I||V", "H", "I|Vx", "I V7^^", "b", "IV?"}) {
    EXPECT_THROW(parse_progression(text), Error) << text;
  }
}

TEST(Harmony, EveryStyleAndModeHasProgressionsThatStartWhereAsked) {
  for (int style = 0; style < kHarmonyStyleCount; ++style) {
    for (int mode = 0; mode < kModeCount; ++mode) {
      Rng rng(static_cast<uint64_t>(style * 100 + mode));
      for (int i = 0; i < 200; ++i) {
        const Progression bars =
            draw_progression(static_cast<HarmonyStyle>(style), static_cast<Mode>(mode), true, rng);
        ASSERT_FALSE(bars.empty());
        EXPECT_EQ(bars.front().front().root, 0);
      }
    }
  }
}

TEST(Harmony, BendsTheScaleToTheChord) {
  auto classes = [](std::initializer_list<int> list) {
    unsigned set = 0;
    for (int pitch_class : list) set |= 1u << pitch_class;
    return set;
  };
  const Key a_minor{9, Mode::kMinor};
  // E7 in A minor: G gives way to G sharp.
  EXPECT_EQ(chord_scale(a_minor, {0, 4, ChordQuality::kDominant7, 4}),
            classes({9, 11, 0, 2, 4, 5, 8}));
  EXPECT_EQ(chord_scale(a_minor, {0, 9, ChordQuality::kMinor, 9}), classes({9, 11, 0, 2, 4, 5, 7}));
  const Key c_major{0, Mode::kMajor};
  EXPECT_EQ(chord_scale(c_major, {0, 2, ChordQuality::kDominant7, 2}),
            classes({0, 2, 4, 6, 7, 9, 11}));
  EXPECT_EQ(chord_scale(c_major, {0, 0, ChordQuality::kDominant7, 0}),
            classes({0, 2, 4, 5, 7, 9, 10}));
  EXPECT_EQ(chord_scale(c_major, {0, 5, ChordQuality::kMinor, 5}), classes({0, 2, 4, 5, 7, 8, 11}));
  EXPECT_EQ(chord_scale(c_major, {0, 8, ChordQuality::kMajor, 8}), classes({0, 2, 3, 5, 7, 8, 11}));
}

TEST(Voicing, MovesToTheNearestInversion) {
  VoicingSpec spec;
  const std::vector<int> c_major = {60, 64, 67};
  // C to F keeps C and moves two voices by step; C to G keeps G.
  EXPECT_EQ(voice_chord({0, 5, ChordQuality::kMajor, 5}, spec, c_major),
            (std::vector<int>{60, 65, 69}));
  EXPECT_EQ(voice_chord({0, 7, ChordQuality::kMajor, 7}, spec, c_major),
            (std::vector<int>{59, 62, 67}));
}

TEST(Voicing, StaysInRangeAndInTheChord) {
  for (int root = 0; root < 12; ++root) {
    for (int quality = 0; quality < kChordQualityCount; ++quality) {
      const Chord chord{0, root, static_cast<ChordQuality>(quality), root};
      std::vector<int> before;
      for (int voices = 1; voices <= 5; ++voices) {
        VoicingSpec spec{48, 79, voices, 62, voices % 2 == 0, false, false};
        const std::vector<int> pitches = voice_chord(chord, spec, before);
        ASSERT_FALSE(pitches.empty());
        for (int pitch : pitches) {
          EXPECT_TRUE(pitch >= 48 && pitch <= 79);
          EXPECT_TRUE(chord.tones().empty() || chord.contains(pitch)) << root << " " << quality;
        }
        before = pitches;
      }
    }
  }
}

TEST(Voicing, FindsNearestNotes) {
  EXPECT_EQ(nearest_in(1u << 0, 65, 0, 127), 60);
  EXPECT_EQ(nearest_in(1u << 0, 67, 0, 127), 72);
  EXPECT_EQ(nearest_in(1u << 0, 67, 61, 70), -1);
  const unsigned c_major = 0b101010110101;
  EXPECT_EQ(step_in(c_major, 60, 2), 64);
  EXPECT_EQ(step_in(c_major, 60, -1), 59);
  EXPECT_EQ(step_in(c_major, 61, 1), 62);
}

}  // namespace
}  // namespace continuo
