// What may be asked beside words, and what contradicts itself.
#include "compose/edit_ask.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "compose/edit_fixture_test.h"

namespace continuo {
namespace {

const Score& band() {
  static const Score score = band_piece(1);
  return score;
}

Edit asked(EditAsk ask) {
  ask.seed = 1;
  return read_edit(ask, band(), {});
}

TEST(EditAsk, NamesBars) {
  const auto bars = [](const char* text) {
    const Edit edit = asked({.bars = text});
    return std::pair(edit.first_bar + 1, edit.last_bar + 1);
  };
  EXPECT_EQ(bars("9-16"), std::pair(9, 16));
  EXPECT_EQ(bars("9"), std::pair(9, 9));
  EXPECT_EQ(bars("9-"), std::pair(9, 16));
  for (const char* text : {"0", "17", "3-2", "9-17", "-3", "9-16x", "nine", "1--2", "99999999999"})
    EXPECT_THROW(bars(text), Error) << text;
}

TEST(EditAsk, ExtendsInOnePlace) {
  const auto change = [](bool before, bool after, const char* words = "") {
    return asked({.words = words, .extend = 16, .before = before, .after = after}).changes.front();
  };
  EXPECT_EQ(change(true, false), (Change{.action = Action::kOpen, .bars = 16}));
  EXPECT_EQ(change(false, true), (Change{.action = Action::kGoOn, .bars = 16}));
  EXPECT_EQ(change(false, false), (Change{.action = Action::kGoOn, .bars = 16, .after_all = true}));
  EXPECT_EQ(asked({.words = "continue it", .extend = 16, .after = true}).changes.size(), 1u);
  EXPECT_THROW(change(true, true), Error);
  EXPECT_THROW(change(false, true, "an intro"), Error);
  EXPECT_THROW(change(true, false, "continue it"), Error);
  EXPECT_THROW(asked({.words = "an intro and continue it"}), Error);
  EXPECT_THROW(asked({.bars = "1-2", .extend = 4}), Error);
  EXPECT_THROW(asked({.extend = 129}), Error);
  EXPECT_THROW(asked({.words = "louder", .before = true}), Error);
}

TEST(EditAsk, ReachesNoFurtherThanWhatIsNamed) {
  const auto parts = [](const char* part, const char* words) {
    return asked({.words = words, .parts = {part}}).changes.front().parts;
  };
  EXPECT_EQ(parts("bass", "busier"), std::vector<int>{33});
  EXPECT_EQ(parts("bass, drums", "louder drums"), std::vector<int>{kDrumKit});
  EXPECT_THROW(parts("bass", "more drums"), Error);
  EXPECT_THROW(parts("bass", "a fill"), Error);
  EXPECT_NO_THROW(parts("drums", "a fill"));
  EXPECT_THROW(parts("bass", "an ending"), Error);
  EXPECT_THROW(parts("bass", "only bass"), Error);
  EXPECT_THROW(parts("bass", "add a flute"), Error);
  EXPECT_THROW(asked({.parts = {"bass"}, .extend = 4}), Error);
  EXPECT_NO_THROW(asked({.words = "busier", .parts = {"drums"}, .extend = 4}));
}

TEST(EditAsk, ChangesNobodyWhoIsKept) {
  const auto kept = [](const char* keep, const char* words) {
    return asked({.words = words, .keep = {keep}});
  };
  EXPECT_THROW(kept("drums", "a fill"), Error);
  EXPECT_THROW(kept("drums", "half time"), Error);
  EXPECT_THROW(kept("bass", "bass instead of guitar"), Error);
  EXPECT_NO_THROW(kept("melody", "a fill"));
  EXPECT_EQ(kept("melody", "different").keep, std::vector<int>{65});
}

TEST(EditAsk, IsReadInOtherLanguages) {
  const auto first = [](const char* words) { return asked({.words = words}).changes.front(); };
  EXPECT_EQ(first("mehr Schlagzeug"), (Change{.action = Action::kMore, .parts = {kDrumKit}}));
  EXPECT_EQ(first("ohne Gitarre"), (Change{.action = Action::kRemove, .parts = {25}}));
  EXPECT_EQ(first("plus de batterie"), (Change{.action = Action::kMore, .parts = {kDrumKit}}));
  EXPECT_EQ(first("sin guitarra"), (Change{.action = Action::kRemove, .parts = {25}}));
  EXPECT_EQ(asked({.parts = {"Schlagzeug"}}).changes.front().parts, std::vector<int>{kDrumKit});
}

// What is written into a recipe can be read again.
TEST(EditAsk, StaysWithinWhatRecipesHold) {
  EditAsk ask;
  for (int i = 0; i < 3; ++i) ask.add.push_back("flute" + std::string(400, ' '));
  EXPECT_THROW(asked(ask), Error);
  ask.add.assign(kMostChanges + 1, "flute");
  EXPECT_THROW(asked(ask), Error);
  ask.add = {"flute", "strings"};
  const Edit edit = asked(ask);
  EXPECT_EQ(edit_from_json(edit_to_json(edit), ""), edit);
}

}  // namespace
}  // namespace continuo
