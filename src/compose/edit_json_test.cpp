// Edits in recipes.
#include <gtest/gtest.h>

#include "base/error.h"
#include "compose/edit_fixture_test.h"

namespace continuo {
namespace {

TEST(EditJson, RoundTripIsExact) {
  for (const Change& change : all_changes()) {
    Edit edit = edit_of(change, 3, 9, 18446744073709551615ull);
    edit.words = "more \"drums\" ü";
    edit.keep = {65, 128};
    const Edit again = edit_from_json(edit_to_json(edit), "");
    EXPECT_EQ(again, edit) << edit_to_json(edit);
  }
}

TEST(EditJson, HostileTextIsRefused) {
  const std::string good =
      edit_to_json(edit_of({.action = Action::kAdd, .parts = {}, .program = 73}, 3, 9));
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_THROW(edit_from_json(good.substr(0, size), ""), Error);
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string bad = good;
    ASSERT_NE(bad.find(from), std::string::npos) << from;
    bad.replace(bad.find(from), from.size(), to);
    EXPECT_THROW(edit_from_json(bad, ""), Error) << bad;
  };
  refused("\"add\"", "\"ad\"");
  refused("73", "129");
  refused("73", "-1");
  refused("\"first_bar\":4", "\"first_bar\":0");
  refused("\"last_bar\":10", "\"last_bar\":3");
  refused("\"seed\":1", "\"seed\":-1");
  refused("\"words\"", "\"word\"");
}

}  // namespace
}  // namespace continuo
