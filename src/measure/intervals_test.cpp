#include "measure/intervals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/error.h"

namespace continuo {
namespace {

TEST(Wilson, AgreesWithPublishedValues) {
  // Newcombe 1998, table I: 81 of 263 and 15 of 148; and both ends of 20 of 20.
  EXPECT_NEAR(wilson_interval(81, 263).low, 0.2553, 5e-5);
  EXPECT_NEAR(wilson_interval(81, 263).high, 0.3662, 5e-5);
  EXPECT_NEAR(wilson_interval(15, 148).low, 0.0624, 5e-5);
  EXPECT_NEAR(wilson_interval(15, 148).high, 0.1605, 5e-5);
  EXPECT_NEAR(wilson_interval(0, 20).low, 0, 1e-12);
  EXPECT_NEAR(wilson_interval(0, 20).high, 0.1611, 5e-5);
  EXPECT_NEAR(wilson_interval(20, 20).high, 1, 1e-12);
  EXPECT_EQ(wilson_interval(0, 0).high, 1);
}

TEST(Bootstrap, ComesNearTheNormalIntervalOfAMean) {
  std::vector<double> values(400);
  for (size_t i = 0; i < values.size(); ++i) values[i] = i % 2 == 0 ? 0 : 1;
  const Interval interval = bootstrap_mean_interval(values, 4000, 3);
  EXPECT_NEAR(interval.low, 0.5 - 1.96 * 0.025, 0.005);
  EXPECT_NEAR(interval.high, 0.5 + 1.96 * 0.025, 0.005);
  EXPECT_EQ(interval.low, bootstrap_mean_interval(values, 4000, 3).low);
}

TEST(Bootstrap, OfOneValueIsThatValue) {
  const std::vector<double> one{0.25};
  EXPECT_EQ(bootstrap_mean_interval(one, 100, 1).low, 0.25);
  EXPECT_EQ(bootstrap_mean_interval(one, 100, 1).high, 0.25);
}

TEST(Derangement, LeavesNothingInPlaceAndLosesNothing) {
  for (size_t size = 2; size < 40; ++size) {
    const auto order = derangement(size, size);
    for (size_t i = 0; i < size; ++i) EXPECT_NE(order[i], i);
    EXPECT_EQ(std::set<size_t>(order.begin(), order.end()).size(), size);
  }
  EXPECT_NE(derangement(30, 1), derangement(30, 2));
  EXPECT_THROW(derangement(1, 1), Error);
}

}  // namespace
}  // namespace continuo
