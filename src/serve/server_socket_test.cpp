#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

#include "serve/raw_client_test.h"
#include "serve/server_fixture_test.h"
#include "serve/socket_client_test.h"

namespace continuo {

namespace {

const std::string kUpgrade =
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

// A frame of a client, masked with zeros; the length is what it says, whatever follows.
std::string frame(int opcode, std::string_view payload, bool last = true,
                  std::optional<uint64_t> length = {}) {
  const uint64_t size = length.value_or(payload.size());
  std::string bytes(1, static_cast<char>((last ? 0x80 : 0) | opcode));
  if (size < 126) {
    bytes += static_cast<char>(0x80 | size);
  } else {
    bytes += static_cast<char>(0x80 | 127);
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift);
  }
  return bytes + std::string(4, '\0') + std::string(payload);
}

// The close code in what a server sent, which ends with a close frame; 0 where there is none.
int close_code_in(const std::string& bytes) {
  for (size_t at = 0; at + 2 <= bytes.size();) {
    const int opcode = bytes[at] & 0x0F;
    uint64_t size = static_cast<unsigned char>(bytes[at + 1]);
    size_t begin = at + 2;
    const int extra = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (extra > 0) size = 0;
    for (int i = 0; i < extra; ++i) size = size << 8 | static_cast<unsigned char>(bytes[begin++]);
    if (opcode == 8 && begin + 2 <= bytes.size())
      return static_cast<unsigned char>(bytes[begin]) << 8 |
             static_cast<unsigned char>(bytes[begin + 1]);
    at = begin + size;
  }
  return 0;
}

RawClient upgraded(uint16_t port, int window = 0) {
  RawClient client(port, window);
  client.request("GET", "/ws/a", kUpgrade);
  EXPECT_EQ(client.answer(true).status, 101);
  return client;
}

TEST(ServerSocket, CarriesTextAndBinaryOfAnySize) {
  Server server({}, test_router());
  SocketClient client(server.port(), {.target = "//ws/google.ai?key=undefined"});
  for (const size_t size : {0u, 1u, 125u, 126u, 65535u, 65536u, 1000000u})
    for (const bool binary : {false, true}) {
      client.send(std::string(size, 'x'), binary);
      const SocketClient::Message back = client.read();
      EXPECT_EQ(back.bytes.size(), size);
      EXPECT_EQ(back.binary, binary);
    }
  EXPECT_EQ(server.counts().sockets, 1u);
  client.close(1000);
  EXPECT_TRUE(eventually([&] { return server.counts().sockets == 0; }));
  EXPECT_EQ(server.counts().dropped_sockets, 0u);
}

TEST(ServerSocket, DeclinesCompression) {
  Server server({}, test_router());
  SocketClient client(server.port(), {.target = "/ws/a", .offer_deflate = true});
  EXPECT_EQ(client.extensions(), "");
  client.send("hello");
  EXPECT_EQ(client.read().bytes, "hello");
}

TEST(ServerSocket, AnswersPings) {
  Server server({}, test_router());
  SocketClient client(server.port(), {.target = "/ws/a"});
  client.ping("are you there");
  client.send("x");
  EXPECT_EQ(client.read().bytes, "x");
  EXPECT_EQ(client.pong(), "are you there");
}

TEST(ServerSocket, ClosesWithTheHandlersWords) {
  Server server({}, test_router());
  SocketClient client(server.port(), {.target = "/ws/a"});
  client.send("before");
  client.send("close");
  EXPECT_EQ(client.read().bytes, "before");
  EXPECT_TRUE(client.read().closed);
  EXPECT_EQ(client.close_code(), 4001);
  EXPECT_EQ(client.close_reason(), "as you wish");
}

TEST(ServerSocket, ClosesWhereAHandlerThrows) {
  Server server({}, test_router());
  const auto closed_after = [&](const char* message) {
    SocketClient client(server.port(), {.target = "/ws/a"});
    client.send(message);
    EXPECT_TRUE(client.read().closed);
    return std::to_string(client.close_code()) + " " + client.close_reason();
  };
  EXPECT_EQ(closed_after("throw"), "1007 no such thing");
  EXPECT_EQ(closed_after("break"), "1011 The server failed here; its log says why.");
  EXPECT_EQ(server.counts().failed, 1u);
}

TEST(ServerSocket, RefusesMessagesThatAreTooLong) {
  ServerOptions options;
  options.message_bytes = 1000;
  Server server(options, test_router());
  {
    SocketClient client(server.port(), {.target = "/ws/a"});
    client.send(std::string(1000, 'x'));
    EXPECT_EQ(client.read().bytes.size(), 1000u);
    client.send(std::string(1001, 'x'));
    EXPECT_TRUE(client.read().closed);
    EXPECT_EQ(client.close_code(), 1009);
  }
  // By many fragments, or by announcing it: what was sent behind does not hide the reason.
  for (const bool announced : {false, true}) {
    RawClient client = upgraded(server.port());
    if (announced) client.send(frame(2, "", true, uint64_t{1} << 62));
    for (int i = 0; i < 20; ++i)
      client.send(announced ? std::string(60000, 'x')
                            : frame(i == 0 ? 2 : 0, std::string(100, 'x'), false));
    EXPECT_EQ(close_code_in(client.read_to_end()), 1009) << announced;
  }
}

TEST(ServerSocket, RefusesFramesThatAreNone) {
  Server server({}, test_router());
  const std::pair<std::string, int> cases[] = {
      {frame(3, "x"), 1002},                                  // an opcode that there is not
      {frame(0, "x"), 1002},                                  // goes on with nothing
      {frame(9, "x", false), 1002},                           // half a ping
      {frame(9, std::string(126, 'x')), 1002},                // a long ping
      {std::string("\xC1\x81") + std::string(5, 'x'), 1002},  // compressed
      {std::string("\x81\x01x", 3), 1002},                    // not masked
      {frame(1, "\xFF\xFE"), 1007},                           // no UTF-8
      {frame(8, "x"), 1002},                                  // half a code
  };
  for (const auto& [bytes, code] : cases) {
    RawClient client = upgraded(server.port());
    client.send(bytes);
    EXPECT_EQ(close_code_in(client.read_to_end()), code);
  }
  EXPECT_TRUE(eventually([&] { return server.counts().sockets == 0; }));
}

TEST(ServerSocket, NeedsAProperUpgrade) {
  Server server({}, test_router());
  EXPECT_EQ(
      ask(server.port(), "GET", "/ws/a", "Connection: Upgrade\r\nUpgrade: websocket\r\n").status,
      400);
  RawClient early(server.port());
  early.send("GET /ws/a HTTP/1.1\r\nHost: localhost\r\n" + kUpgrade + "\r\n" + frame(1, "x"));
  EXPECT_EQ(early.answer().status, 400);
}

TEST(ServerSocket, UpgradesAConnectionThatWasUsedBefore) {
  Server server({}, test_router());
  RawClient client(server.port());
  client.request("GET", "/api/hello/x");
  EXPECT_EQ(client.answer().status, 200);
  client.request("GET", "/ws/a", kUpgrade);
  EXPECT_EQ(client.answer(true).status, 101);
  client.send(frame(1, "hello"));
  EXPECT_EQ(client.read_some(), "\x81\x05hello");
}

class Collector final : public SocketHandler {
 public:
  struct Shared {
    std::atomic<bool> hold{false};
    std::atomic<int> heard{0}, closed{0}, gone{0};
    std::mutex mutex;
    std::shared_ptr<Socket> socket;
  };
  Collector(Shared& shared, std::shared_ptr<Socket> socket) : shared_(shared) {
    const std::lock_guard guard(shared_.mutex);
    shared_.socket = std::move(socket);
  }
  ~Collector() override { ++shared_.gone; }
  void on_message(std::string_view, bool) override {
    eventually([&] { return !shared_.hold; });
    ++shared_.heard;
  }
  void on_close() override { ++shared_.closed; }

 private:
  Shared& shared_;
};

Router collecting(Collector::Shared& shared) {
  Router router;
  router.on_socket("/ws/{name}", [&](const Request&, std::shared_ptr<Socket> socket) {
    return std::make_unique<Collector>(shared, std::move(socket));
  });
  return router;
}

std::shared_ptr<Socket> socket_of(Collector::Shared& shared) {
  EXPECT_TRUE(eventually([&] {
    const std::lock_guard guard(shared.mutex);
    return shared.socket != nullptr;
  }));
  const std::lock_guard guard(shared.mutex);
  return shared.socket;
}

TEST(ServerSocket, LeavesAFloodOnTheNetworkUntilItIsHeard) {
  Collector::Shared shared;
  shared.hold = true;
  Server server({}, collecting(shared));
  RawClient client = upgraded(server.port());
  // More than the kernel keeps: at some point nothing more goes in.
  const std::string message = frame(2, std::string(100000, 'x'));
  size_t sent = 0;
  size_t stuck = 0;
  std::string rest;
  while (stuck < 200 && sent < (size_t{64} << 20)) {
    if (rest.empty()) rest = message;
    const size_t count = client.send_some(rest);
    rest.erase(0, count);
    sent += count;
    stuck = count == 0 ? stuck + 1 : 0;
    if (count == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_GE(stuck, 200u) << "the server took " << sent << " bytes";
  EXPECT_EQ(shared.heard, 0);
  shared.hold = false;
  client.send(rest);
  const int whole = static_cast<int>((sent + rest.size()) / message.size());
  EXPECT_TRUE(eventually([&] { return shared.heard == whole; })) << shared.heard << " of " << whole;
}

TEST(ServerSocket, DropsReadersThatAreTooSlow) {
  Collector::Shared shared;
  ServerOptions options;
  options.socket_queue_bytes = 300000;
  Server server(options, collecting(shared));
  RawClient client = upgraded(server.port(), 8192);
  const auto socket = socket_of(shared);
  size_t most = 0;
  int sent = 0;
  while (sent < 1000 && socket->send_binary(std::string(50000, 'x'))) {
    ++sent;
    most = std::max(most, socket->queued_bytes());
  }
  EXPECT_LT(sent, 1000);
  EXPECT_LE(most, options.socket_queue_bytes);
  EXPECT_TRUE(eventually([&] { return shared.closed == 1 && shared.gone == 1; }));
  EXPECT_EQ(server.counts().dropped_sockets, 1u);
  EXPECT_FALSE(socket->send_text("anybody?"));
  EXPECT_EQ(socket->queued_bytes(), 0u);
}

TEST(ServerSocket, DropsReadersThatTakeForeverOverOneMessage) {
  Collector::Shared shared;
  ServerOptions options;
  options.socket_queue_bytes = size_t{64} << 20;
  options.socket_ping_s = 0.05;
  options.write_timeout_s = 0.2;
  Server server(options, collecting(shared));
  RawClient client = upgraded(server.port(), 8192);
  socket_of(shared)->send_binary(std::string(32 << 20, 'x'));
  EXPECT_TRUE(eventually([&] { return shared.gone == 1; }));
  EXPECT_EQ(server.counts().dropped_sockets, 1u);
}

TEST(ServerSocket, DropsClientsThatAnswerNoPings) {
  Collector::Shared shared;
  ServerOptions options;
  options.socket_ping_s = 1;
  Server server(options, collecting(shared));
  SocketClient lively(server.port(), {.target = "/ws/a"});
  RawClient silent = upgraded(server.port());
  std::atomic<bool> over{false};
  std::thread listening([&] {
    while (!over && !lively.read().closed) {  // its reading answers pings
    }
  });
  EXPECT_TRUE(eventually([&] { return server.counts().dropped_sockets == 1; }));
  const std::string pings = silent.read_to_end();
  EXPECT_EQ(pings.substr(0, 2), std::string("\x89\0", 2));
  EXPECT_EQ(pings.size(), 4u) << "two pings";
  EXPECT_TRUE(eventually([&] { return server.counts().sockets == 1; })) << "who answers, stays";
  over = true;
  server.stop();
  listening.join();
}

TEST(ServerSocket, MayBeUsedWhenTheServerIsGone) {
  Collector::Shared shared;
  std::shared_ptr<Socket> socket;
  {
    Server server({}, collecting(shared));
    RawClient client = upgraded(server.port());
    socket = socket_of(shared);
    EXPECT_TRUE(socket->send_text("x"));
  }
  EXPECT_EQ(shared.closed, 1);
  EXPECT_EQ(shared.gone, 1);
  EXPECT_FALSE(socket->send_text("x"));
  socket->close(1000, "");
  socket->drop_queued_binary();
  EXPECT_EQ(socket->queued_bytes(), 0u);
}

TEST(ServerSocket, ClosesWith1001WhenTheServerStops) {
  Server server({}, test_router());
  SocketClient client(server.port(), {.target = "/ws/a"});
  client.send("x");
  EXPECT_EQ(client.read().bytes, "x");
  std::thread stop([&] { server.stop(); });
  EXPECT_TRUE(client.read().closed);
  EXPECT_EQ(client.close_code(), 1001);
  stop.join();
}

TEST(ServerSocket, AFactoryMayRefuse) {
  std::atomic<bool> farewell{true};
  Router router;
  router.on_socket("/ws", [&](const Request&, std::shared_ptr<Socket> socket) {
    if (farewell) socket->close(1013, "eight play already");
    return std::unique_ptr<SocketHandler>();
  });
  Server server({}, std::move(router));
  SocketClient client(server.port(), {.target = "/ws"});
  EXPECT_TRUE(client.read().closed);
  EXPECT_EQ(client.close_code(), 1013);
  EXPECT_EQ(client.close_reason(), "eight play already");
  farewell = false;
  SocketClient broken(server.port(), {.target = "/ws"});
  EXPECT_TRUE(broken.read().closed);
  EXPECT_EQ(broken.close_code(), 1011);
}

}  // namespace

}  // namespace continuo
