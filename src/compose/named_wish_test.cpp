#include "compose/named_wish.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

TEST(NamedWish, LengthsAreGivenUnlessTheUserGaveOne) {
  Wish wish;
  wish.prompt = "16 Takte Jazz mit Klavier";
  EXPECT_EQ(with_named(wish).bars, 16);
  wish.seconds = 20;
  EXPECT_FALSE(with_named(wish).bars);
  EXPECT_FALSE(with_named(wish).given.genre);
  wish.prompt = "a tango";
  EXPECT_FALSE(with_named(wish).given.genre);  // the model writes it, within its bounds
}

}  // namespace
}  // namespace continuo
