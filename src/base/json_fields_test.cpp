#include "base/json_fields.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

std::string complaint(const std::string& text) {
  try {
    parse_json(text, "test");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

std::string nested(size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(JsonShape, IsThatOfTheText) {
  const auto is = [](std::string_view text, size_t depth, size_t fields) {
    const JsonShape shape = json_shape(text);
    EXPECT_EQ(shape.depth, depth) << text;
    EXPECT_EQ(shape.fields, fields) << text;
  };
  is("", 0, 0);
  is("7", 0, 0);
  is("[]", 1, 0);
  is(R"({"a":1,"b":{"c":[2]},"d":[[]]})", 3, 3);
  is(R"({"[[[[{{:::":"]]]\":[[[\\"})", 1, 1);
  is("]]]}}:", 0, 0);
  is("\"[[", 0, 0);
  is("\"\\", 0, 0);
}

TEST(ParseJson, NamesTheByteAndTheCause) {
  EXPECT_EQ(
      complaint("[1, 2"),
      "[test] not JSON at byte 6: syntax error while parsing array - unexpected end of input; "
      "expected ']'.");
  EXPECT_EQ(complaint(R"({"a":tru})").find("[test] not JSON at byte 9: syntax error"), 0u);
  EXPECT_NE(complaint("1e999").find("not JSON"), std::string::npos);
  const std::string long_text = complaint("[\"" + std::string(10'000, 'x') + "\n");
  EXPECT_LT(long_text.size(), 300u) << long_text;
}

TEST(ParseJson, DeepAndWideTextsAreRefusedAtOnce) {
  EXPECT_EQ(complaint(nested(kJsonDepthLimit)), "");
  EXPECT_NE(complaint(nested(kJsonDepthLimit + 1)).find("at most 64 levels"), std::string::npos);
  EXPECT_NE(complaint(nested(500'000)), "");
  EXPECT_NE(complaint(std::string(1'000'000, '[')), "");
  const auto wide = [](size_t fields) {
    std::string text = "{";
    for (size_t i = 0; i < fields; ++i) text += fmt::format("{}\"{}\":0", i == 0 ? "" : ",", i);
    return text + "}";
  };
  EXPECT_EQ(complaint(wide(kJsonFieldLimit)), "");
  EXPECT_NE(complaint(wide(kJsonFieldLimit + 1)).find("10000 fields"), std::string::npos);
}

TEST(JsonFields, ANumberIsOneWhateverItsBounds) {
  const Json json = Json::parse(R"({"a":"1","b":null,"c":true,"d":[1],"e":-1e300,"f":2.5})");
  const JsonFields fields(json, "test", "", {"a", "b", "c", "d", "e", "f"});
  for (const double low : {0.0, -9007199254740992.0, -1e17, -1e308}) {
    for (const char* name : {"a", "b", "c", "d"})
      EXPECT_THROW(fields.number(name, low, 1e308), Error) << name << " " << low;
    EXPECT_EQ(fields.number("f", low, 1e308), 2.5);
  }
  EXPECT_EQ(fields.number("e", -1e308, 0), -1e300);
  EXPECT_THROW(fields.number("e", -1e17, 0), Error);
}

}  // namespace
}  // namespace continuo
