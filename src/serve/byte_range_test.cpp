#include "serve/byte_range.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace continuo {
namespace {

std::string range(std::string_view header, uint64_t bytes) {
  const auto parsed = parse_byte_range(header, bytes);
  if (!parsed) return "whole";
  return parsed->outside ? "outside" : fmt::format("{}-{}", parsed->first, parsed->last);
}

TEST(ByteRange, IsThePartThatIsAsked) {
  EXPECT_EQ(range("bytes=0-", 100), "0-99");
  EXPECT_EQ(range("bytes=0-0", 100), "0-0");
  EXPECT_EQ(range("bytes=40-59", 100), "40-59");
  EXPECT_EQ(range("bytes=99-99", 100), "99-99");
  EXPECT_EQ(range("bytes=99-200", 100), "99-99");
  EXPECT_EQ(range("bytes=-3", 100), "97-99");
  EXPECT_EQ(range("bytes=-1000", 100), "0-99");
  EXPECT_EQ(range("bytes=0-18446744073709551615", 100), "0-99");
  EXPECT_EQ(range("bytes=0-", uint64_t{1} << 40), fmt::format("0-{}", kRangeBytes - 1));
  EXPECT_EQ(range("bytes=7-", uint64_t{1} << 40), fmt::format("7-{}", kRangeBytes + 6));
}

TEST(ByteRange, MayLieOutside) {
  for (const char* outside :
       {"bytes=100-", "bytes=100-112", "bytes=-0", "bytes=999-9999", "bytes=18446744073709551615-"})
    EXPECT_EQ(range(outside, 100), "outside") << outside;
  EXPECT_EQ(range("bytes=0-", 0), "outside");
  EXPECT_EQ(range("bytes=-5", 0), "outside");
}

TEST(ByteRange, WhatIsNotUnderstoodIsTheWhole) {
  for (const char* odd : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4",
                          "bytes=1-2,5-6", "bytes=1", "bytes= 1-2", "bytes=1-2 ", "bytes=+1-2",
                          "bytes=--1", "bytes=99999999999999999999-", "items=1-2", "lines=1-2"})
    EXPECT_EQ(range(odd, 100), "whole") << odd;
}

}  // namespace
}  // namespace continuo
