// Edits of takes over HTTP.
#include <gtest/gtest.h>

#include "serve/api_fixture_test.h"

namespace continuo {
namespace {

TEST(ApiEdits, MakeANewTakeAndUndoIt) {
  ApiWorld world;
  Wish wish;
  wish.prompt = "jazz";
  wish.bars = 4;
  const std::string id = world.shelf
                             .save(world.maker.make(
                                 wish, {}, [](double) {}, [] { return false; }))
                             .id;
  const Response response = world.ask("POST", "/api/takes/" + id + "/edits",
                                      R"({"words":"louder","bars":"2-3","seed":1})");
  ASSERT_EQ(response.status, 201) << response.body;
  const Json take = Json::parse(response.body);
  EXPECT_EQ(take["kind"], "edit");
  EXPECT_EQ(header_of(response, "Location"), "/api/takes/" + take["id"].get<std::string>());
  EXPECT_EQ(world.shelf.list().size(), 2u);
  const std::string edits = "/api/takes/" + take["id"].get<std::string>() + "/edits";
  const Response undone = world.ask("POST", edits, R"({"undo":true})");
  ASSERT_EQ(undone.status, 201) << undone.body;
  const std::string back = Json::parse(undone.body)["id"];
  EXPECT_EQ(world.ask("GET", "/api/takes/" + back + "/midi").body,
            world.ask("GET", "/api/takes/" + id + "/midi").body);
  EXPECT_EQ(world.ask("GET", "/api/takes/" + back + "/recipe").body,
            world.ask("GET", "/api/takes/" + id + "/recipe").body);
}

TEST(ApiEdits, RefuseWhatCannotBe) {
  ApiWorld world;
  Wish wish;
  wish.prompt = "jazz";
  wish.bars = 2;
  const std::string id = world.shelf
                             .save(world.maker.make(
                                 wish, {}, [](double) {}, [] { return false; }))
                             .id;
  const std::string path = "/api/takes/" + id + "/edits";
  for (const char* body : {"",
                           "[]",
                           "{}",
                           R"({"words":7})",
                           R"({"words":"xyzzy"})",
                           R"({"bars":"0"})",
                           R"({"bars":"1-9"})",
                           R"({"bars":"2-1"})",
                           R"({"bars":"99999999999"})",
                           R"({"parts":["trombone"]})",
                           R"({"parts":"bass"})",
                           R"({"extend":0})",
                           R"({"extend":1000})",
                           R"({"extend":2,"place":"there"})",
                           R"({"place":"after"})",
                           R"({"undo":true})",
                           R"({"undo":1})",
                           R"({"undo":true,"words":"louder"})",
                           R"({"wrong":1})",
                           R"({"vary":true,"seed":-1})"}) {
    const Response response = world.ask("POST", path, body);
    EXPECT_EQ(response.status, 400) << body << response.body;
  }
  EXPECT_EQ(world.ask("POST", "/api/takes/20000101-000000-000-aaaa/edits", "{}").status, 404);
  EXPECT_EQ(world.shelf.list().size(), 1u);
}

}  // namespace
}  // namespace continuo
