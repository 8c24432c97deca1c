#include <gtest/gtest.h>

#include <atomic>

#include "serve/limits.h"
#include "serve/raw_client_test.h"
#include "serve/server_fixture_test.h"
#include "serve/socket_client_test.h"

namespace continuo {

namespace {

TEST(ServerLimits, RefusesLongBodiesEvenOfClientsThatGoOnSending) {
  ServerOptions options;
  options.body_bytes = 100000;
  Server server(options, test_router());
  EXPECT_EQ(ask(server.port(), "POST", "/api/length", "", std::string(100000, 'x')).body, "100000");
  const RawAnswer announced =
      ask(server.port(), "POST", "/api/length", "", std::string(5000000, 'x'));
  EXPECT_EQ(announced.status, 413);
  EXPECT_EQ(announced.header("connection"), "close");
  RawClient client(server.port());
  client.request("POST", "/api/length", "Transfer-Encoding: chunked\r\n");
  for (int i = 0; i < 30; ++i) client.send("2710\r\n" + std::string(10000, 'x') + "\r\n");
  EXPECT_EQ(client.answer().status, 413);
  EXPECT_EQ(server.counts().refused, 2u);
}

TEST(ServerLimits, RefusesLongHeads) {
  Server server({}, test_router());
  EXPECT_EQ(ask(server.port(), "GET", "/" + std::string(kHead_bytes, 'a')).status, 431);
  EXPECT_EQ(ask(server.port(), "GET", "/", "A: " + std::string(kHead_bytes, 'a') + "\r\n").status,
            431);
  RawClient endless(server.port());
  while (endless.send_some(std::string(10000, 'x')) > 0) {
  }
  EXPECT_EQ(endless.answer().status, 431);
}

TEST(ServerLimits, EndsHeadsThatTakeTooLong) {
  ServerOptions options;
  options.header_timeout_s = 1;
  Server server(options, test_router());
  RawClient silent(server.port());
  RawClient slow(server.port());
  slow.send("GET / HTTP/1.1\r\nHos");
  RawClient drip(server.port());  // a byte now and then is no request
  bool open = true;
  for (int i = 0; i < 2000 && open; ++i) {
    open = drip.send("a");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_FALSE(open);
  EXPECT_EQ(slow.answer().status, 408);
  EXPECT_TRUE(silent.closed()) << "nothing was asked, nothing is said";
}

TEST(ServerLimits, EndsBodiesThatTakeTooLong) {
  ServerOptions options;
  options.body_timeout_s = 0.2;
  Server server(options, test_router());
  RawClient body(server.port());
  body.send("POST /api/length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(body.answer().status, 408);
}

TEST(ServerLimits, EndsConnectionsThatAskNoMore) {
  ServerOptions options;
  options.idle_timeout_s = 0.2;
  Server server(options, test_router());
  RawClient idle(server.port());
  idle.request("GET", "/");
  EXPECT_EQ(idle.answer().status, 200);
  EXPECT_TRUE(idle.closed());
}

TEST(ServerLimits, LeavesHandlersTheirTime) {
  ServerOptions options;
  options.header_timeout_s = 0.6;
  options.body_timeout_s = options.idle_timeout_s = options.write_timeout_s = 0.1;
  Router router;
  router.on("GET", "/slow", [](const Request&, const Gone&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    return Response{200, {}, "worth it"};
  });
  router.on_stream("GET", "/stream", [](const Request&, ResponseStream& stream) {
    for (int i = 0; i < 3 && stream.send("x"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    return std::optional<Response>();
  });
  Server server(options, std::move(router));
  EXPECT_EQ(ask(server.port(), "GET", "/slow").body, "worth it");
  EXPECT_EQ(ask(server.port(), "GET", "/stream").body, "xxx");
}

TEST(ServerLimits, RefusesRequestsThatNoWorkerTakes) {
  std::atomic<bool> go{false};
  std::atomic<int> entered{0};
  Router router;
  router.on("GET", "/work", [&](const Request&, const Gone&) {
    ++entered;
    eventually([&] { return go.load(); });
    return Response{200, {}, "done"};
  });
  router.assets([](std::string_view) { return Router::Asset{"page", "text/html", false}; });
  ServerOptions options;
  options.workers = 2;
  options.waiting_requests = 3;
  Server server(options, std::move(router));
  std::vector<RawClient> clients;
  for (int i = 0; i < 5; ++i) {
    clients.emplace_back(server.port());
    clients.back().request("GET", "/work");
  }
  EXPECT_TRUE(eventually([&] { return entered == 2 && server.counts().requests == 5; }));
  const RawAnswer busy = ask(server.port(), "GET", "/work");
  EXPECT_EQ(busy.status, 503);
  EXPECT_NE(busy.header("retry-after"), "");
  EXPECT_EQ(ask(server.port(), "GET", "/").status, 200) << "the page needs no worker";
  go = true;
  for (RawClient& client : clients) EXPECT_EQ(client.answer().body, "done");
  EXPECT_EQ(server.counts().refused, 1u);
}

TEST(ServerLimits, LetsSocketsSpeakWhileAllWorkersAreBusy) {
  std::atomic<bool> go{false};
  std::atomic<int> entered{0};
  Router router = test_router();
  router.on("GET", "/work", [&](const Request&, const Gone&) {
    ++entered;
    eventually([&] { return go.load(); });
    return Response{200, {}, "done"};
  });
  ServerOptions options;
  options.workers = 1;
  Server server(options, std::move(router));
  RawClient busy(server.port());
  busy.request("GET", "/work");
  EXPECT_TRUE(eventually([&] { return entered == 1; }));
  SocketClient client(server.port(), {.target = "/ws/a"});
  client.send("turn the knob");
  EXPECT_EQ(client.read().bytes, "turn the knob");
  go = true;
  EXPECT_EQ(busy.answer().body, "done");
}

TEST(ServerLimits, TellsThoseWhoAreTooMany) {
  ServerOptions options;
  options.connections = 3;
  Server server(options, test_router());
  std::vector<SocketClient> here;
  for (int i = 0; i < 3; ++i)
    here.emplace_back(server.port(), SocketClientOptions{.target = "/ws/a"});
  const RawAnswer refused = ask(server.port(), "GET", "/api/hello/x");
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.header("retry-after"), "");
  SocketClient socket(server.port(), {.target = "/ws/a"});
  EXPECT_TRUE(socket.read().closed);
  EXPECT_EQ(socket.close_code(), 1013);
  here[0].send("still here");
  EXPECT_EQ(here[0].read().bytes, "still here");
  here.pop_back();
  EXPECT_TRUE(eventually([&] { return ask(server.port(), "GET", "/api/hello/x").status == 200; }));
  EXPECT_GE(server.counts().refused, 2u);
}

TEST(ServerLimits, GivesTheIdleConnectionsPlaceToOneThatAsks) {
  ServerOptions options;
  options.connections = 2;
  Server server(options, test_router());
  RawClient idle(server.port());
  RawClient playing(server.port());
  playing.request("GET", "/ws/a",
                  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
  EXPECT_EQ(playing.answer(true).status, 101);
  std::this_thread::sleep_for(kPatience);
  EXPECT_EQ(ask(server.port(), "GET", "/").status, 200);
  EXPECT_TRUE(idle.closed());
  EXPECT_EQ(server.counts().sockets, 1u);
}

TEST(ServerLimits, BoundsConnectionsOfAnAddress) {
  ServerOptions options;
  options.connections_of_address = 2;
  Server server(options, test_router());
  RawClient first(server.port());
  RawClient second(server.port());
  EXPECT_TRUE(eventually([&] { return server.counts().connections == 2; }));
  EXPECT_EQ(ask(server.port(), "GET", "/").status, 503);
  first.hang_up();
  EXPECT_TRUE(eventually([&] { return ask(server.port(), "GET", "/").status == 200; }));
}

TEST(ServerLimits, DropsReadersOfLongAnswersThatDoNotRead) {
  ServerOptions options;
  options.write_timeout_s = 0.3;
  Server server(options, test_router());
  RawClient slow(server.port(), 8192);
  slow.request("GET", "/api/bytes/50000000");
  EXPECT_TRUE(eventually([&] { return server.counts().requests == 1; }));
  EXPECT_TRUE(eventually([&] { return server.counts().connections == 0; }));
  EXPECT_LT(slow.read_to_end().size(), 50000000u);
}

TEST(ServerLimits, BoundsTheBodiesOfAllRequestsTogether) {
  ServerOptions options;
  options.bodies_bytes = 1000000;
  Server server(options, test_router());
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(
        "POST /api/length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n" +
        std::string(400000, 'x'));
  }
  EXPECT_TRUE(eventually([&] { return server.counts().refused > 0; }));
  int refused = 0;
  int taken = 0;
  for (RawClient& client : clients) {
    client.send(std::string(100000, 'x'));
    const RawAnswer answer = client.answer();
    refused += answer.status == 503;
    taken += answer.body == "500000";
  }
  EXPECT_GE(refused, 1);
  EXPECT_EQ(refused + taken, 3);
  EXPECT_TRUE(eventually([&] {
    return ask(server.port(), "POST", "/api/length", "", std::string(500000, 'x')).status == 200;
  })) << "what was refused is given back";
}

}  // namespace

}  // namespace continuo
