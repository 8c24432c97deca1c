#include "base/base64.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

TEST(Base64, DecodesAndRefuses) {
  const auto decoded = [](std::string_view text) { return base64_decoded(text, "test", "x"); };
  EXPECT_EQ(decoded(""), "");
  EXPECT_EQ(decoded("Zg=="), "f");
  EXPECT_EQ(decoded("Zm8="), "fo");
  EXPECT_EQ(decoded("Zm9v"), "foo");
  EXPECT_EQ(decoded("+/8A"), std::string("\xfb\xff\x00", 3));
  for (const char* wrong : {"Z", "Zg", "Zg=", "Z===", "Zm9v\n", "Zm 9", "====", "Zm9\xff"})
    EXPECT_THROW(decoded(wrong), Error) << wrong;
}

TEST(Base64, EncodesAsTheStandardShows) {
  EXPECT_EQ(base64_encoded(""), "");
  EXPECT_EQ(base64_encoded("f"), "Zg==");
  EXPECT_EQ(base64_encoded("fo"), "Zm8=");
  EXPECT_EQ(base64_encoded("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64_encoded(std::string("\xfb\xff\x00", 3)), "+/8A");
}

TEST(Base64, GivesBackAllBytes) {
  Rng rng(5);
  for (size_t size = 0; size < 100; ++size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(rng.next());
    EXPECT_EQ(base64_decoded(base64_encoded(bytes), "test", "x"), bytes);
  }
}

}  // namespace
}  // namespace continuo
