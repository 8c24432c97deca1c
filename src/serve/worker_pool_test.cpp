#include "serve/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace continuo {

namespace {

TEST(WorkerPool, RefusesWhatItCannotTakeAndRunsTheRest) {
  WorkerPool pool(2, 3);
  std::promise<void> go;
  const std::shared_future<void> gate = go.get_future().share();
  std::atomic<int> running{0}, done{0};
  const auto task = [&, gate] {
    ++running;
    gate.wait();
    ++done;
  };
  EXPECT_FALSE(pool.all_taken());
  EXPECT_TRUE(pool.submit(task));
  EXPECT_TRUE(pool.submit(task));
  while (running < 2) std::this_thread::yield();
  EXPECT_TRUE(pool.all_taken());
  // What always finds room takes none of it away.
  for (int i = 0; i < 5; ++i) pool.submit_always([] {});
  int taken = 0;
  while (pool.submit(task)) ++taken;
  EXPECT_EQ(taken, 3);
  pool.submit_always(task);
  go.set_value();
  pool.finish();
  EXPECT_EQ(done, 6);
  EXPECT_FALSE(pool.submit(task));
}

TEST(WorkerPool, RunsWhatItsLastTasksAskFor) {
  std::atomic<int> left{20};
  {
    WorkerPool pool(2, 0);
    std::function<void()> task = [&] {
      if (--left > 0) pool.submit_always(task);
    };
    pool.submit_always(task);
    pool.finish();
  }
  EXPECT_EQ(left, 0);
}

TEST(WorkerPool, KnowsItsThreads) {
  WorkerPool pool(1, 1);
  EXPECT_FALSE(pool.is_own_thread());
  bool own = false;
  pool.submit_always([&] { own = pool.is_own_thread(); });
  pool.finish();
  EXPECT_TRUE(own);
}

}  // namespace

}  // namespace continuo
