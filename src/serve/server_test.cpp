#include "serve/server.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/error.h"
#include "serve/raw_client_test.h"
#include "serve/socket_client_test.h"

namespace continuo {

namespace {

class Echo final : public SocketHandler {
 public:
  explicit Echo(std::shared_ptr<Socket> socket) : socket_(std::move(socket)) {}
  void on_message(std::string_view message, bool binary) override {
    if (binary)
      socket_->send_binary(std::string(message));
    else
      socket_->send_text(std::string(message));
  }

 private:
  std::shared_ptr<Socket> socket_;
};

Router echo_router() {
  Router router;
  router.on("GET", "/api/hello/{name}", [](const Request& request, const Gone&) {
    return json_response(200, "{\"name\":\"" + request.parameters.at("name") + "\"}");
  });
  router.on("POST", "/api/length", [](const Request& request, const Gone&) {
    return json_response(200, std::to_string(request.body.size()));
  });
  router.on_stream("GET", "/api/stream", [](const Request&, ResponseStream& stream) {
    for (int i = 0; i < 3; ++i)
      if (!stream.send("data: " + std::to_string(i) + "\n\n")) break;
    return std::optional<Response>();
  });
  router.on_socket("/ws/{name}", [](const Request&, std::shared_ptr<Socket> socket) {
    return std::make_unique<Echo>(std::move(socket));
  });
  return router;
}

TEST(Server, AnswersRequestsOneAfterTheOtherOnAConnection) {
  Server server({}, echo_router());
  RawClient client(server.port());
  for (const std::string name : {"one", "two", "three"}) {
    client.request("GET", "/api/hello/" + name);
    const RawAnswer answer = client.answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "{\"name\":\"" + name + "\"}");
    EXPECT_EQ(answer.header("connection"), "keep-alive");
  }
  EXPECT_EQ(server.counts().requests, 3);
  EXPECT_EQ(server.counts().connections, 1);
}

TEST(Server, StreamsInChunks) {
  Server server({}, echo_router());
  RawClient client(server.port());
  client.request("GET", "/api/stream");
  const RawAnswer answer = client.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
  EXPECT_EQ(answer.body, "data: 0\n\ndata: 1\n\ndata: 2\n\n");
  EXPECT_TRUE(answer.whole);
  client.request("POST", "/api/length", "", std::string(100000, 'x'));
  EXPECT_EQ(client.answer().body, "100000");
}

TEST(Server, SpeaksWithSockets) {
  Server server({}, echo_router());
  SocketClient client(server.port(), {.target = "//ws/google.ai?key=undefined"});
  client.send("hello");
  EXPECT_EQ(client.read().bytes, "hello");
  client.send(std::string(500000, 'x'), true);
  const SocketClient::Message big = client.read();
  EXPECT_EQ(big.bytes.size(), 500000u);
  EXPECT_TRUE(big.binary);
  client.close(1000);
}

TEST(Server, ClosesSocketsWith1001WhenItStops) {
  Server server({}, echo_router());
  SocketClient client(server.port(), {.target = "/ws/a"});
  client.send("x");
  EXPECT_EQ(client.read().bytes, "x");
  std::thread stop([&] { server.stop(); });
  EXPECT_TRUE(client.read().closed);
  EXPECT_EQ(client.close_code(), 1001);
  stop.join();
}

}  // namespace

}  // namespace continuo
