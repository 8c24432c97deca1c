#include "score/roles.h"

#include <gtest/gtest.h>

#include <vector>

#include "score/instrument.h"

namespace continuo {
namespace {

Part part_of(int program, const std::vector<int>& pitches, int notes_at_once = 1) {
  Part part{program, Role::kPad, {}};
  for (size_t i = 0; i < pitches.size(); ++i) {
    for (int voice = 0; voice < notes_at_once; ++voice) {
      part.notes.push_back({static_cast<int>(i) * 24, 24, pitches[i] + 4 * voice, 80});
    }
  }
  return part;
}

Role role_in(const Score& score, int program) {
  for (const Part& part : score.parts) {
    if (part.program == program) return part.role;
  }
  return Role::kDrums;
}

TEST(Roles, OfABand) {
  Score score;
  score.parts = {part_of(0, {60, 64}, 3),    part_of(33, {36, 43}), part_of(42, {40, 41}),
                 part_of(68, {64, 62}),      part_of(73, {80, 84}), part_of(89, {72, 74}, 3),
                 part_of(kDrumKit, {36, 38})};
  guess_roles(score);
  EXPECT_EQ(role_in(score, 0), Role::kChords);
  EXPECT_EQ(role_in(score, 33), Role::kBass);
  EXPECT_EQ(role_in(score, 42), Role::kBass);
  EXPECT_EQ(role_in(score, 68), Role::kCounter);
  EXPECT_EQ(role_in(score, 73), Role::kLead);
  EXPECT_EQ(role_in(score, 89), Role::kPad);
  EXPECT_EQ(role_in(score, kDrumKit), Role::kDrums);
}

TEST(Roles, WhoPlaysAloneLeads) {
  Score score;
  score.parts = {part_of(42, {40, 41}), part_of(kDrumKit, {36})};
  guess_roles(score);
  EXPECT_EQ(role_in(score, 42), Role::kLead);
}

TEST(Roles, WhatIsKnownStays) {
  Score score;
  score.parts = {part_of(0, {60, 64}, 3), part_of(73, {80, 84}), part_of(40, {}, 1)};
  guess_roles(score, {{0, Role::kLead}});
  EXPECT_EQ(role_in(score, 0), Role::kLead);
  EXPECT_EQ(role_in(score, 73), Role::kCounter);  // there is a lead already
  EXPECT_EQ(role_in(score, 40), Role::kCounter);
}

}  // namespace
}  // namespace continuo
