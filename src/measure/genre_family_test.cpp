#include "measure/genre_family.h"

#include <gtest/gtest.h>

#include "score/plan.h"

namespace continuo {
namespace {

TEST(GenreFamily, KnowsWhatPlansKnowAndWhatPeopleAskFor) {
  for (size_t i = 1; i < genre_names().size(); ++i) EXPECT_TRUE(is_genre(genre_names()[i]));
  EXPECT_TRUE(is_genre("tango"));
  EXPECT_FALSE(is_genre("none"));
  EXPECT_FALSE(is_genre("polka punk"));
  EXPECT_FALSE(is_genre(""));
}

TEST(GenreFamily, AGenreMeetsItselfAndItsFamily) {
  for (const std::string_view name : genre_names()) {
    EXPECT_TRUE(genre_meets(name, name));
    EXPECT_TRUE(genre_meets(genre_family_of(name), name));
    // Families are not nested.
    EXPECT_EQ(genre_family_of(genre_family_of(name)), genre_family_of(name));
  }
  EXPECT_FALSE(genre_meets("metal", "waltz"));
}

}  // namespace
}  // namespace continuo
