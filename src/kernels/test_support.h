// What the kernel tests share: random numbers, an error measure, and a fixture that runs a test on each instruction set.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "base/rng.h"
#include "kernels/targets.h"
#include "kernels/thread_pool.h"
#include "tensor/arena.h"

namespace continuo {

inline void PrintTo(const KernelTarget& target, std::ostream* out) { *out << target.name; }
inline std::string target_name(const ::testing::TestParamInfo<KernelTarget>& test) {
  return test.param.name;
}

inline std::vector<float> random_values(int64_t count, uint64_t seed, double range = 1.0) {
  Rng rng(seed);
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) value = static_cast<float>(rng.uniform(-range, range));
  return values;
}

// Largest difference, relative to the largest expected magnitude.
inline double error_of(const std::vector<float>& found, const std::vector<float>& expected) {
  double worst = 0;
  double largest = 1e-30;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (!std::isfinite(found[i])) return std::numeric_limits<double>::infinity();
    worst = std::max(worst, std::abs(double{found[i]} - expected[i]));
    largest = std::max(largest, std::abs(double{expected[i]}));
  }
  return worst / largest;
}

class OnEachTarget : public ::testing::TestWithParam<KernelTarget> {
 protected:
  void SetUp() override { use_kernel_target(GetParam().id); }
  void TearDown() override { use_kernel_target(0); }
  ThreadPool pool_{2};
  Arena arena_{size_t{64} << 20};
};

}  // namespace continuo
