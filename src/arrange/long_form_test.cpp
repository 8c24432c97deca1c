#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "arrange/band.h"
#include "arrange/form.h"
#include "score/instrument.h"

namespace continuo {
namespace {

TEST(LongForm, HasItsLengthItsReturnsAndItsContrast) {
  for (const int genre : taught_genres()) {
    for (const int bars : {64, 77, 96, 120, 180, 250, 383}) {
      Rng rng(static_cast<uint64_t>(bars) * 40 + static_cast<uint64_t>(genre));
      const std::vector<Section> sections = draw_long_form(genre_of(genre), bars, 4, 4, rng);
      int sum = 0;
      std::map<SectionKind, int> kinds;
      int lowest = kLevelCount;
      int highest = 0;
      for (const Section& section : sections) {
        ASSERT_TRUE(section.bars >= 1 && section.bars <= 40) << section.bars;
        sum += section.bars;
        ++kinds[section.kind];
        lowest = std::min(lowest, section.intensity);
        highest = std::max(highest, section.intensity);
      }
      EXPECT_EQ(sum, bars);
      EXPECT_GE(sections.size(), 6u);
      EXPECT_GE(kinds.size(), 4u);
      EXPECT_GE(highest - lowest, 2);
      const bool returns =
          std::any_of(kinds.begin(), kinds.end(), [](const auto& kind) { return kind.second > 1; });
      EXPECT_TRUE(returns) << bars;
      EXPECT_EQ(sections.back().kind, SectionKind::kOutro);
    }
  }
}

TEST(Players, NobodySitsThroughALongSection) {
  Plan plan;
  plan.parts = {{0, Role::kChords}, {32, Role::kBass}, {66, Role::kLead}, {kDrumKit, Role::kDrums}};
  plan.sections = {{SectionKind::kVerse, 16, 2, 2}, {SectionKind::kChorus, 16, 5, 5}};
  int resting = 0;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Rng rng(seed);
    const auto active = choose_players(plan, lay_out(plan), rng);
    for (size_t part = 0; part < plan.parts.size(); ++part) {
      EXPECT_TRUE(active[0][part]) << seed << " " << part;
      EXPECT_TRUE(active[1][part]) << seed << " " << part;
    }
    plan.sections[0].bars = 8;
    Rng again(seed);
    const auto in_short = choose_players(plan, lay_out(plan), again);
    resting += static_cast<int>(std::count(in_short[0].begin(), in_short[0].end(), 0));
    plan.sections[0].bars = 16;
  }
  EXPECT_GT(resting, 0) << "in short sections they may";
}

}  // namespace
}  // namespace continuo
