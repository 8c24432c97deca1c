#include "kernels/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <numeric>
#include <thread>
#include <vector>

#include "base/error.h"

namespace continuo {
namespace {

TEST(ThreadPool, EveryTaskRunsOnce) {
  for (const int threads : {1, 2, 4}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.size(), threads);
    for (const int tasks : {0, 1, 2, 3, 7, 100, 1000}) {
      std::vector<int> counts(static_cast<size_t>(tasks), 0);  // plain: each task owns its entry
      pool.run(tasks, [&](int task) { ++counts[static_cast<size_t>(task)]; });
      for (const int count : counts) ASSERT_EQ(count, 1);
    }
  }
}

TEST(ThreadPool, WhatTasksWroteIsSeenByTheNextJob) {
  ThreadPool pool(4);
  std::vector<int64_t> values(16, 1);
  for (int round = 0; round < 2000; ++round) {
    // Each task reads its neighbour's result of the round before.
    std::vector<int64_t> next(values.size());
    pool.run(static_cast<int>(values.size()), [&](int task) {
      const auto i = static_cast<size_t>(task);
      next[i] = (values[i] + values[(i + 1) % values.size()]) % 1000003;
    });
    values = next;
  }
  // Two equal neighbours double each round.
  int64_t expected = 1;
  for (int round = 0; round < 2000; ++round) expected = expected * 2 % 1000003;
  for (const int64_t value : values) EXPECT_EQ(value, expected);
}

TEST(ThreadPool, WhatComesNextIsOnlyAHint) {
  ThreadPool pool(3);
  const std::vector<uint8_t> memory(1 << 20);
  for (int round = 0; round < 200; ++round) {
    if (round % 4 == 0) pool.fetch_next(memory.data(), memory.size());
    if (round % 4 == 1) pool.fetch_next(memory.data(), 1);
    if (round % 4 == 2) pool.fetch_next(nullptr, size_t{1} << 40);  // no memory at all
    std::atomic<int> done{0};
    pool.run(50, [&](int) { ++done; });
    EXPECT_EQ(done, 50);
  }
}

TEST(ThreadPool, SleepersWake) {
  ThreadPool pool(3);
  std::atomic<int> sum{0};
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // longer than a worker spins
    pool.run(30, [&](int task) { sum += task; });
  }
  EXPECT_EQ(sum, 5 * 435);
}

TEST(ThreadPool, OthersTakeOverASlowThreadsShare) {
  ThreadPool pool(2);
  std::atomic<int> others{0};
  // Task 0 waits until all others ran, those that stand behind it in the same thread's share
  // included.
  pool.run(64, [&](int task) {
    if (task == 0) {
      while (others.load() < 63) std::this_thread::yield();
    } else {
      ++others;
    }
  });
  EXPECT_EQ(others, 63);
}

TEST(ThreadPool, TwoCallersAndNestedCallsFinish) {
  ThreadPool pool(2);
  std::atomic<int> sum{0};
  auto caller = [&] {
    for (int round = 0; round < 500; ++round) {
      pool.run(4, [&](int) { pool.run(3, [&](int task) { sum += task; }); });
    }
  };
  std::thread other(caller);
  caller();
  other.join();
  EXPECT_EQ(sum, 2 * 500 * 4 * 3);
}

TEST(ThreadPool, MoreThreadsThanCoresMakeProgress) {
  ThreadPool pool(16);
  std::atomic<int> sum{0};
  for (int round = 0; round < 50; ++round) pool.run(16, [&](int) { ++sum; });
  EXPECT_EQ(sum, 800);
}

TEST(ThreadPool, RefusesSillySizes) {
  EXPECT_THROW(ThreadPool(0), Error);
  EXPECT_THROW(ThreadPool(1000), Error);
  EXPECT_GE(ThreadPool::default_threads(), 1);
  ThreadPool pool(2);
  EXPECT_THROW(pool.run(70000, [](int) {}), Error);
}

}  // namespace
}  // namespace continuo
