#include "measure/music_comparison.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/rng.h"
#include "measure/music_report.h"

namespace continuo {
namespace {

// Pieces of which only one trait is given.
ComparedSet set_of(const std::string& name, bool ours, double polyphony, uint64_t seed,
                   size_t pieces = 30) {
  Rng rng(seed);
  ComparedSet set{name, ours, {}};
  for (size_t i = 0; i < pieces; ++i) {
    ComparedPiece piece;
    piece.genre = i % 3 == 0 ? "chamber" : "song";
    piece.played = i % 2 == 0;
    piece.traits[static_cast<size_t>(MusicTrait::kPolyphony)] = {rng.normal(polyphony, 0.5)};
    piece.figures[0] = piece.played ? 10 : 99;
    piece.figures[2] = i < pieces / 2 ? 0 : 1;
    set.pieces.push_back(std::move(piece));
  }
  return set;
}

std::vector<ComparedSet> sets() {
  return {set_of("human", false, 4, 1), set_of("band", true, 7, 2), set_of("model", true, 4, 3)};
}

TEST(CompareSets, FindsTheNearerOne) {
  const ComparisonReport report = compare_sets(sets(), true, nullptr);
  // "chamber" has ten pieces, which are too few.
  ASSERT_EQ(report.distances.size(), 2u);
  EXPECT_EQ(report.distances[0].genre, "song");
  EXPECT_EQ(report.distances[0].reference_pieces, 20u);
  const TraitDistances& all = report.distances[1];
  EXPECT_EQ(all.genre, "all");
  ASSERT_EQ(all.sets.size(), 2u);
  const double band = all.sets[0].mean_overlap.value;
  const double model = all.sets[1].mean_overlap.value;
  EXPECT_LT(band, 0.3);
  EXPECT_GT(model, 0.8);
  EXPECT_LT(all.sets[1].mean_divergence, all.sets[0].mean_divergence);
  EXPECT_FALSE(all.sets[0].by_trait[0].has_value());
  ASSERT_TRUE(all.last_less_first.has_value());
  EXPECT_NEAR(all.last_less_first->value, model - band, 1e-12);
  EXPECT_GT(all.last_less_first->interval.low, 0);
}

TEST(CompareSets, LeavesPlayingOutWhereNobodyPlayed) {
  const ComparisonReport report = compare_sets(sets(), true, nullptr);
  EXPECT_EQ(report.figures[0][0].value, 10);
  EXPECT_EQ(report.figures[0][0].pieces, 15u);
  EXPECT_EQ(report.figures[2][0].value, 0.5);
  EXPECT_EQ(report.figures[2][0].pieces, 30u);
  EXPECT_FALSE(report.copied[0].has_value());
}

TEST(CompareSets, NeedsNoReference) {
  const ComparisonReport report = compare_sets({set_of("band", true, 7, 2)}, false, nullptr);
  EXPECT_TRUE(report.distances.empty());
  EXPECT_EQ(report.figures[2][0].value, 0.5);
  EXPECT_EQ(music_page(report, "a test").find(" nan"), std::string::npos);
}

TEST(CompareSets, TellsWhatWasCopied) {
  std::vector<ComparedSet> both = sets();
  for (size_t i = 0; i < both.size(); ++i)
    for (ComparedPiece& piece : both[i].pieces) piece.runs = {1, 2, 3 + i};
  RunSearch search;
  search.look_for({1, 2, 3, 4, 5});
  const ComparisonReport report = compare_sets(both, true, &search);
  ASSERT_TRUE(report.copied[0].has_value());
  EXPECT_EQ(report.copied[0]->value, 0);
}

TEST(CompareSets, IsTheSameTwice) {
  EXPECT_EQ(music_page(compare_sets(sets(), true, nullptr), "x"),
            music_page(compare_sets(sets(), true, nullptr), "x"));
}

TEST(MusicPage, HasATableOfEverything) {
  const std::string page = music_page(compare_sets(sets(), true, nullptr), "a test");
  EXPECT_NE(page.find("Measured: a test."), std::string::npos);
  EXPECT_NE(page.find("| distinct velocities a part |"), std::string::npos);
  EXPECT_NE(page.find("| polyphony |"), std::string::npos);
  EXPECT_NE(page.find("the model"), std::string::npos);
}

TEST(MusicBars, AreOursBesideWhatAnotherHumanSetReaches) {
  std::vector<ComparedSet> four = sets();
  four.insert(four.begin() + 1, set_of("human, training", false, 4, 9));
  const ComparisonReport report = compare_sets(four, true, nullptr);
  const auto bars = nlohmann::json::parse(music_bars(report));
  ASSERT_EQ(bars["groups"].size(), 2u);
  const auto& all = bars["groups"][1];
  EXPECT_EQ(all["name"], "all");
  EXPECT_EQ(all["bound"], report.distances[1].sets[0].mean_overlap.value);
  ASSERT_EQ(all["bars"].size(), 2u);
  EXPECT_EQ(all["bars"][1]["name"], "model");
  EXPECT_EQ(all["bars"][1]["ours"], true);
  for (const char* field : {"title", "subtitle", "unit", "bound"})
    EXPECT_TRUE(bars.contains(field));
  for (const char* field : {"name", "detail", "value", "low", "high", "ours"})
    EXPECT_TRUE(all["bars"][0].contains(field));
  // Without another human set there is no mark.
  EXPECT_EQ(nlohmann::json::parse(music_bars(compare_sets(sets(), true, nullptr)))["bound"], "");
}

}  // namespace
}  // namespace continuo
