#include "measure/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>
#include <vector>

namespace continuo {
namespace {

TEST(RunTasks, DoesEachOnceAndCountsThem) {
  for (const size_t workers : {1u, 3u, 40u}) {
    std::vector<int> times(17);
    std::vector<size_t> counts;
    run_tasks(
        times.size(), workers, [&](size_t, size_t task) { ++times[task]; },
        [&](size_t done) { counts.push_back(done); });
    for (const int n : times) EXPECT_EQ(n, 1);
    ASSERT_EQ(counts.size(), times.size());
    for (size_t i = 0; i < counts.size(); ++i) EXPECT_EQ(counts[i], i + 1);
  }
  run_tasks(0, 2, [](size_t, size_t) { FAIL(); });
}

TEST(RunTasks, AWorkerIsNeverTwoThreads) {
  std::vector<std::atomic<int>> busy(4);
  std::atomic<bool> doubled{false};
  run_tasks(400, busy.size(), [&](size_t worker, size_t) {
    if (++busy[worker] != 1) doubled = true;
    --busy[worker];
  });
  EXPECT_FALSE(doubled);
}

TEST(RunTasks, AnExceptionEndsTheRestAndPassesThrough) {
  std::atomic<int> ran{0};
  EXPECT_THROW(run_tasks(1'000'000, 2,
                         [&](size_t, size_t task) {
                           if (task == 10) throw std::runtime_error("stop");
                           ++ran;
                         }),
               std::runtime_error);
  EXPECT_LT(ran, 1'000'000);
}

}  // namespace
}  // namespace continuo
