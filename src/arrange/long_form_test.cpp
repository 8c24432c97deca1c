#include <gtest/gtest.h>

#include <map>
#include <set>

#include "arrange/band.h"
#include "arrange/form.h"

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

}  // namespace
}  // namespace continuo
