// Two hundred clients that do all that a client should not, and two that want to be served.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <list>
#include <mutex>

#include "base/rng.h"
#include "serve/raw_client_test.h"
#include "serve/server_fixture_test.h"
#include "serve/socket_client_test.h"

namespace continuo {

namespace {

constexpr int kAbusers = 200;
constexpr int kThreads = 8;
constexpr int kLives = 12;  // of an abuser: connections
constexpr size_t kQueue_bytes = 200000;

size_t count_of(const char* folder) {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}

const std::string kUpgrade =
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

std::string upgrade_to(const char* path) {
  return std::string("GET ") + path + " HTTP/1.1\r\nHost: localhost\r\n" + kUpgrade;
}

// A masked frame of up to 64 KiB.
std::string frame(std::string_view payload) {
  std::string bytes = "\x82";
  if (payload.size() < 126) {
    bytes += static_cast<char>(0x80 | payload.size());
  } else {
    bytes += static_cast<char>(0x80 | 126);
    bytes += static_cast<char>(payload.size() >> 8);
    bytes += static_cast<char>(payload.size());
  }
  return bytes + std::string(4, '\0') + std::string(payload);
}

// All sockets of the server that speak without being asked.
struct Speakers {
  std::mutex mutex;
  std::list<std::weak_ptr<Socket>> sockets;
  std::atomic<int> made{0}, gone{0};
  size_t most_queued = 0;
  size_t most_of_one = 0;

  void measure() {
    const std::lock_guard guard(mutex);
    size_t sum = 0;
    for (const auto& weak : sockets)
      if (const auto socket = weak.lock()) {
        const size_t bytes = socket->queued_bytes();
        sum += bytes;
        most_of_one = std::max(most_of_one, bytes);
      }
    std::erase_if(sockets, [](const auto& weak) { return weak.expired(); });
    most_queued = std::max(most_queued, sum);
  }
};

// Speaks faster than anybody listens, and thinks slowly.
class Speaker final : public SocketHandler {
 public:
  Speaker(Speakers& speakers, std::shared_ptr<Socket> socket)
      : speakers_(speakers), socket_(std::move(socket)) {
    ++speakers_.made;
    const std::lock_guard guard(speakers_.mutex);
    speakers_.sockets.push_back(socket_);
  }
  ~Speaker() override { ++speakers_.gone; }
  void on_message(std::string_view, bool) override {
    for (int i = 0; i < 200 && socket_->queued_bytes() < kQueue_bytes * 3 / 4; ++i)
      socket_->send_binary(std::string(20000, 'x'));
    socket_->send_binary(std::string(20000, 'x'));
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }

 private:
  Speakers& speakers_;
  std::shared_ptr<Socket> socket_;
};

// One connection after the other, each misused in the abuser's own way.
class Abuser {
 public:
  Abuser(uint16_t port, int kind) : port_(port), kind_(kind), rng_(static_cast<uint64_t>(kind)) {}

  void step() {
    if (!client_) {
      if (lives_++ >= kLives) return;
      try {
        client_.emplace(port_, 4096);
      } catch (const std::runtime_error&) {  // the server stops
        return;
      }
      begin();
    }
    go_on();
    if (client_->hung_up()) end();
  }
  void end() {
    if (!client_) return;
    if (kind_ % 2 == 0) client_->reset();
    client_.reset();
  }

 private:
  void begin() {
    switch (kind_ % 10) {
      case 0:
        break;  // says nothing at all
      case 1:
        client_->send_some("GET / HTTP/1.1\r\nHo");
        break;
      case 2:
        client_->send_some(std::string(3, static_cast<char>(rng_.next())));
        break;
      case 3:
        client_->send_some(
            "POST /api/length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");
        break;
      case 4:
        client_->send_some("GET /api/bytes/3000000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        break;
      case 5:  // of messages
      case 6:
        upgrade("/speak");
        break;
      case 7:
        upgrade("/ws/echo");
        break;
      case 8:
        client_->send_some("GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        break;
      case 9:
        upgrade("/nowhere");
        break;
    }
  }
  void go_on() {
    switch (kind_ % 10) {
      case 0:
        break;
      case 1:
        client_->send_some("x");
        break;  // a header without an end
      case 2:
        client_->send_some(garbage());
        break;
      case 3:
        client_->send_some(std::string(20000, 'x'));
        break;
      case 4:
        break;  // asked, and does not read
      case 5:   // never reads what it provokes
      case 6:
        client_->send_some(frame("more"));
        break;
      case 7:
        client_->send_some(frame(std::string(60000, 'x')));
        break;
      case 8:
        if (rng_.next() % 3 == 0) return end_now();
        client_->send_some("GET /api/hello/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
        break;
      case 9:
        client_->send_some(garbage());
        break;
    }
  }
  void upgrade(const char* path) {
    client_->send_some(upgrade_to(path));
    client_->answer(true);
  }
  void end_now() {
    client_->reset();
    client_.emplace(port_, 4096);
  }
  std::string garbage() {
    std::string bytes;
    for (int i = 0; i < 50; ++i) bytes += static_cast<char>(rng_.next());
    return bytes;
  }

  const uint16_t port_;
  const int kind_;
  Rng rng_;
  std::optional<RawClient> client_;
  int lives_ = 0;
};

void abuse(uint16_t port, int first, const std::atomic<bool>& over) {
  std::list<Abuser> abusers;
  for (int i = first; i < kAbusers; i += kThreads) abusers.emplace_back(port, i);
  while (!over) {
    for (Abuser& abuser : abusers) {
      try {
        abuser.step();
      } catch (const std::runtime_error&) {
        abuser.end();
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

TEST(ServerAbuse, HarmsNobodyWhoBehaves) {
  std::thread([] {}).join();  // a sanitiser's own thread comes with the first
  const size_t files_before = count_of("/proc/self/fd");
  const size_t threads_before = count_of("/proc/self/task");
  Speakers speakers;
  {
    Router router = test_router();
    router.on_socket("/speak", [&](const Request&, std::shared_ptr<Socket> socket) {
      return std::make_unique<Speaker>(speakers, std::move(socket));
    });
    ServerOptions options;
    options.header_timeout_s = 5;
    options.write_timeout_s = 5;
    options.socket_ping_s = 5;
    options.socket_queue_bytes = kQueue_bytes;
    options.waiting_requests = 256;
    Server server(options, std::move(router));
    const uint16_t port = server.port();

    std::atomic<bool> over{false};
    std::atomic<int> right{0}, wrong{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) threads.emplace_back([&, i] { abuse(port, i, over); });
    const auto served = [&](auto serve) {
      return std::thread([&right, &wrong, serve] {
        try {
          serve([&](bool is_right) { ++(is_right ? right : wrong); });
        } catch (const std::runtime_error& error) {
          ADD_FAILURE() << error.what();
        }
      });
    };
    std::thread socket_client = served([port](auto count) {
      SocketClient client(port, {.target = "/ws/good"});
      for (int i = 0; i < 300; ++i) {
        const std::string message = std::to_string(i) + std::string(i * 37 % 5000, 'y');
        client.send(message);
        count(client.read().bytes == message);
      }
    });
    std::thread http_client = served([port](auto count) {
      RawClient client(port);
      for (int i = 0; i < 300; ++i) {
        client.request("GET", "/api/hello/" + std::to_string(i));
        count(client.answer().body == "{\"name\":\"" + std::to_string(i) + "\"}");
      }
    });
    std::thread measuring([&] {
      while (!over) {
        speakers.measure();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    });
    socket_client.join();
    http_client.join();
    EXPECT_EQ(right, 600);
    EXPECT_EQ(wrong, 0);
    EXPECT_TRUE(eventually([&] { return server.counts().dropped_sockets > 0; }));
    EXPECT_GT(server.counts().refused, 0u);
    server.stop();
    EXPECT_EQ(server.counts().connections, 0u);
    EXPECT_EQ(server.counts().sockets, 0u);
    over = true;
    for (std::thread& thread : threads) thread.join();
    measuring.join();
  }
  EXPECT_GT(speakers.made, 20);
  EXPECT_EQ(speakers.made, speakers.gone);
  EXPECT_GT(speakers.most_queued, 0u);
  EXPECT_LE(speakers.most_of_one, kQueue_bytes);
  EXPECT_LE(speakers.most_queued, kQueue_bytes * kAbusers / 5);
  EXPECT_TRUE(eventually([&] { return count_of("/proc/self/fd") == files_before; }));
  EXPECT_TRUE(eventually([&] { return count_of("/proc/self/task") == threads_before; }));
}

}  // namespace

}  // namespace continuo
