#include "listen/key_detector.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "listen/test_scores.h"

namespace continuo {
namespace {

using test::add_part;
using test::bars_of;

// Eight bars of 4/4: a random walk on the scale over roots in the bass, closing V I.
Score cadential_piece(const Key& key, uint64_t seed) {
  static const std::vector<int> kDegrees{0, 3, 4, 0, 5, 1, 4, 0};
  Rng rng(seed);
  Score score = bars_of({4, 4}, 8);
  const std::vector<int>& scale = key.scale();
  const auto degree_pitch = [&](int degree, int base) {
    return base + key.tonic + scale[static_cast<size_t>(degree % 7)] + 12 * (degree / 7);
  };
  std::vector<Note> chords;
  std::vector<Note> melody;
  int at = 7;
  for (int bar = 0; bar < 8; ++bar) {
    const int root = kDegrees[static_cast<size_t>(bar)];
    for (int tone : {0, 2, 4}) {
      int pitch = degree_pitch(root + tone, 48);
      if (root == 4 && tone == 2 && key.is_minor())
        pitch = 48 + key.tonic + 11;  // the leading note
      chords.push_back({bar * 192, 192, pitch, 80});
    }
    chords.push_back({bar * 192, 96, degree_pitch(root, 36), 80});
    for (int beat = 0; beat < 4; ++beat) {
      at = std::clamp(at + rng.range(-2, 2), 0, 13);
      if (beat == 0) at = root + (at >= 7 ? 7 : 0);
      melody.push_back({bar * 192 + beat * 48, 48, degree_pitch(at, 60), 90});
    }
  }
  add_part(score, 0, chords);
  add_part(score, 40, melody);
  tidy(score);
  return score;
}

TEST(KeyDetector, FindsAll24KeysOfCadentialPieces) {
  int right = 0;
  int total = 0;
  for (int tonic = 0; tonic < 12; ++tonic) {
    for (Mode mode : {Mode::kMajor, Mode::kMinor}) {
      for (uint64_t seed = 0; seed < 10; ++seed) {
        const Key key{tonic, mode};
        right +=
            detect_key(cadential_piece(key, seed * 24 + static_cast<uint64_t>(tonic))).key == key;
        ++total;
      }
    }
  }
  EXPECT_GE(right, total * 95 / 100) << right << " of " << total;
}

TEST(KeyDetector, EveryProfileFindsMostOfThem) {
  for (int p = 0; p < kKeyProfileCount; ++p) {
    KeyEvidence evidence;
    evidence.profile = static_cast<KeyProfile>(p);
    int right = 0;
    for (int tonic = 0; tonic < 12; ++tonic) {
      for (Mode mode : {Mode::kMajor, Mode::kMinor}) {
        right += detect_key(cadential_piece({tonic, mode}, 7), evidence).key == Key{tonic, mode};
      }
    }
    EXPECT_GE(right, 22) << key_profile_name(evidence.profile);
  }
}

TEST(KeyDetector, TransposingTheNotesRotatesTheScores) {
  const Score score = cadential_piece({2, Mode::kMinor}, 3);
  const KeyEstimate before = detect_key(score);
  for (int up = 1; up < 12; ++up) {
    Score higher = score;
    for (Part& part : higher.parts) {
      for (Note& note : part.notes) note.pitch += up;
    }
    const KeyEstimate after = detect_key(higher);
    for (size_t k = 0; k < 12; ++k) {
      const size_t moved = (k + static_cast<size_t>(up)) % 12;
      EXPECT_NEAR(after.scores[moved], before.scores[k], 1e-9);
      EXPECT_NEAR(after.scores[moved + 12], before.scores[k + 12], 1e-9);
    }
  }
}

TEST(KeyDetector, DoesNotReadThePlan) {
  Score score = cadential_piece({9, Mode::kMajor}, 1);
  const KeyEstimate before = detect_key(score);
  score.plan.key = {3, Mode::kMinor};
  for (Bar& bar : score.bars) bar.key = {3, Mode::kMinor};
  EXPECT_EQ(detect_key(score).scores, before.scores);
}

TEST(KeyDetector, DorianIsOfTheMinorFamily) {
  Score score = bars_of({4, 4}, 8);
  std::vector<Note> notes;
  // D dorian vamp: D minor and G major by turns, ending on D.
  for (int bar = 0; bar < 8; ++bar) {
    const bool home = bar % 2 == 0 || bar == 7;
    for (int pitch : home ? std::vector<int>{38, 62, 65, 69} : std::vector<int>{43, 62, 67, 71}) {
      notes.push_back({bar * 192, 192, pitch, 80});
    }
  }
  add_part(score, 0, notes);
  EXPECT_EQ(key_relation({2, Mode::kDorian}, detect_key(score).key), KeyRelation::kSame);
}

TEST(KeyDetector, HearsNothingInDrumsOrSilence) {
  Score score = bars_of({4, 4}, 2);
  EXPECT_FALSE(detect_key(score).heard);
  add_part(score, 128, {{0, 12, 36, 100}, {48, 12, 38, 100}});
  EXPECT_FALSE(detect_key(score).heard);
}

TEST(KeyRelation, NamesTheFiveCases) {
  const Key c_major{0, Mode::kMajor};
  EXPECT_EQ(key_relation(c_major, {0, Mode::kMixolydian}), KeyRelation::kSame);
  EXPECT_EQ(key_relation({0, Mode::kBlues}, c_major), KeyRelation::kSame);
  EXPECT_EQ(key_relation({0, Mode::kBlues}, {0, Mode::kMinor}), KeyRelation::kSame);
  EXPECT_EQ(key_relation(c_major, {9, Mode::kMinor}), KeyRelation::kRelative);
  EXPECT_EQ(key_relation({9, Mode::kDorian}, c_major), KeyRelation::kRelative);
  EXPECT_EQ(key_relation(c_major, {0, Mode::kMinor}), KeyRelation::kParallel);
  EXPECT_EQ(key_relation(c_major, {7, Mode::kMajor}), KeyRelation::kFifth);
  EXPECT_EQ(key_relation(c_major, {5, Mode::kMajor}), KeyRelation::kFifth);
  EXPECT_EQ(key_relation(c_major, {4, Mode::kMinor}), KeyRelation::kOther);
}

}  // namespace
}  // namespace continuo
