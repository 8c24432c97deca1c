#include "serve/target.h"

#include <gtest/gtest.h>

namespace continuo {

namespace {

TEST(Target, TakesRunsOfSlashesForOne) {
  for (const char* text : {"/ws/google.ai", "//ws/google.ai", "///ws//google.ai"}) {
    const auto target = parse_target(text);
    ASSERT_TRUE(target) << text;
    EXPECT_EQ(target->path, "/ws/google.ai");
    EXPECT_EQ(target->segments, (std::vector<std::string>{"ws", "google.ai"}));
    EXPECT_EQ(target->authority, "");
  }
}

TEST(Target, LeavesTheQueryAsItIs) {
  const auto target = parse_target("//a?uri=https://x//y&empty&=nameless&a=1&a=2&s=b+c%2Bd#end");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->query.at("uri"), "https://x//y");
  EXPECT_EQ(target->query.at("empty"), "");
  EXPECT_EQ(target->query.at(""), "nameless");
  EXPECT_EQ(target->query.at("a"), "2");
  EXPECT_EQ(target->query.at("s"), "b c+d");
}

TEST(Target, DecodesSegmentsOneByOne) {
  const auto target = parse_target("/models/org%2Fname/x%20y+z/%C3%A9");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"models", "org/name", "x y+z", "é"}));
  EXPECT_EQ(target->path, "/models/org/name/x y+z/é");
}

TEST(Target, KnowsTheEdges) {
  EXPECT_EQ(parse_target("/")->path, "/");
  EXPECT_TRUE(parse_target("/")->segments.empty());
  EXPECT_EQ(parse_target("/a/")->path, "/a/");
  EXPECT_EQ(parse_target("/a/")->segments, std::vector<std::string>{"a"});
  EXPECT_EQ(parse_target("/a?")->query.size(), 0u);
  EXPECT_EQ(parse_target("/...")->path, "/...");
}

TEST(Target, TakesWholeAddresses) {
  const auto target = parse_target("HTTP://localhost:8080//v1beta/models?key=k");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->authority, "localhost:8080");
  EXPECT_EQ(target->path, "/v1beta/models");
  EXPECT_EQ(target->query.at("key"), "k");
  EXPECT_EQ(parse_target("http://localhost")->path, "/");
  EXPECT_FALSE(parse_target("http:///x"));
}

TEST(Target, RefusesWhatIsMalformed) {
  for (const char* text : {"",
                           "a",
                           "*",
                           "?a=b",
                           "/%",
                           "/%1",
                           "/%zz",
                           "/%00",
                           "/a%0Ab",
                           "/%7F",
                           "/\x01",
                           "/%C3",
                           "/%FF",
                           "/.",
                           "/..",
                           "/a/../b",
                           "/a/%2e%2e/b",
                           "/a/..%2f..%2fetc",
                           "/a/x%5c..%5cy",
                           "/%2E",
                           "/a?b=%",
                           "/a?b=%C3",
                           "/a?%0a=b",
                           "/a?b=%00",
                           "/a?b=%4"})
    EXPECT_FALSE(parse_target(text)) << text;
}

}  // namespace

}  // namespace continuo
