// How far what a model computes lies from its reference: shared by the parity tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace continuo {

// The largest difference, as a share of the largest golden magnitude; infinite for what is no
// number.
inline double error_of(std::span<const float> found, std::span<const float> golden) {
  EXPECT_EQ(found.size(), golden.size());
  double worst = 0, largest = 1e-30;
  for (size_t i = 0; i < std::min(found.size(), golden.size()); ++i) {
    const double difference = std::abs(static_cast<double>(found[i]) - golden[i]);
    worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    largest = std::max(largest, std::abs(static_cast<double>(golden[i])));
  }
  return worst / largest;
}

}  // namespace continuo
