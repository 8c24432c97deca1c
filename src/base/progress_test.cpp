#include "base/progress.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

TEST(Progress, SaysHowMuch) {
  EXPECT_EQ(bytes_text(0), "0 B");
  EXPECT_EQ(bytes_text(999), "999 B");
  EXPECT_EQ(bytes_text(1000), "1.0 kB");
  EXPECT_EQ(bytes_text(999'949), "999.9 kB");
  EXPECT_EQ(bytes_text(999'950), "1.0 MB");
  EXPECT_EQ(bytes_text(2'364'432'000), "2.4 GB");
  EXPECT_EQ(bytes_text(uint64_t{1} << 63), "9223372.0 TB");
}

TEST(Progress, SaysHowLong) {
  EXPECT_EQ(duration_text(0.84), "0.8 s");
  EXPECT_EQ(duration_text(125), "2 min 5 s");
}

}  // namespace
}  // namespace continuo
