#include "live/held_key.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace continuo {
namespace {

std::bitset<12> held(std::initializer_list<int> classes, int up = 0) {
  std::bitset<12> set;
  for (const int each : classes) set.set(static_cast<size_t>((each + up) % 12));
  return set;
}

TEST(HeldKey, ATriadIsItsKeyFromWhereverItCame) {
  for (int tonic = 0; tonic < 12; ++tonic) {
    for (int now = 0; now < 12; ++now) {
      for (const Mode mode : {Mode::kMajor, Mode::kMinor}) {
        const Key from{now, mode};
        const Key major{tonic, Mode::kMajor};
        const Key minor{tonic, Mode::kMinor};
        EXPECT_EQ(key_of_held(held({0, 4, 7}, tonic), from), major);
        EXPECT_EQ(key_of_held(held({0, 3, 7}, tonic), from), minor);
      }
    }
  }
}

TEST(HeldKey, WhatFitsTheKeyThatPlaysLeavesItThere) {
  const Key c{0, Mode::kMajor};
  const Key a{9, Mode::kMinor};
  const Key dorian{2, Mode::kDorian};
  const auto both = held({9, 0, 4, 7});  // A minor with a seventh, or C with a sixth
  EXPECT_EQ(key_of_held(both, c), c);
  EXPECT_EQ(key_of_held(both, a), a);
  EXPECT_EQ(key_of_held(held({0, 4, 7, 11}), Key{4, Mode::kMinor}), (Key{4, Mode::kMinor}));
  EXPECT_EQ(key_of_held(held({0, 2, 4, 5, 7, 9, 11}), a), a);
  // The mode is more than major or minor, and stays.
  EXPECT_EQ(key_of_held(held({2, 5, 9}), dorian), dorian);
}

TEST(HeldKey, TooLittleOrTooMuchSaysNothing) {
  const Key far{6, Mode::kMajor};
  EXPECT_EQ(key_of_held({}, far), std::nullopt);
  EXPECT_EQ(key_of_held(held({0}), far), std::nullopt);
  EXPECT_EQ(key_of_held(held({0, 7}), far), std::nullopt);
  EXPECT_EQ(key_of_held(held({0, 1, 2}), far), std::nullopt);
  EXPECT_EQ(key_of_held(held({0, 4, 8}), far), std::nullopt);
  EXPECT_EQ(key_of_held(held({0, 5, 7}), far), std::nullopt);  // suspended: of C, or of F
  EXPECT_EQ(key_of_held(std::bitset<12>(0xFFF), far), std::nullopt);
}

}  // namespace
}  // namespace continuo
