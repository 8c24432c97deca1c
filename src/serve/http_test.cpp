#include "serve/http.h"

#include <gtest/gtest.h>

#include "serve/response_head.h"

namespace continuo {

namespace {

TEST(ErrorKind, IsOneWordForEachStatus) {
  EXPECT_EQ(error_kind(400), "input");
  EXPECT_EQ(error_kind(401), "forbidden");
  EXPECT_EQ(error_kind(403), "forbidden");
  EXPECT_EQ(error_kind(404), "missing");
  EXPECT_EQ(error_kind(408), "cancelled");
  EXPECT_EQ(error_kind(409), "usage");
  EXPECT_EQ(error_kind(413), "input");
  EXPECT_EQ(error_kind(429), "busy");
  EXPECT_EQ(error_kind(500), "internal");
  EXPECT_EQ(error_kind(503), "busy");
  EXPECT_EQ(error_kind(507), "io");
}

TEST(ResponseHead, LeavesOutWhatWouldBreakTheMessage) {
  const Response response{200,
                          {{"X-Fine", "yes"},
                           {"X-Split", "a\r\nX-Evil: 1"},
                           {"X Bad", "name"},
                           {"", "nameless"},
                           {"Content-Length", "7"},
                           {"transfer-encoding", "chunked"},
                           {"Connection", "close"}},
                          "body"};
  const std::string head = response_head(response, {4, false, true});
  EXPECT_NE(head.find("X-Fine: yes\r\n"), std::string::npos);
  EXPECT_EQ(head.find("Evil"), std::string::npos);
  EXPECT_EQ(head.find("X Bad"), std::string::npos);
  EXPECT_EQ(head.find("nameless"), std::string::npos);
  EXPECT_EQ(head.find("chunked"), std::string::npos);
  EXPECT_NE(head.find("Content-Length: 4\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("Connection: keep-alive\r\n\r\n"));
}

TEST(ResponseHead, FramesByStatus) {
  EXPECT_EQ(response_head({204, {}, ""}, {0, false, true}).find("Content-Length"),
            std::string::npos);
  EXPECT_NE(response_head({200, {}, ""}, {std::nullopt, true, true}).find("chunked"),
            std::string::npos);
  EXPECT_TRUE(response_head({77, {}, ""}, {0, false, true}).starts_with("HTTP/1.1 500 "));
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace

}  // namespace continuo
