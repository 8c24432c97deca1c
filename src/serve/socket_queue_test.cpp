#include "serve/socket_queue.h"

#include <gtest/gtest.h>

namespace continuo {

namespace {

struct Woken {
  int times = 0;
  SocketQueue queue;
  explicit Woken(size_t bytes) : queue(bytes, [this] { ++times; }) {}
};

TEST(SocketQueue, CountsWhatWaitsAndWhatIsUnderWay) {
  Woken woken(10);
  SocketQueue& queue = woken.queue;
  EXPECT_TRUE(queue.send_text("1234"));
  EXPECT_TRUE(queue.send_binary("567890"));
  EXPECT_EQ(woken.times, 1) << "once is enough until somebody looks";
  EXPECT_EQ(queue.queued_bytes(), 10u);
  const auto first = queue.next();
  EXPECT_EQ(first->bytes, "1234");
  EXPECT_FALSE(first->binary);
  EXPECT_EQ(queue.queued_bytes(), 10u);
  queue.written(*first);
  EXPECT_EQ(queue.queued_bytes(), 6u);
  EXPECT_TRUE(queue.next()->binary);
  EXPECT_FALSE(queue.next());
  EXPECT_FALSE(queue.ending());
}

TEST(SocketQueue, EndsWhereMoreWaitsThanMay) {
  Woken woken(10);
  SocketQueue& queue = woken.queue;
  EXPECT_TRUE(queue.send_text("12345"));
  const auto under_way = queue.next();
  EXPECT_TRUE(queue.send_text("123"));
  EXPECT_FALSE(queue.send_text("456"));
  EXPECT_TRUE(queue.overflowed());
  EXPECT_EQ(woken.times, 2);
  EXPECT_EQ(queue.queued_bytes(), 5u) << "what waits is given up at once";
  EXPECT_FALSE(queue.send_text("")) << "and nothing goes in any more";
  queue.written(*under_way);
  EXPECT_EQ(queue.queued_bytes(), 0u);
}

TEST(SocketQueue, DropsBinaryThatWaitsAndKeepsTheRest) {
  Woken woken(100);
  SocketQueue& queue = woken.queue;
  queue.send_binary("old");
  const auto under_way = queue.next();
  queue.send_text("a");
  queue.send_binary("dropped");
  queue.send_text("b");
  queue.drop_queued_binary();
  queue.send_binary("new");
  EXPECT_EQ(queue.queued_bytes(), 3u + 1 + 1 + 3);
  EXPECT_EQ(queue.next()->bytes, "a");
  EXPECT_EQ(queue.next()->bytes, "b");
  EXPECT_EQ(queue.next()->bytes, "new");
  queue.written(*under_way);
}

TEST(SocketQueue, SaysWhatWaitsBeforeItsFarewell) {
  Woken woken(100);
  SocketQueue& queue = woken.queue;
  queue.send_text("last words");
  queue.close(1013, "full");
  queue.close(1000, "too late");
  EXPECT_FALSE(queue.send_text("more"));
  EXPECT_TRUE(queue.closing());
  EXPECT_FALSE(queue.ending());
  EXPECT_EQ(queue.next()->bytes, "last words");
  ASSERT_TRUE(queue.ending());
  EXPECT_EQ(queue.ending()->code, 1013);
  EXPECT_EQ(queue.ending()->reason, "full");
}

TEST(SocketQueue, WakesNobodyOnceItIsShut) {
  Woken woken(100);
  SocketQueue& queue = woken.queue;
  queue.send_text("x");
  queue.shut();
  EXPECT_EQ(queue.queued_bytes(), 0u);
  EXPECT_FALSE(queue.send_text("y"));
  queue.close(1000, "");
  EXPECT_EQ(woken.times, 1);
}

TEST(Sendable, MakesWhatACloseFrameMayCarry) {
  for (const int code : {1000, 1001, 1003, 1007, 1008, 1009, 1011, 1013, 3000, 4999})
    EXPECT_EQ(sendable(code, "").code, code);
  for (const int code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, -1, 70000})
    EXPECT_EQ(sendable(code, "").code, 1011);
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "ü";
  EXPECT_LE(sendable(1000, umlauts).reason.size(), 123u);
  EXPECT_TRUE(sendable(1000, umlauts).reason.starts_with("üü"));
  EXPECT_LE(sendable(1000, std::string(500, 'x')).reason.size(), 123u);
  EXPECT_EQ(sendable(1000, "plain").reason, "plain");
}

}  // namespace

}  // namespace continuo
