#include "checkpoint/hf_config.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace continuo {
namespace {

constexpr const char* kText =
    R"({"decoder":{"hidden_size":320,"scale":false,"eps":1e-6,"name":"gelu","none":null,"huge":18446744073709551615}})";

std::string error_of(const auto& read) {
  try {
    read(HfConfig::parse(kText, "config.json").object("decoder"));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

TEST(HfConfig, ReadsFields) {
  const HfConfig decoder = HfConfig::parse(kText, "config.json").object("decoder");
  EXPECT_EQ(decoder.integer("hidden_size", 1, 65536), 320);
  EXPECT_FALSE(decoder.boolean("scale"));
  EXPECT_DOUBLE_EQ(decoder.number("eps", 0, 1), 1e-6);
  EXPECT_DOUBLE_EQ(decoder.number("hidden_size", 0, 1000), 320);
  EXPECT_EQ(decoder.text("name"), "gelu");
  EXPECT_TRUE(decoder.has("eps"));
  EXPECT_FALSE(decoder.has("none"));
  EXPECT_FALSE(decoder.has("absent"));
}

TEST(HfConfig, SaysWhatIsWrongWhere) {
  using C = HfConfig;
  EXPECT_EQ(error_of([](const C& c) { c.integer("ffn_dim", 1, 9); }),
            "[config] config.json: decoder.ffn_dim: expected an integer from 1 to 9, but it is not "
            "there.");
  EXPECT_EQ(
      error_of([](const C& c) { c.integer("hidden_size", 1, 9); }),
      "[config] config.json: decoder.hidden_size: expected an integer from 1 to 9, found 320.");
  EXPECT_NE(error_of([](const C& c) { c.integer("eps", 0, 9); }), "");
  EXPECT_NE(error_of([](const C& c) { c.integer("name", 0, 9); }), "");
  EXPECT_NE(error_of([](const C& c) { c.integer("none", 0, 9); }), "");
  EXPECT_NE(error_of([](const C& c) { c.integer("huge", 0, INT64_MAX); }), "");
  EXPECT_NE(error_of([](const C& c) { c.integer("huge", -2, INT64_MAX); }), "");
  EXPECT_NE(error_of([](const C& c) { c.number("name", 0, 9); }), "");
  EXPECT_NE(error_of([](const C& c) { c.number("hidden_size", 0, 9); }), "");
  EXPECT_NE(error_of([](const C& c) { c.boolean("hidden_size"); }), "");
  EXPECT_NE(error_of([](const C& c) { c.text("scale"); }), "");
  EXPECT_NE(error_of([](const C& c) { c.object("name"); }), "");
}

TEST(HfConfig, ReadsLists) {
  const HfConfig config = HfConfig::parse(R"({"a":[8,5],"b":[2.2],"c":[],"d":[1,"x"]})", "c.json");
  EXPECT_EQ(config.integers("a", 1, 8, 2), (std::vector<int64_t>{8, 5}));
  EXPECT_EQ(config.numbers("a", 1, 8, 2), (std::vector<double>{8, 5}));
  EXPECT_EQ(config.numbers("b", 0, 3, 1), std::vector<double>{2.2});
  EXPECT_THROW(config.integers("a", 1, 8, 1), Error);
  EXPECT_THROW(config.integers("a", 1, 7, 2), Error);
  EXPECT_THROW(config.integers("b", 1, 7, 2), Error);
  EXPECT_THROW(config.integers("c", 1, 7, 2), Error);
  EXPECT_THROW(config.numbers("none", 1, 7, 2), Error);
  try {
    config.numbers("d", 0, 9, 2);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "[config] c.json: d.1: expected a number from 0 to 9, found \"x\".");
  }
}

TEST(HfConfig, HostileTextIsAnError) {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{\"a\":"), std::string("{\"a\":1}x"),
        std::string("{\"a\":1e999}"), std::string("{\"a\":-1e999}"), std::string("{\"\xff\":1}"),
        "{\"a\":" + std::string(100'000, '['),
        "{\"a\":" + std::string(65, '[') + std::string(65, ']') + "}"}) {
    EXPECT_THROW(HfConfig::parse(text, "c"), Error) << text.substr(0, 20);
  }
  EXPECT_THROW(HfConfig::open("/no/such/folder/config.json"), Error);
}

}  // namespace
}  // namespace continuo
