#include "serve/socket_calls.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace continuo {

namespace {

struct Heard {
  std::mutex mutex;
  std::vector<std::string> calls;
  std::atomic<int> inside{0};
  std::atomic<bool> overlapped{false};
  std::shared_future<void> gate;

  void add(std::string call) {
    if (++inside > 1) overlapped = true;
    {
      const std::lock_guard guard(mutex);
      calls.push_back(std::move(call));
    }
    --inside;
  }
};

class Listener final : public SocketHandler {
 public:
  explicit Listener(Heard& heard) : heard_(heard) {}
  ~Listener() override { heard_.add("gone"); }
  void on_message(std::string_view message, bool) override {
    if (heard_.gate.valid()) heard_.gate.wait();
    if (message == "throw") throw std::runtime_error("no");
    heard_.add(std::string(message));
  }
  void on_close() override { heard_.add("closed"); }

 private:
  Heard& heard_;
};

TEST(SocketCalls, CallsOneAfterTheOtherAndInOrder) {
  WorkerPool pool(4, 0);
  Heard heard;
  std::atomic<int> rooms{0};
  const auto calls = std::make_shared<SocketCalls>(pool, 1000, [](std::exception_ptr) {});
  calls->on_room([&] { ++rooms; });
  calls->open([&] { return std::make_unique<Listener>(heard); });
  for (int i = 0; i < 500; ++i) {
    const int before = rooms;
    if (!calls->message(std::to_string(i), false))
      while (rooms == before) std::this_thread::yield();
  }
  calls->closed();
  pool.finish();
  ASSERT_EQ(heard.calls.size(), 502u);
  for (int i = 0; i < 500; ++i) EXPECT_EQ(heard.calls[i], std::to_string(i));
  EXPECT_EQ(heard.calls[500], "closed");
  EXPECT_EQ(heard.calls[501], "gone");
  EXPECT_FALSE(heard.overlapped);
}

TEST(SocketCalls, AsksForAPauseBeforeAFloodIsKept) {
  for (const size_t size : {size_t{1}, size_t{400}}) {
    WorkerPool pool(1, 0);
    Heard heard;
    std::promise<void> go;
    heard.gate = go.get_future().share();
    std::atomic<int> rooms{0};
    const auto calls = std::make_shared<SocketCalls>(pool, 1000, [](std::exception_ptr) {});
    calls->on_room([&] { ++rooms; });
    calls->open([&] { return std::make_unique<Listener>(heard); });
    int taken = 1;
    while (calls->message(std::string(size, 'x'), false)) ASSERT_LE(++taken, 40);
    EXPECT_LE((taken - 1) * size, 1000 + size);  // one is being heard
    EXPECT_EQ(rooms, 0);
    go.set_value();
    while (rooms == 0) std::this_thread::yield();
    calls->closed();
    pool.finish();
    EXPECT_EQ(rooms, 1);
    EXPECT_EQ(heard.calls.size(), taken + 2u);
  }
}

TEST(SocketCalls, EndsAHandlerThatThrows) {
  WorkerPool pool(2, 0);
  Heard heard;
  std::atomic<int> failures{0};
  const auto calls =
      std::make_shared<SocketCalls>(pool, 1000, [&](std::exception_ptr) { ++failures; });
  calls->open([&] { return std::make_unique<Listener>(heard); });
  calls->message("one", false);
  calls->message("throw", false);
  calls->message("two", false);
  calls->closed();
  pool.finish();
  EXPECT_EQ(failures, 1);
  EXPECT_EQ(heard.calls, (std::vector<std::string>{"one", "closed", "gone"}));
}

TEST(SocketCalls, BearsAFactoryThatMakesNothing) {
  WorkerPool pool(1, 0);
  int failures = 0;
  const auto none =
      std::make_shared<SocketCalls>(pool, 10, [&](std::exception_ptr) { ++failures; });
  none->open([] { return nullptr; });
  none->message("x", false);
  none->closed();
  const auto thrown =
      std::make_shared<SocketCalls>(pool, 10, [&](std::exception_ptr) { ++failures; });
  thrown->open([]() -> std::unique_ptr<SocketHandler> { throw std::runtime_error("no"); });
  thrown->closed();
  pool.finish();
  EXPECT_EQ(failures, 1);
}

}  // namespace

}  // namespace continuo
