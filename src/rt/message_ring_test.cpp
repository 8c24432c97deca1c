#include "rt/message_ring.h"

#include <gtest/gtest.h>

#include <thread>

namespace continuo {
namespace {

TEST(MessageRing, KeepsTheOrderAndRefusesWhatDoesNotFit) {
  MessageRing<int, 4> ring;
  int message = 0;
  EXPECT_FALSE(ring.pop(message));
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(ring.push(10 * round + i));
    EXPECT_FALSE(ring.push(99));
    for (int i = 0; i < 4; ++i) {
      ASSERT_TRUE(ring.pop(message));
      EXPECT_EQ(message, 10 * round + i);
    }
    EXPECT_FALSE(ring.pop(message));
  }
}

TEST(MessageRing, TwoThreadsSeeWholeMessagesInOrder) {
  struct Pair {
    uint64_t number = 0;
    uint64_t complement = 0;
  };
  constexpr uint64_t kMessages = 200000;
  MessageRing<Pair, 64> ring;
  std::thread writer([&ring] {
    for (uint64_t i = 0; i < kMessages;) {
      if (ring.push({i, ~i}))
        ++i;
      else
        std::this_thread::yield();
    }
  });
  uint64_t wrong = 0;
  for (uint64_t expected = 0; expected < kMessages;) {
    Pair pair;
    if (!ring.pop(pair)) {
      std::this_thread::yield();
      continue;
    }
    if (pair.number != expected || pair.complement != ~expected) ++wrong;
    ++expected;
  }
  writer.join();
  EXPECT_EQ(wrong, 0u);
}

}  // namespace
}  // namespace continuo
