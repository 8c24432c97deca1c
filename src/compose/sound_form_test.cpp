#include "compose/sound_form.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "arrange/band.h"
#include "arrange/form.h"

namespace continuo {
namespace {

using K = SectionKind;

Plan plan_with(std::vector<Section> sections) {
  Plan plan = random_plan_of_genre(genre_code("rock"), 1);
  plan.sections = std::move(sections);
  return plan;
}

TEST(SoundForm, IsLeftAlone) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Plan plan = plan_with({{K::kIntro, 4, 2, 2}, {K::kVerse, 8, 4, 4}, {K::kOutro, 4, 3, 3}});
    EXPECT_EQ(with_sound_form(plan, {}, Rng(seed)), plan);
  }
}

TEST(SoundForm, TakesThePlaceOfOneThatIsNot) {
  const std::vector<std::vector<Section>> broken = {
      {{K::kTheme, 32, 5, 5}, {K::kBridge, 8, 6, 6}},
      {{K::kTheme, 4, 1, 1}, {K::kOutro, 4, 1, 1}, {K::kTheme, 4, 1, 1}, {K::kOutro, 4, 1, 1}},
      {{K::kVerse, 8, 3, 3}, {K::kIntro, 8, 3, 3}},
      std::vector<Section>(8, {K::kBridge, 4, 6, 6}),
      {{K::kVerse, 8, 3, 3}, {K::kChorus, 8, 3, 3}, {K::kVerse, 1, 3, 3}}};
  for (const std::vector<Section>& sections : broken) {
    const Plan plan = plan_with(sections);
    const Genre& genre = genre_of(plan.genre);
    EXPECT_FALSE(is_sound_form(plan.sections, genre));
    for (uint64_t seed = 0; seed < 20; ++seed) {
      const Plan other = with_sound_form(plan, {}, Rng(seed));
      EXPECT_EQ(other.bars(), plan.bars());
      EXPECT_TRUE(is_sound_form(other.sections, genre)) << seed;
      EXPECT_NO_THROW(check_plan(other));
      double before = 0, after = 0;
      for (const Section& section : plan.sections) before += section.intensity * section.bars;
      for (const Section& section : other.sections) after += section.intensity * section.bars;
      EXPECT_LT(std::abs(before - after) / plan.bars(), 1.6) << seed;
    }
  }
}

TEST(SoundForm, IsFoundForEveryGenreAndLength) {
  for (const int genre : taught_genres()) {
    for (int bars = 9; bars < 64; bars += 5) {
      Plan plan = plan_with({{K::kOutro, bars - 1, 3, 3}, {K::kIntro, 1, 3, 3}});
      plan.genre = genre;
      const Plan other = with_sound_form(plan, {}, Rng(static_cast<uint64_t>(bars)));
      EXPECT_EQ(other.bars(), bars);
      EXPECT_TRUE(is_sound_form(other.sections, genre_of(genre)))
          << genre_of(genre).name << " " << bars;
    }
  }
}

TEST(SoundForm, WhatIsGivenStays) {
  Wish wish;
  wish.given.sections = {{K::kOutro, 30, 3, 3}, {K::kIntro, 4, 3, 3}};
  const Plan plan = plan_with(*wish.given.sections);
  EXPECT_EQ(with_sound_form(plan, wish, Rng(1)), plan);
}

}  // namespace
}  // namespace continuo
