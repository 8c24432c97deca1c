#include <gtest/gtest.h>

#include "serve/raw_client_test.h"
#include "serve/server_fixture_test.h"
#include "serve/socket_client_test.h"

namespace continuo {

namespace {

// The code with which the server closes a socket that it does not want; 0 where it wants it.
int closed_with(uint16_t port, SocketClientOptions options) {
  SocketClient client(port, options);
  client.send("hello");
  const SocketClient::Message message = client.read();
  return message.closed ? client.close_code() : 0;
}

TEST(ServerSafety, RefusesPagesOfOtherOrigins) {
  Server server({}, test_router());
  const uint16_t port = server.port();
  const std::string evil = "Origin: https://evil.org\r\n";
  EXPECT_EQ(ask(port, "GET", "/api/hello/x", evil).status, 403);
  EXPECT_EQ(ask(port, "POST", "/api/length", evil, "abc").status, 403);
  EXPECT_EQ(ask(port, "GET", "/api/hello/x", "Origin: null\r\n").status, 403);
  EXPECT_EQ(ask(port, "OPTIONS", "/api/hello/x", evil).status, 403);
  EXPECT_EQ(ask(port, "GET", "/api/hello/x", evil).header("access-control-allow-origin"), "");
  EXPECT_EQ(ask(port, "GET", "/nowhere", evil).status, 403);
  EXPECT_EQ(ask(port, "GET", "/v1beta/models", evil).body.substr(0, 10), "{\"google\":");
  const RawAnswer local = ask(port, "GET", "/api/hello/x", "Origin: http://localhost:5173\r\n");
  EXPECT_EQ(local.status, 200);
  EXPECT_EQ(local.header("access-control-allow-origin"), "http://localhost:5173");
  EXPECT_NE(local.header("access-control-expose-headers").find("x-goog-upload-url"),
            std::string::npos);
  EXPECT_EQ(local.header("vary"), "Origin");
}

TEST(ServerSafety, RefusesNamesThatAStrangerGaveToThisMachine) {
  Server server({}, test_router());
  for (const char* path : {"/", "/api/hello/x", "/api/health"})
    EXPECT_EQ(ask(server.port(), "GET", path, "Host: evil.org\r\n").status, 403) << path;
  EXPECT_EQ(ask(server.port(), "GET", "http://evil.org/api/hello/x").status, 400);
  EXPECT_EQ(ask(server.port(), "GET", "http://localhost/api/hello/x").status, 200);
  EXPECT_EQ(closed_with(server.port(), {.target = "/ws/a", .host = "evil.org"}), 1008);
}

TEST(ServerSafety, AnswersPreflightsOfTheOfficialClient) {
  ServerOptions options;
  options.api_key = "secret1";
  Server server(options, test_router());
  for (const char* path : {"/v1beta/models", "/api/length", "/upload/v1beta/files", "/nowhere"}) {
    const RawAnswer answer = ask(
        server.port(), "OPTIONS", path,
        "Origin: http://localhost:3000\r\nAccess-Control-Request-Method: POST\r\n"
        "Access-Control-Request-Private-Network: true\r\n"
        "Access-Control-Request-Headers: content-type,x-goog-api-key, x-goog-new-thing, evil\r\n");
    EXPECT_EQ(answer.status, 204) << path;
    EXPECT_EQ(answer.header("access-control-allow-origin"), "http://localhost:3000");
    EXPECT_EQ(answer.header("access-control-allow-private-network"), "true");
    const std::string allowed = answer.header("access-control-allow-headers");
    for (const char* name :
         {"x-goog-api-key", "x-goog-api-client", "content-type", "x-server-timeout",
          "x-goog-upload-command", "x-goog-upload-offset", "authorization", "x-goog-new-thing"})
      EXPECT_NE(allowed.find(name), std::string::npos) << name;
    EXPECT_EQ(allowed.find("evil"), std::string::npos);
  }
}

TEST(ServerSafety, NeedsTheKeyWhereThereIsOne) {
  ServerOptions options;
  options.api_key = "secret1";
  options.address = "0.0.0.0";
  Server server(options, test_router());
  const uint16_t port = server.port();
  EXPECT_EQ(server.url(), "http://127.0.0.1:" + std::to_string(port));
  const RawAnswer missing = ask(port, "GET", "/api/hello/x");
  EXPECT_EQ(missing.status, 401);
  EXPECT_EQ(missing.header("www-authenticate"), "Bearer");
  EXPECT_EQ(ask(port, "GET", "/api/hello/x", "x-goog-api-key: secret2\r\n").status, 401);
  EXPECT_EQ(ask(port, "GET", "/nowhere").status, 401) << "what there is, is no stranger's business";
  EXPECT_EQ(ask(port, "DELETE", "/v1beta/models").status, 401);
  EXPECT_EQ(ask(port, "GET", "/api/hello/x", "X-Goog-Api-Key: secret1\r\n").status, 200);
  EXPECT_EQ(ask(port, "GET", "/api/hello/x", "Authorization: Bearer secret1\r\n").status, 200);
  EXPECT_EQ(ask(port, "GET", "/api/hello/x?key=secret1").status, 200);
  EXPECT_EQ(ask(port, "GET", "/").status, 200);
  EXPECT_EQ(ask(port, "GET", "/assets/app-1234.js").status, 200);
  EXPECT_EQ(ask(port, "GET", "/api/health").status, 200);
  EXPECT_EQ(ask(port, "HEAD", "/api/health").status, 200);
  EXPECT_EQ(ask(port, "POST", "/api/health").status, 401);
  EXPECT_EQ(ask(port, "POST", "/api/length", "Expect: 100-continue\r\n", "abc").status, 401);
}

TEST(ServerSafety, ClosesSocketsInsteadOfRefusingThem) {
  ServerOptions options;
  options.api_key = "secret1";
  Server server(options, test_router());
  const uint16_t port = server.port();
  EXPECT_EQ(closed_with(port, {.target = "/ws/a"}), 1008);
  EXPECT_EQ(closed_with(port, {.target = "/ws/a?key=undefined"}), 1008);
  EXPECT_EQ(closed_with(port, {.target = "//ws/a?key=secret1"}), 0);
  EXPECT_EQ(closed_with(port, {.target = "/ws/a", .headers = {{"x-goog-api-key", "secret1"}}}), 0);
  EXPECT_EQ(closed_with(port, {.target = "/nowhere?key=secret1"}), 1008);
  EXPECT_EQ(closed_with(port, {.target = "/api/hello/x?key=secret1"}), 1008);
  EXPECT_EQ(closed_with(port, {.target = "/ws/%zz?key=secret1"}), 1008);
  EXPECT_EQ(closed_with(
                port, {.target = "/ws/a?key=secret1", .headers = {{"Origin", "https://evil.org"}}}),
            1008);
  EXPECT_EQ(closed_with(port, {.target = "/ws/a?key=secret1",
                               .headers = {{"Origin", "http://localhost:1234"}}}),
            0);
  SocketClient client(port, {.target = "/ws/a?key=wrong"});
  EXPECT_TRUE(client.read().closed);
  EXPECT_EQ(client.close_reason(), "API key not valid. Please pass a valid API key.");
}

}  // namespace

}  // namespace continuo
