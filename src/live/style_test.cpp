#include "live/style.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "score/instrument.h"

namespace continuo {
namespace {

Plan plan_of(int genre, int bpm, std::vector<PlanPart> parts, int density = 3) {
  Plan plan;
  plan.genre = genre;
  plan.bpm = bpm;
  plan.parts = std::move(parts);
  plan.density = density;
  plan.sections = {{SectionKind::kVerse, 8, 4, 4}, {SectionKind::kChorus, 8, 5, 5}};
  return plan;
}

const Plan kCalm = plan_of(1, 70, {{0, Role::kChords}, {42, Role::kLead}}, 1);
const Plan kWild = plan_of(
    5, 140, {{30, Role::kChords}, {33, Role::kBass}, {81, Role::kLead}, {kDrumKit, Role::kDrums}},
    7);

TEST(Style, OnePromptIsItsPlan) {
  const ReadPrompt prompt{kWild, 1, {}};
  const Style style = blend({&prompt, 1}, {}, nullptr);
  EXPECT_EQ(style.plan, kWild);
  for (const double level : style.levels_db) EXPECT_EQ(level, 0);
}

TEST(Style, ScalingAllWeightsChangesNothing) {
  const std::vector<ReadPrompt> one{{kCalm, 0.2, {}}, {kWild, 0.3, {}}};
  const std::vector<ReadPrompt> ten{{kCalm, 2, {}}, {kWild, 3, {}}};
  EXPECT_EQ(blend(one, {}, nullptr), blend(ten, {}, nullptr));
}

TEST(Style, GoesFromOneToTheOtherStepByStep) {
  int bpm = 0;
  int density = -1;
  size_t parts = 0;
  for (int step = 1; step <= 9; ++step) {
    const std::vector<ReadPrompt> prompts{{kCalm, 10.0 - step, {}}, {kWild, 1.0 * step, {}}};
    const Style style = blend(prompts, {}, nullptr);
    EXPECT_GE(style.plan.bpm, bpm);
    EXPECT_GE(style.plan.density, density);
    EXPECT_GE(style.plan.parts.size() + 1, parts);
    EXPECT_EQ(style.plan.genre, step <= 5 ? 1 : 5) << step;
    bpm = style.plan.bpm;
    density = style.plan.density;
    parts = style.plan.parts.size();
    check_plan(style.plan);
  }
  EXPECT_GT(bpm, 125);
}

TEST(Style, LesserPromptsPlaySofter) {
  const std::vector<ReadPrompt> prompts{{kCalm, 0.3, {}}, {kWild, 0.7, {}}};
  const Style style = blend(prompts, {}, nullptr);
  for (size_t i = 0; i < style.plan.parts.size(); ++i) {
    const bool wild = kWild.has_part(style.plan.parts[i].program);
    EXPECT_EQ(style.levels_db[i] == 0, wild);
    EXPECT_GE(style.levels_db[i], -9);
  }
}

TEST(Style, WhatTheControlsGiveIsTaken) {
  Controls controls;
  controls.bpm = 99;
  controls.metre = Metre{7, 8};
  controls.key = Key{6, Mode::kDorian};
  controls.density = 1;
  controls.brightness = 0;
  const ReadPrompt prompt{kCalm, 1, {}};
  const Plan plan = blend({&prompt, 1}, controls, nullptr).plan;
  EXPECT_EQ(plan.bpm, 99);
  EXPECT_EQ(plan.metre, (Metre{7, 8}));
  EXPECT_EQ(plan.key, (Key{6, Mode::kDorian}));
  EXPECT_EQ(plan.density, 7);
  EXPECT_EQ(plan.brightness, 0);
}

TEST(Style, TheTonicAndTheFormStayWhileItPlays) {
  Plan other = kWild;
  other.key = {7, Mode::kMinor};
  other.sections = {{SectionKind::kBuild, 16, 6, 6}};
  const ReadPrompt calm{kCalm, 1, {}};
  const Style before = blend({&calm, 1}, {}, nullptr);
  const ReadPrompt wild{other, 1, {}};
  const Style after = blend({&wild, 1}, {}, &before);
  EXPECT_EQ(after.plan.key, (Key{kCalm.key.tonic, Mode::kMinor}));
  EXPECT_EQ(after.plan.sections, kCalm.sections);
}

TEST(Style, OneBassAndTwoLeadsAreEnough) {
  const std::vector<ReadPrompt> prompts{
      {plan_of(1, 100, {{32, Role::kBass}, {56, Role::kLead}, {57, Role::kLead}}), 1, {}},
      {plan_of(2, 100, {{33, Role::kBass}, {65, Role::kLead}, {66, Role::kLead}}), 1, {}},
      {plan_of(3, 100, {{34, Role::kBass}, {73, Role::kLead}, {0, Role::kChords}}), 1, {}}};
  const Style style = blend(prompts, {}, nullptr);
  const auto count = [&](Role role) {
    return std::count_if(style.plan.parts.begin(), style.plan.parts.end(),
                         [&](const PlanPart& part) { return part.role == role; });
  };
  EXPECT_EQ(count(Role::kBass), 1);
  EXPECT_LE(count(Role::kLead), 2);
}

TEST(Style, NamedPlayersOfABandAreJoinedByTheOthersUnlessTheyPlayAlone) {
  const Plan one = plan_of(genre_code("funk"), 110, {{4, Role::kChords}});
  const Plan band = in_company(one, "funk with a dusty electric piano", 1);
  EXPECT_TRUE(band.has_part(kDrumKit));
  EXPECT_TRUE(band.has_part(4));
  EXPECT_TRUE(std::any_of(band.parts.begin(), band.parts.end(),
                          [](const PlanPart& part) { return part.role == Role::kBass; }));
  EXPECT_LE(band.parts.size(), 4u);
  check_plan(band);
  EXPECT_EQ(in_company(one, "Solo funk piano", 1), one);
  EXPECT_EQ(in_company(one, "funk piano, no drums", 1), one);
  const Plan quiet = plan_of(genre_code("chamber"), 80, {{42, Role::kLead}});
  EXPECT_EQ(in_company(quiet, "sad cello", 1), quiet);
  EXPECT_EQ(in_company(kWild, "everything", 1), kWild);
}

TEST(Style, WhatWasAskedForComesBeforeWhatJoinedIn) {
  const std::vector<ReadPrompt> prompts{
      {plan_of(6, 100, {{4, Role::kChords}, {33, Role::kBass}, {kDrumKit, Role::kDrums}}),
       0.5,
       {33, kDrumKit}},
      {plan_of(6, 100, {{27, Role::kChords}, {56, Role::kLead}, {kDrumKit, Role::kDrums}}),
       0.5,
       {27, kDrumKit}}};
  const Plan plan = blend(prompts, {}, nullptr).plan;
  EXPECT_TRUE(plan.has_part(4));
  EXPECT_TRUE(plan.has_part(56));
  EXPECT_TRUE(plan.has_part(kDrumKit));
}

TEST(Style, RoundsLeaveIntroductionsAndEndingsOut) {
  const std::vector<Section> form{{SectionKind::kIntro, 8, 2, 2},
                                  {SectionKind::kVerse, 8, 4, 4},
                                  {SectionKind::kChorus, 8, 5, 5},
                                  {SectionKind::kOutro, 4, 2, 2}};
  const std::vector<Section> first = round_of(form, true);
  ASSERT_EQ(first.size(), 3u);
  EXPECT_EQ(first[0].bars, 4);
  const std::vector<Section> later = round_of(form, false);
  ASSERT_EQ(later.size(), 2u);
  EXPECT_EQ(later[0].kind, SectionKind::kVerse);
  EXPECT_FALSE(round_of({{SectionKind::kOutro, 4, 2, 2}}, false).empty());
  int bars = 0;
  for (const Section& section :
       round_of(std::vector<Section>(20, {SectionKind::kVerse, 60, 4, 4}), false))
    bars += section.bars;
  EXPECT_EQ(bars, 64);
}

TEST(Style, TheFirstThemesComeBackEveryOtherRound) {
  const auto themes = [](int64_t round) { return themes_of_round(3, round, 0.7); };
  EXPECT_EQ(themes(0).seed, themes(2).seed);
  EXPECT_EQ(themes(0).seed, themes(10).seed);
  EXPECT_NE(themes(1).seed, themes(3).seed);
  EXPECT_NE(themes(0).seed, themes_of_round(4, 0, 0.7).seed);
  EXPECT_EQ(themes(0).variation, 0u);
  EXPECT_EQ(themes(10).variation, 5u);
}

TEST(Style, TemperatureTellsHowMuchReturnsAndHowMuchIsVaried) {
  const auto returns = [](double temperature) {
    int count = 0;
    for (int64_t round = 2; round <= 40; round += 2)
      count += themes_of_round(3, round, temperature).seed == themes_of_round(3, 0, 0.7).seed;
    return count;
  };
  EXPECT_EQ(returns(0), 20);
  EXPECT_EQ(returns(0.7), 20);
  EXPECT_NEAR(returns(1.05), 10, 1);
  EXPECT_EQ(returns(1.4), 0);
  EXPECT_EQ(returns(4), 0);
  EXPECT_EQ(themes_of_round(3, 40, 0).variation, 0u);
  EXPECT_EQ(themes_of_round(3, 40, 0.35).variation, 10u);
  EXPECT_EQ(themes_of_round(3, 40, 4).variation, 20u);
}

}  // namespace
}  // namespace continuo
