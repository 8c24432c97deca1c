#include "compose/named_wish.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "score/instrument.h"

namespace continuo {
namespace {

TEST(NamedWish, LengthsAreGivenUnlessTheUserGaveOne) {
  Wish wish;
  wish.prompt = "16 Takte Jazz mit Klavier";
  EXPECT_EQ(with_named(wish).bars, 16);
  wish.seconds = 20;
  EXPECT_FALSE(with_named(wish).bars);
  EXPECT_FALSE(with_named(wish).given.genre);  // the model writes it, within its bounds
}

TEST(NamedWish, AGenresRowFillsWhatIsNotNamed) {
  Genre genre;
  genre.slowest = 130;
  genre.fastest = 150;
  genre.metres = {{{2, 4}, 1}};
  genre.modes = {0, 1, 0, 1, 0, 0, 0, 0};
  genre.chairs = {{Role::kLead, 1.0, {40, 110}}, {Role::kPad, 0.3, {89}}, {Role::kBass, 0.9, {32}}};
  genre.drums_chance = 1;

  Named open;
  bound_by_genre(open, genre);
  ASSERT_TRUE(open.bpm_band);
  EXPECT_EQ(open.bpm_band->low, 130);
  EXPECT_EQ(open.metres, (std::vector<Metre>{{2, 4}}));
  EXPECT_EQ(open.modes, (std::vector<Mode>{Mode::kMinor, Mode::kPhrygian}));
  EXPECT_EQ(open.parts.size(), 3u);

  Named said = read_named("slow, in C major, 3/4, violin, no drums");
  bound_by_genre(said, genre);
  EXPECT_EQ(said.bpm_band->high, 82);  // the words go before the row
  EXPECT_EQ(said.metres, (std::vector<Metre>{{3, 4}}));
  EXPECT_EQ(said.key(), (Key{0, Mode::kMajor}));
  EXPECT_EQ(said.parts.size(), 2u);  // the violin has the lead's chair already
  EXPECT_EQ(said.drums(), false);

  Named alone = read_named("only piano");
  bound_by_genre(alone, genre);
  EXPECT_EQ(alone.parts.size(), 1u);
}

}  // namespace
}  // namespace continuo
