#include "live/session_orders.h"

#include <gtest/gtest.h>

#include <vector>

namespace continuo {
namespace {

using Clock = SessionOrders::Clock;
using namespace std::chrono_literals;

Controls at_bpm(int bpm) {
  Controls controls;
  controls.bpm = bpm;
  return controls;
}

TEST(SessionOrders, TheNewestControlsCountAtTheSoonestTimeThatWasAskedFor) {
  SessionOrders orders;
  const Clock::time_point begun{};
  orders.steer(at_bpm(100), When::kBeat, begun + 1ms);
  orders.steer(at_bpm(110), When::kNow, begun + 2ms);
  orders.steer(at_bpm(120), When::kBar, begun + 3ms);
  EXPECT_EQ(orders.count(), 1u);
  const auto steering = orders.take_steering();
  ASSERT_TRUE(steering);
  EXPECT_EQ(steering->controls.bpm, 120);
  EXPECT_EQ(steering->when, When::kNow);
  EXPECT_EQ(steering->asked_at, begun + 1ms) << "who asked first has waited longest";
  EXPECT_FALSE(orders.take_steering());
  orders.steer(at_bpm(90), When::kBar, begun + 4ms);
  EXPECT_EQ(orders.take_steering()->when, When::kBar) << "what was taken is forgotten";
}

TEST(SessionOrders, WorkIsDoneInOrder) {
  SessionOrders orders;
  std::vector<int> done;
  for (int i = 0; i < 5; ++i) orders.add([&done, i] { done.push_back(i); });
  while (auto work = orders.take_work()) (*work)();
  EXPECT_EQ(done, (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_FALSE(orders.has_work());
  EXPECT_FALSE(orders.steered());
}

TEST(SessionOrders, AFloodIsBoundedAndItsEndCounts) {
  SessionOrders orders;
  int last = -1;
  int answered = 0;
  orders.add_awaited([&answered] { ++answered; });
  for (int i = 0; i < 100'000; ++i) {
    orders.add([&last, i] { last = i; });
    if (i == 50'000) orders.add_awaited([&answered] { ++answered; });
  }
  EXPECT_LE(orders.count(), SessionOrders::kMostWaiting + 2);
  while (auto work = orders.take_work()) (*work)();
  EXPECT_EQ(last, 99'999);
  EXPECT_EQ(answered, 2) << "nobody waits for ever";
}

}  // namespace
}  // namespace continuo
