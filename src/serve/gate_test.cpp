#include "serve/gate.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace continuo {

namespace {

Request with(std::map<std::string, std::string, std::less<>> headers) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

ServerOptions open_options() {
  ServerOptions options;
  options.address = "0.0.0.0";
  options.api_key = "abc123";
  return options;
}

TEST(WebOrigin, ReadsHostsAsBrowsersWriteThem) {
  EXPECT_EQ(parse_host("LocalHost:8080")->host, "localhost");
  EXPECT_EQ(parse_host("LocalHost:8080")->port, 8080);
  EXPECT_EQ(parse_host("[::1]:80")->host, "::1");
  EXPECT_EQ(parse_host("a.example.")->host, "a.example");
  EXPECT_EQ(parse_host("a:")->port, 0);
  for (const char* text : {"", ":80", "a b", "a/b", "a:0", "a:65536", "a:8x", "[::1", "[x]", "a@b",
                           "a:80:80", "::1", "[::1]80", "a\"b", "."})
    EXPECT_FALSE(parse_host(text)) << text;
}

TEST(WebOrigin, ReadsOriginsAndReferers) {
  const auto origin = parse_web_origin("HTTPS://Music.Example.org/page?x#y");
  ASSERT_TRUE(origin);
  EXPECT_EQ(origin->scheme, "https");
  EXPECT_EQ(origin->host, "music.example.org");
  EXPECT_EQ(origin->port, 443);
  EXPECT_EQ(parse_web_origin("http://[::1]:3000")->port, 3000);
  for (const char* text : {"", "null", "localhost", "://a", "http://", "ht tp://a", "http://a@b"})
    EXPECT_FALSE(parse_web_origin(text)) << text;
}

TEST(WebOrigin, KnowsLoopbackNamesFromThoseThatLookAlike) {
  for (const char* host :
       {"localhost", "studio.localhost", "127.0.0.1", "127.9.8.7", "::1", "0:0:0:0:0:0:0:1"})
    EXPECT_TRUE(is_loopback_host(host)) << host;
  for (const char* host :
       {"", "localhost.evil.org", "127.0.0.1.evil.org", "evillocalhost", "0.0.0.0", "::", "127.1",
        "10.0.0.1", "::ffff:10.0.0.1", "::2", "1.127.0.0"})
    EXPECT_FALSE(is_loopback_host(host)) << host;
}

TEST(Gate, RefusesOptionsThatLeaveADoorOpen) {
  ServerOptions options;
  EXPECT_NO_THROW(Gate{options});
  for (const char* address : {"0.0.0.0", "192.168.1.5", "::"}) {
    options.address = address;
    EXPECT_THROW(Gate{options}, Error) << address;
  }
  EXPECT_NO_THROW(Gate{open_options()});
  for (const char* key : {"a b", "a+b", "a&b", "a%20b", "schlüssel"}) {
    ServerOptions other;
    other.api_key = key;
    EXPECT_THROW(Gate{other}, Error) << key;
  }
  options = {};
  options.allowed_origins = {"music.example.org"};
  EXPECT_THROW(Gate{options}, Error);
}

TEST(Gate, AnswersToLoopbackNamesAloneOnALoopbackServer) {
  const Gate gate{ServerOptions{}};
  for (const char* host :
       {"localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080", "LOCALHOST"})
    EXPECT_FALSE(gate.host(with({{"host", host}}))) << host;
  for (const char* host :
       {"evil.org", "evil.org:8080", "localhost.evil.org", "127.0.0.1.nip.io", "10.0.0.1", "a b"})
    EXPECT_EQ(gate.host(with({{"host", host}}))->status, 403) << host;
  EXPECT_FALSE(Gate{open_options()}.host(with({{"host", "music.example.org"}})));
  ServerOptions behind;
  behind.allowed_origins = {"https://music.example.org"};
  EXPECT_FALSE(Gate{behind}.host(with({{"host", "music.example.org"}})));
}

TEST(Gate, WelcomesPagesOfThisMachineAndOfTheOptions) {
  ServerOptions options;
  options.allowed_origins = {"https://music.example.org"};
  const Gate gate{options};
  for (const char* origin : {"http://localhost:5173", "http://127.0.0.1", "http://[::1]:1",
                             "https://music.example.org", "https://music.example.org:443"})
    EXPECT_FALSE(gate.origin(with({{"host", "localhost:80"}, {"origin", origin}}))) << origin;
  for (const char* origin :
       {"http://evil.org", "null", "http://music.example.org", "https://music.example.org:444",
        "https://music.example.org.evil.org", "http://localhost.evil.org", "file://", "x"})
    EXPECT_EQ(gate.origin(with({{"host", "localhost:80"}, {"origin", origin}}))->status, 403)
        << origin;
}

TEST(Gate, WelcomesItsOwnPagesWhereverItIs) {
  const Gate gate{open_options()};
  const auto check = [&](const char* host, const char* origin) {
    return !gate.origin(with({{"host", host}, {"origin", origin}})).has_value();
  };
  EXPECT_TRUE(check("music.lan:8080", "http://music.lan:8080"));
  EXPECT_TRUE(check("music.lan", "http://music.lan"));
  EXPECT_TRUE(check("music.lan", "https://music.lan"));
  EXPECT_FALSE(check("music.lan:8080", "http://music.lan"));
  EXPECT_FALSE(check("music.lan:8080", "http://other.lan:8080"));
}

TEST(Gate, SeesStrangersThatSendNoOrigin) {
  const Gate gate{ServerOptions{}};
  EXPECT_FALSE(gate.origin(with({{"host", "localhost"}})));
  EXPECT_FALSE(gate.origin(with({{"host", "localhost"}, {"sec-fetch-site", "same-origin"}})));
  EXPECT_TRUE(gate.origin(with({{"host", "localhost"}, {"sec-fetch-site", "cross-site"}})));
  EXPECT_TRUE(gate.origin(with({{"host", "localhost"},
                                {"sec-fetch-site", "cross-site"},
                                {"referer", "https://evil.org/page"}})));
  EXPECT_FALSE(gate.origin(with({{"host", "127.0.0.1"},
                                 {"sec-fetch-site", "cross-site"},
                                 {"referer", "http://localhost:5173/"}})));
}

TEST(Gate, AllowsAnyOriginWhereAsked) {
  ServerOptions options;
  options.allowed_origins = {"*"};
  const Gate gate{options};
  EXPECT_FALSE(gate.origin(with({{"host", "localhost"}, {"origin", "null"}})));
  EXPECT_EQ(gate.shared_with(with({{"origin", "https://a.org"}})), "https://a.org");
  EXPECT_EQ(Gate{ServerOptions{}}.shared_with(with({{"origin", "https://a.org"}})), "");
  EXPECT_EQ(Gate{ServerOptions{}}.shared_with(with({{"origin", "http://localhost:1"}})),
            "http://localhost:1");
}

TEST(Gate, TakesTheKeyInThreePlaces) {
  const Gate gate{open_options()};
  EXPECT_EQ(gate.key(with({}))->status, 401);
  EXPECT_FALSE(gate.key(with({{"x-goog-api-key", "abc123"}})));
  EXPECT_FALSE(gate.key(with({{"authorization", "bearer abc123"}})));
  Request request;
  request.query["key"] = "abc123";
  EXPECT_FALSE(gate.key(request));
  request.query["key"] = "abc12";
  EXPECT_TRUE(gate.key(request));
  for (const char* key : {"abc1234", "ABC123", "abc12", " abc123"})
    EXPECT_TRUE(gate.key(with({{"x-goog-api-key", key}}))) << key;
  EXPECT_TRUE(gate.key(with({{"authorization", "Basic abc123"}})));
  EXPECT_FALSE(Gate{ServerOptions{}}.key(with({})));
}

TEST(Sha256, AgreesWithThePublishedVector) {
  const std::string digest = sha256("abc");
  EXPECT_EQ(static_cast<unsigned char>(digest[0]), 0xBA);
  EXPECT_EQ(static_cast<unsigned char>(digest[31]), 0xAD);
}

}  // namespace

}  // namespace continuo
