#include "serve/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

#include "base/error.h"
#include "serve/raw_client_test.h"
#include "serve/server_fixture_test.h"

namespace continuo {

namespace {

TEST(Server, AnswersRequestsOneAfterTheOtherOnAConnection) {
  Server server({}, test_router());
  RawClient client(server.port());
  for (const std::string name : {"one", "two", "three"}) {
    client.request("GET", "/api/hello/" + name);
    const RawAnswer answer = client.answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "{\"name\":\"" + name + "\"}");
    EXPECT_EQ(answer.header("connection"), "keep-alive");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  }
  EXPECT_EQ(server.counts().requests, 3u);
  EXPECT_EQ(server.counts().connections, 1u);
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
  Server server({}, test_router());
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += i % 5 == 0
               ? "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
               : "GET /api/hello/" + std::to_string(i) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  client.send(all);
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(client.answer().body,
              i % 5 == 0 ? std::string(kTestPage) : "{\"name\":\"" + std::to_string(i) + "\"}");
}

TEST(Server, ReadsRequestsThatComeByteByByte) {
  Server server({}, test_router());
  RawClient client(server.port());
  for (const char c : std::string("POST /api/length HTTP/1.1\r\nHost: localhost\r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
    client.send({&c, 1});
  EXPECT_EQ(client.answer().body, "3");
}

TEST(Server, StreamsInChunks) {
  Server server({}, test_router());
  RawClient client(server.port());
  client.request("GET", "/api/stream");
  const RawAnswer answer = client.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
  EXPECT_EQ(answer.header("content-type"), "text/event-stream; charset=utf-8");
  EXPECT_EQ(answer.body, "data: 0\n\ndata: 1\n\ndata: 2\n\n");
  EXPECT_TRUE(answer.whole);
  client.request("POST", "/api/length", "", std::string(100000, 'x'));
  EXPECT_EQ(client.answer().body, "100000");
}

TEST(Server, StreamsWhateverTypeTheHandlerNames) {
  Router router;
  router.on_stream("GET", "/sound", [](const Request&, ResponseStream& stream) {
    stream.begin({206, {{"Content-Type", "audio/wav"}}, "left out"});
    stream.send("RIFF");
    return std::optional<Response>();
  });
  Server server({}, std::move(router));
  const RawAnswer answer = ask(server.port(), "GET", "/sound");
  EXPECT_EQ(answer.status, 206);
  EXPECT_EQ(answer.header("content-type"), "audio/wav");
  EXPECT_EQ(answer.body, "RIFF");
  EXPECT_EQ(ask(server.port(), "HEAD", "/sound").header("content-type"), "audio/wav");
}

TEST(Server, StreamsToOldClientsUntilTheConnectionEnds) {
  Server server({}, test_router());
  RawClient client(server.port());
  client.send("GET /api/stream HTTP/1.0\r\n\r\n");
  const RawAnswer answer = client.answer();
  EXPECT_EQ(answer.header("transfer-encoding"), "");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_EQ(answer.body, "data: 0\n\ndata: 1\n\ndata: 2\n\n");
}

TEST(Server, HoldsAStreamBackUntilTheClientHasReadIt) {
  constexpr int kPieces = 400;
  std::atomic<int> sent{0};
  Router router;
  router.on_stream("GET", "/flood", [&](const Request&, ResponseStream& stream) {
    for (; sent < kPieces; ++sent)
      if (!stream.send(std::string(100000, static_cast<char>('a' + sent % 26)))) break;
    return std::optional<Response>();
  });
  Server server({}, std::move(router));
  RawClient client(server.port(), 8192);
  client.request("GET", "/flood");
  EXPECT_TRUE(eventually([&] { return sent > 0; }));
  int before = -1;
  EXPECT_TRUE(eventually([&] {  // it comes to a halt
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return std::exchange(before, sent.load()) == sent;
  }));
  EXPECT_LT(sent, kPieces / 2) << "what the kernel and the server hold is bounded";
  const RawAnswer answer = client.answer();
  EXPECT_TRUE(answer.whole);
  ASSERT_EQ(answer.body.size(), size_t{100000} * kPieces);
  for (int i = 0; i < kPieces; ++i)
    ASSERT_EQ(answer.body[static_cast<size_t>(i) * 100000 + 99999], 'a' + i % 26);
}

TEST(Server, TellsHandlersOfClientsThatLeft) {
  std::atomic<int> entered{0}, left{0};
  Router router;
  router.on("GET", "/wait", [&](const Request&, const Gone& gone) {
    ++entered;
    if (eventually([&] { return gone(); })) ++left;
    return Response{200, {}, "late"};
  });
  router.on_stream("GET", "/stream", [&](const Request&, ResponseStream& stream) {
    ++entered;
    if (eventually([&] { return !stream.send("data: x\n\n"); }) && stream.gone()) ++left;
    return std::optional<Response>();
  });
  router.on_stream("GET", "/quiet", [&](const Request&, ResponseStream& stream) {
    ++entered;
    if (eventually([&] { return stream.gone(); })) ++left;
    return std::optional<Response>();
  });
  Server server({}, std::move(router));
  int expected = 0;
  for (const char* path : {"/wait", "/stream", "/quiet"})
    for (const bool hard : {false, true}) {
      RawClient client(server.port());
      client.request("GET", path);
      ++expected;
      EXPECT_TRUE(eventually([&] { return entered == expected; }));
      hard ? client.reset() : client.hang_up();
      EXPECT_TRUE(eventually([&] { return left == expected; })) << path;
    }
  EXPECT_TRUE(eventually([&] { return server.counts().connections == 0; }));
}

TEST(Server, StillAnswersAClientThatHasOnlyStoppedSending) {
  Server server({}, test_router());
  RawClient client(server.port());
  client.request("GET", "/api/hello/you");
  client.end_sending();
  EXPECT_EQ(client.answer().body, "{\"name\":\"you\"}");
  EXPECT_TRUE(client.closed());
}

TEST(Server, AnswersHeadWithoutABody) {
  Server server({}, test_router());
  RawClient client(server.port());
  for (const char* path : {"/api/bytes/1000", "/", "/api/stream", "/nowhere"}) {
    client.request("HEAD", path);
    const RawAnswer answer = client.answer(true);
    EXPECT_EQ(answer.status, path == std::string("/nowhere") ? 404 : 200) << path;
    EXPECT_EQ(answer.header("content-length") == "1000", path == std::string("/api/bytes/1000"));
  }
  client.request("GET", "/api/hello/x");
  EXPECT_EQ(client.answer().body, "{\"name\":\"x\"}") << "nothing was left on the connection";
}

TEST(Server, ContinuesWhereItIsAsked) {
  Server server({}, test_router());
  RawClient client(server.port());
  client.send(
      "POST /api/length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.answer().status, 100);
  client.send("abc");
  EXPECT_EQ(client.answer().body, "3");
  client.send(
      "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.answer().status, 404) << "refused before the body is sent";
}

TEST(Server, GivesParts) {
  Server server({}, test_router());
  const RawAnswer part = ask(server.port(), "GET", "/api/bytes/100", "Range: bytes=1-3\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "bcd");
  EXPECT_EQ(part.header("content-range"), "bytes 1-3/100");
  EXPECT_EQ(ask(server.port(), "GET", "/api/bytes/100", "Range: bytes=100-\r\n").status, 416);
}

TEST(Server, SendsLongAnswersWhole) {
  Server server({}, test_router());
  const RawAnswer answer = ask(server.port(), "GET", "/api/bytes/20000000");
  ASSERT_EQ(answer.body.size(), 20000000u);
  for (size_t i = 0; i < answer.body.size(); i += 9973)
    ASSERT_EQ(answer.body[i], static_cast<char>('a' + i % 26));
}

TEST(Server, GivesQueriesAndItsOwnAddress) {
  Server server({}, test_router());
  const RawAnswer answer = ask(server.port(), "GET", "//api//query?a=1&b=x%20y&a=2");
  EXPECT_EQ(answer.body, "http://localhost\na=2\nb=x y\n");
  EXPECT_EQ(ask(server.port(), "GET", "/api/query", "Host: 127.0.0.1:99\r\n").body,
            "http://127.0.0.1:99\n");
}

TEST(Server, ServesAssets) {
  Server server({}, test_router());
  const RawAnswer page = ask(server.port(), "GET", "/", "Host: localhost:8080\r\n");
  EXPECT_EQ(page.body, kTestPage);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  EXPECT_EQ(page.header("referrer-policy"), "no-referrer");
  EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
  const std::string policy = page.header("content-security-policy");
  EXPECT_NE(policy.find("default-src 'self'"), std::string::npos);
  EXPECT_NE(policy.find("connect-src 'self' ws://localhost:8080 wss://localhost:8080"),
            std::string::npos);
  const std::string tag = page.header("etag");
  ASSERT_FALSE(tag.empty());
  const RawAnswer again = ask(server.port(), "GET", "/", "If-None-Match: \"x\", " + tag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  const RawAnswer script = ask(server.port(), "GET", "/assets/app-1234.js");
  EXPECT_EQ(script.body, kTestScript);
  EXPECT_EQ(script.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(ask(server.port(), "GET", "/assets/../../etc/passwd").status, 400);
  EXPECT_EQ(ask(server.port(), "GET", "/assets/other.js").status, 404);
  EXPECT_EQ(ask(server.port(), "POST", "/").status, 404);
}

TEST(Server, ShapesItsErrors) {
  Server server({}, test_router());
  const uint16_t port = server.port();
  const RawAnswer plain = ask(port, "GET", "/api/nothing");
  EXPECT_EQ(plain.status, 404);
  EXPECT_EQ(plain.body,
            "{\"error\":{\"kind\":\"missing\",\"message\":\"There is nothing at "
            "/api/nothing.\"}}\n");
  EXPECT_EQ(ask(port, "GET", "/v1beta/nothing").body.substr(0, 10), "{\"google\":");
  const RawAnswer wrong = ask(port, "DELETE", "/v1beta/models");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(ask(port, "GET", "/ws/a").status, 426);
  EXPECT_EQ(ask(port, "GET", "/api/%zz").status, 400);
  EXPECT_EQ(ask(port, "GET", "/", "Host: a b\r\n").status, 400);
}

TEST(Server, TellsWhatHandlersThrewButNoSecrets) {
  std::mutex mutex;
  std::vector<std::string> lines;
  ServerOptions options;
  options.report = [&](std::string_view line) {
    const std::lock_guard guard(mutex);
    lines.emplace_back(line);
  };
  Server server(options, test_router());
  const RawAnswer input = ask(server.port(), "GET", "/api/fail/input");
  EXPECT_EQ(input.status, 400);
  EXPECT_NE(input.body.find("bpm: expected 20 to 300"), std::string::npos);
  EXPECT_EQ(ask(server.port(), "GET", "/api/fail/missing").status, 404);
  EXPECT_EQ(server.counts().failed, 0u);
  for (const char* kind : {"io", "other"}) {
    const RawAnswer answer = ask(server.port(), "GET", std::string("/api/fail/") + kind);
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  }
  EXPECT_EQ(server.counts().failed, 2u);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], "GET /api/fail/io: [test] /home/someone/secret: disk full");
}

TEST(Server, CutsAStreamThatBreaksOff) {
  Router router;
  router.on_stream("GET", "/break", [](const Request&, ResponseStream& stream) {
    stream.send("data: 1\n\n");
    throw std::runtime_error("no more");
    return std::optional<Response>();
  });
  router.on_stream("GET", "/refuse", [](const Request&, ResponseStream&) {
    return std::optional<Response>(json_response(400, "{}"));
  });
  router.on_stream("GET", "/nothing",
                   [](const Request&, ResponseStream&) { return std::optional<Response>(); });
  Server server({}, std::move(router));
  EXPECT_FALSE(ask(server.port(), "GET", "/break").whole);
  EXPECT_EQ(ask(server.port(), "GET", "/refuse").status, 400);
  const RawAnswer nothing = ask(server.port(), "GET", "/nothing");
  EXPECT_EQ(nothing.status, 200);
  EXPECT_TRUE(nothing.whole);
  EXPECT_EQ(nothing.body, "");
}

TEST(Server, RefusesOptionsThatDoNotFit) {
  const auto kind_of = [](const ServerOptions& options) {
    try {
      Server server(options, Router());
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::kInternal;
  };
  ServerOptions options;
  options.address = "0.0.0.0";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  options = {};
  options.address = "example.org";
  options.api_key = "k";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  options = {};
  options.tls_key = "key.pem";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  options = {};
  options.workers = 0;
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  options = {};
  options.header_timeout_s = -1;
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  Server first({}, Router());
  options = {};
  options.port = first.port();
  EXPECT_EQ(kind_of(options), ErrorKind::kIo);
}

TEST(Server, StopsWhileItsHandlersWork) {
  std::atomic<int> entered{0};
  Router router;
  router.on("GET", "/work", [&](const Request&, const Gone& gone) {
    ++entered;
    eventually([&] { return gone(); });
    return Response{200, {}, "finished"};
  });
  ServerOptions options;
  options.workers = 2;
  Server server(options, std::move(router));
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back(server.port());
    clients.back().request("GET", "/work");
  }
  EXPECT_TRUE(eventually([&] { return entered == 2; }));
  server.stop();
  int finished = 0;
  int refused = 0;
  for (RawClient& client : clients) {
    const RawAnswer answer = client.answer();
    finished += answer.body == "finished";
    refused += answer.status == 503;
  }
  EXPECT_EQ(finished, 2);
  EXPECT_EQ(refused, 2);
  server.stop();
  EXPECT_THROW(RawClient{server.port()}, std::runtime_error);
}

TEST(Server, MayBeStoppedByAHandler) {
  Router router;
  Server* itself = nullptr;
  router.on("POST", "/stop", [&](const Request&, const Gone&) {
    itself->stop();
    return Response{200, {}, "stopping"};
  });
  Server server({}, std::move(router));
  itself = &server;
  EXPECT_EQ(ask(server.port(), "POST", "/stop").body, "stopping");
}

}  // namespace

}  // namespace continuo
