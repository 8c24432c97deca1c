#include "serve/http.h"

#include <gtest/gtest.h>

#include "serve/response_head.h"

namespace continuo {

namespace {

std::string header(const Response& response, std::string_view name) {
  for (const auto& [other, value] : response.headers)
    if (other == name) return value;
  return "";
}

Response part(const std::string& range, std::string method = "GET", std::string if_range = "") {
  Request request;
  request.method = std::move(method);
  if (!range.empty()) request.headers["range"] = range;
  if (!if_range.empty()) request.headers["if-range"] = if_range;
  return ranged(request, {200, {{"ETag", "\"tag\""}}, "0123456789"});
}

TEST(Ranged, GivesThePartThatIsAsked) {
  const struct {
    const char* range;
    const char* body;
    const char* content_range;
  } kCases[] = {
      {"bytes=0-3", "0123", "bytes 0-3/10"},
      {"bytes=4-", "456789", "bytes 4-9/10"},
      {"bytes=-3", "789", "bytes 7-9/10"},
      {"bytes=-99", "0123456789", "bytes 0-9/10"},
      {"bytes=9-9", "9", "bytes 9-9/10"},
      {"bytes=8-99", "89", "bytes 8-9/10"},
      {"bytes=0-0", "0", "bytes 0-0/10"},
      {"bytes=0-18446744073709551615", "0123456789", "bytes 0-9/10"},
  };
  for (const auto& [range, body, content_range] : kCases) {
    const Response response = part(range);
    EXPECT_EQ(response.status, 206) << range;
    EXPECT_EQ(response.body, body) << range;
    EXPECT_EQ(header(response, "Content-Range"), content_range);
    EXPECT_EQ(header(response, "Accept-Ranges"), "bytes");
  }
}

TEST(Ranged, RefusesWhatLiesOutside) {
  for (const char* range : {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=999-9999"}) {
    const Response response = part(range);
    EXPECT_EQ(response.status, 416) << range;
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(header(response, "Content-Range"), "bytes */10");
  }
}

TEST(Ranged, GivesTheWholeForWhatItDoesNotUnderstand) {
  for (const char* range :
       {"", "bytes=", "bytes=-", "bytes=3-1", "bytes=a-b", "bytes=1-2,4-5", "lines=1-2", "bytes=1",
        "bytes=+1-2", "bytes= 1-2", "bytes=--1", "bytes=99999999999999999999-"}) {
    const Response response = part(range);
    EXPECT_EQ(response.status, 200) << range;
    EXPECT_EQ(response.body, "0123456789");
  }
  EXPECT_EQ(part("bytes=0-3", "POST").status, 200);
  EXPECT_EQ(part("bytes=0-3", "GET", "\"other\"").status, 200);
  EXPECT_EQ(part("bytes=0-3", "GET", "\"tag\"").status, 206);
}

TEST(Ranged, LeavesErrorsAlone) {
  Request request;
  request.method = "GET";
  request.headers["range"] = "bytes=0-1";
  EXPECT_EQ(ranged(request, {404, {}, "not found"}).body, "not found");
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
