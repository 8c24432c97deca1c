#include "score/key.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

TEST(Key, EveryNameComesBack) {
  for (int mode = 0; mode < kModeCount; ++mode) {
    for (int tonic = 0; tonic < 12; ++tonic) {
      const Key key{tonic, static_cast<Mode>(mode)};
      EXPECT_EQ(parse_key(key.name()), key) << key.name();
      EXPECT_TRUE(key.contains(60 + tonic));
    }
  }
}

TEST(Key, UsualSpellings) {
  EXPECT_EQ((Key{10, Mode::kMajor}.name()), "Bb major");
  EXPECT_EQ((Key{6, Mode::kDorian}.name()), "F# dorian");
  EXPECT_EQ((Key{3, Mode::kMinor}.name()), "Eb minor");
  EXPECT_EQ((Key{8, Mode::kMinor}.name()), "G# minor");
  EXPECT_EQ((Key{8, Mode::kMajor}.name()), "Ab major");
  EXPECT_EQ((Key{6, Mode::kMajor}.name()), "F# major");
  EXPECT_EQ((Key{9, Mode::kHarmonicMinor}.name()), "A harmonic minor");
  EXPECT_EQ(pitch_class_name(10, true), "Bb");
  EXPECT_EQ(pitch_class_name(10, false), "A#");
}

TEST(Key, Signatures) {
  EXPECT_EQ((Key{0, Mode::kMajor}.signature()), 0);
  EXPECT_EQ((Key{9, Mode::kMinor}.signature()), 0);
  EXPECT_EQ((Key{2, Mode::kDorian}.signature()), 0);
  EXPECT_EQ((Key{4, Mode::kPhrygian}.signature()), 0);
  EXPECT_EQ((Key{5, Mode::kLydian}.signature()), 0);
  EXPECT_EQ((Key{7, Mode::kMixolydian}.signature()), 0);
  EXPECT_EQ((Key{3, Mode::kMinor}.signature()), -6);
  EXPECT_EQ((Key{4, Mode::kMajor}.signature()), 4);
  // A diatonic key's signature is the set of its notes: sharps as fifths above C major.
  for (int mode = 0; mode <= static_cast<int>(Mode::kMixolydian); ++mode) {
    for (int tonic = 0; tonic < 12; ++tonic) {
      const Key key{tonic, static_cast<Mode>(mode)};
      const Key relative{((key.signature() * 7) % 12 + 12) % 12, Mode::kMajor};
      for (int pitch = 0; pitch < 12; ++pitch) {
        EXPECT_EQ(key.contains(pitch), relative.contains(pitch)) << key.name();
      }
    }
  }
}

TEST(Key, WhatPeopleType) {
  const std::vector<std::pair<const char*, Key>> cases = {
      {"D minor", {2, Mode::kMinor}},
      {"Dm", {2, Mode::kMinor}},
      {"DM", {2, Mode::kMajor}},
      {"bb major", {10, Mode::kMajor}},
      {"bb", {10, Mode::kMajor}},
      {"b", {11, Mode::kMajor}},
      {"bm", {11, Mode::kMinor}},
      {"Bbm", {10, Mode::kMinor}},
      {"F# dorian", {6, Mode::kDorian}},
      {"c", {0, Mode::kMajor}},
      {"c#-minor", {1, Mode::kMinor}},
      {"E flat major", {3, Mode::kMajor}},
      {"e-flat minor", {3, Mode::kMinor}},
      {"F sharp minor", {6, Mode::kMinor}},
      {"G\u266F min", {8, Mode::kMinor}},
      {"A\u266D maj", {8, Mode::kMajor}},
      {"Cb", {11, Mode::kMajor}},
      {"B# minor", {0, Mode::kMinor}},
      {"a blues", {9, Mode::kBlues}},
      {"Ab blues", {8, Mode::kBlues}},
      {"a harmonic minor", {9, Mode::kHarmonicMinor}},
      {"G natural minor", {7, Mode::kMinor}},
      {"  E  Mixolydian ", {4, Mode::kMixolydian}}};
  for (const auto& [text, key] : cases) EXPECT_EQ(parse_key(text), key) << text;
  for (const char* wrong : {"", " ", "H", "minor", "D melodic", "C##", "Dmm", "major C", "\xff"}) {
    EXPECT_THROW(parse_key(wrong), Error) << wrong;
  }
}

TEST(Key, RandomTextNeverCrashes) {
  Rng rng(1);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (int n = rng.range(0, 8); n > 0; --n)
      text += "abcdefgABCDEFG#b mM/\xE2\x99\xAD-"[rng.range(0, 24)];
    try {
      const Key key = parse_key(text);
      EXPECT_GE(key.tonic, 0);
      EXPECT_LT(key.tonic, 12);
    } catch (const Error&) {
    }
  }
}

TEST(Key, Scales) {
  EXPECT_TRUE((Key{9, Mode::kHarmonicMinor}.contains(68)));
  EXPECT_FALSE((Key{9, Mode::kMinor}.contains(68)));
  EXPECT_TRUE((Key{9, Mode::kMinor}.contains(-3)));
  const std::vector<Mode> minors = {Mode::kMinor, Mode::kDorian, Mode::kPhrygian,
                                    Mode::kHarmonicMinor, Mode::kBlues};
  for (int mode = 0; mode < kModeCount; ++mode) {
    const bool minor =
        std::find(minors.begin(), minors.end(), static_cast<Mode>(mode)) != minors.end();
    EXPECT_EQ((Key{0, static_cast<Mode>(mode)}.is_minor()), minor);
  }
}

}  // namespace
}  // namespace continuo
