#include "serve/request_reader.h"

#include <gtest/gtest.h>

namespace continuo {

namespace {

using State = RequestReader::State;

struct Read {
  State state = State::kHead;
  int status = 0;
  std::string method, target, body, rest;
  std::map<std::string, std::string, std::less<>> headers;
  bool operator==(const Read&) const = default;
};

// What comes of the bytes when they come in pieces of `piece`.
Read read(std::string_view bytes, size_t piece, size_t head_bytes = 4096,
          size_t body_bytes = 1000) {
  RequestReader reader(head_bytes, body_bytes);
  std::string in;
  size_t given = 0;
  Read result;
  for (;;) {
    in.erase(0, reader.take(in));
    const State state = reader.state();
    if (state == State::kFailed || state == State::kDone) break;
    if (state == State::kHeadDone) continue;
    if (given == bytes.size()) break;
    const std::string_view more = bytes.substr(given, piece);
    in += more;
    given += more.size();
  }
  result.state = reader.state();
  if (result.state == State::kFailed) {
    result.status = reader.status();
    EXPECT_FALSE(reader.reason().empty());
    return result;
  }
  result.method = reader.request().method;
  result.target = reader.target();
  result.headers = reader.request().headers;
  result.body = reader.request().body;
  result.rest = in + std::string(bytes.substr(given));
  return result;
}

const std::string kPost =
    "POST //a?b HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 5\r\n\r\nhelloGET / ";
const std::string kChunked =
    "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    "5;ext=1\r\nhello\r\n1\r\n!\r\n0\r\nX-Key: late\r\n\r\nrest";

TEST(RequestReader, ReadsTheSameInPiecesOfAnySize) {
  for (const std::string& text : {kPost, kChunked}) {
    const Read whole = read(text, text.size());
    EXPECT_EQ(whole.state, State::kDone);
    for (size_t piece = 1; piece < 20; ++piece) EXPECT_EQ(read(text, piece), whole) << piece;
  }
}

TEST(RequestReader, GivesHeadAndBody) {
  const Read post = read(kPost, kPost.size());
  EXPECT_EQ(post.method, "POST");
  EXPECT_EQ(post.target, "//a?b");
  EXPECT_EQ(post.headers.at("x-a"), "1, 2");
  EXPECT_EQ(post.body, "hello");
  EXPECT_EQ(post.rest, "GET / ");
  const Read chunked = read(kChunked, kChunked.size());
  EXPECT_EQ(chunked.body, "hello!");
  EXPECT_EQ(chunked.rest, "rest");
  EXPECT_FALSE(chunked.headers.contains("x-key")) << "trailers are no headers";
}

TEST(RequestReader, RefusesWhatTwoReadersMightReadInTwoWays) {
  const struct {
    const char* head;
    int status;
  } kCases[] = {
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n", 501},
      {"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n", 400},
      {"GET / HTTP/1.1\r\n", 400},
      {"GET / HTTP/1.1\r\nHost : x\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nA\x01: x\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: x\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: x\r\n", 400},
      {"GET / a HTTP/1.1\r\nHost: x\r\n", 400},
      {"\x16\x03\x01\x02", 400},
  };
  for (const auto& [head, status] : kCases)
    for (const size_t piece : {1u, 7u, 4096u}) {
      const Read result = read(std::string(head) + "\r\n", piece);
      EXPECT_EQ(result.state, State::kFailed) << head;
      EXPECT_EQ(result.status, status) << head;
    }
}

TEST(RequestReader, BoundsTheHead) {
  const std::string start = "GET / HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(read("GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 100).status,
            431);
  EXPECT_EQ(read(start + "A: " + std::string(5000, 'a') + "\r\n\r\n", 100).status, 431);
  std::string many = start;
  for (int i = 0; i < 200; ++i) many += "A" + std::to_string(i) + ":\r\n";
  EXPECT_EQ(read(many + "\r\n", 100).status, 431);
  // Each line short, and read as it comes: their sum counts.
  std::string sum = start;
  for (int i = 0; i < 100; ++i)
    sum += "A" + std::to_string(i) + ": " + std::string(60, 'a') + "\r\n";
  EXPECT_EQ(read(sum + "\r\n", 50).status, 431);
  EXPECT_EQ(read(sum + "\r\n", 1 << 20).status, 431);
}

TEST(RequestReader, BoundsTheBody) {
  EXPECT_EQ(read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", 100).status, 413);
  EXPECT_EQ(
      read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'x'),
           100)
          .state,
      State::kDone);
  const std::string chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string chunks = chunked;
  for (int i = 0; i < 11; ++i) chunks += "64\r\n" + std::string(100, 'x') + "\r\n";
  EXPECT_EQ(read(chunks, 100).status, 413);
  EXPECT_EQ(read(chunked + "ffffffffffffffff\r\n" + std::string(2000, 'x'), 100).status, 413);
  EXPECT_EQ(read(chunked + "fffffffffffffffff\r\n", 100).status, 400);
  EXPECT_EQ(read(chunked + "5;" + std::string(20000, 'x'), 100).status, 431);
  EXPECT_EQ(read(chunked + "0\r\nA: " + std::string(20000, 'x'), 100).status, 431);
  EXPECT_EQ(read(chunked + "zz\r\n", 100).status, 400);
}

TEST(RequestReader, SeesUpgradesAndExpectations) {
  const auto reader_of = [](std::string_view head) {
    RequestReader reader(4096, 1000);
    reader.take(head);
    EXPECT_EQ(reader.state(), State::kHeadDone);
    return reader;
  };
  EXPECT_TRUE(reader_of("GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\n"
                        "Upgrade: WebSocket\r\n\r\n")
                  .wants_upgrade());
  EXPECT_FALSE(
      reader_of("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n").wants_upgrade());
  EXPECT_FALSE(reader_of("POST / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: "
                         "websocket\r\n\r\n")
                   .wants_upgrade());
  EXPECT_TRUE(reader_of("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
                        "4\r\n\r\n")
                  .expects_continue());
  EXPECT_FALSE(reader_of("GET / HTTP/1.0\r\n\r\n").keep_alive());
  EXPECT_TRUE(reader_of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive());
  EXPECT_FALSE(reader_of("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").keep_alive());
}

}  // namespace

}  // namespace continuo
