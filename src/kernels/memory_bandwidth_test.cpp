#include "kernels/memory_bandwidth.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

TEST(BandwidthProbe, ReadsAtSomeSpeedOnAnyThreads) {
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    for (const size_t bytes : {size_t{0}, size_t{1} << 20}) {
      const BandwidthProbe probe(pool, bytes);
      EXPECT_GT(probe.read(), 0);
      EXPECT_LT(probe.read(), 1e14);
    }
  }
}

}  // namespace
}  // namespace continuo
