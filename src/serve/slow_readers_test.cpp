// Clients that ask for much and read little, beside one who asks for little.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <list>

#include "base/files.h"
#include "serve/api_answers.h"
#include "serve/raw_client_test.h"
#include "serve/server_fixture_test.h"

namespace continuo {

namespace {

constexpr size_t kFile_bytes = size_t{24} << 20;
constexpr int kWindow_bytes = 4096;

class SlowReaders : public testing::Test {
 protected:
  SlowReaders() : folder_(std::filesystem::temp_directory_path() / "continuo_slow_readers_test") {
    std::filesystem::create_directories(folder_);
    content_.resize(kFile_bytes);
    for (size_t i = 0; i < content_.size(); ++i)
      content_[i] = static_cast<char>('a' + (i * 7 + i / 4096) % 26);
    write_text(folder_ / "take.wav", content_);
  }
  ~SlowReaders() override { std::filesystem::remove_all(folder_); }

  Router router() {
    Router made = test_router();
    made.on("GET", "/api/file", [this](const Request& request, const Gone&) {
      ++asked;
      return file_answer(request, folder_ / "take.wav", "audio/wav", "inline");
    });
    made.on_stream("GET", "/api/endless", [this](const Request&, ResponseStream& stream) {
      ++asked;
      const std::string piece(64 * 1024, 'x');
      while (stream.send(piece)) {
      }
      ++left;
      return std::optional<Response>();
    });
    return made;
  }
  static ServerOptions options() {
    ServerOptions options;
    options.workers = 2;
    options.waiting_requests = 4;
    return options;
  }

  std::filesystem::path folder_;
  std::string content_;
  std::atomic<int> asked{0}, left{0};
};

TEST_F(SlowReaders, OfFilesHoldNoWorker) {
  Server server(options(), router());
  std::list<RawClient> readers;
  for (int i = 0; i < 64; ++i) {
    readers.emplace_back(server.port(), kWindow_bytes);
    readers.back().request("GET", "/api/file");
    ASSERT_TRUE(eventually([&] { return asked == i + 1; })) << i;
  }
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask(server.port(), "GET", "/api/health").body, "ok");
  // None of them was dropped for it: who begins to read gets all.
  EXPECT_EQ(server.counts().refused, 0u);
  const RawAnswer late = readers.front().answer();
  EXPECT_TRUE(late.whole);
  EXPECT_EQ(late.header("content-length"), std::to_string(kFile_bytes));
  EXPECT_TRUE(late.body == content_);
}

TEST_F(SlowReaders, OfStreamsGiveWayWhereAllWorkersAreTaken) {
  Server server(options(), router());
  std::list<RawClient> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back(server.port(), kWindow_bytes);
    readers.back().request("GET", "/api/endless");
  }
  ASSERT_TRUE(eventually([&] { return asked == 2; }));
  // A client that waits as long as a server may be patient is served, and one reader is left.
  EXPECT_TRUE(eventually([&] {
    RawClient client(server.port());
    client.request("GET", "/api/health");
    return left > 0 && client.answer().body == "ok";
  }));
  EXPECT_EQ(left, 1);
  EXPECT_GT(server.counts().refused, 0u);
}

TEST_F(SlowReaders, AFileIsAnsweredWholeInPartsAndByItsHeadAlone) {
  Server server(options(), router());
  RawClient client(server.port());
  client.request("HEAD", "/api/file");
  const RawAnswer head = client.answer(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), std::to_string(kFile_bytes));
  client.request("GET", "/api/file", "Range: bytes=300000-900000\r\n");
  const RawAnswer part = client.answer();
  EXPECT_EQ(part.status, 206);
  EXPECT_TRUE(part.body == content_.substr(300000, 600001));
  client.request("GET", "/api/hello/again");
  EXPECT_EQ(client.answer().status, 200);
}

TEST_F(SlowReaders, AFileThatHasShrunkIsCutOff) {
  Server server(options(), router());
  RawClient client(server.port(), kWindow_bytes);
  client.request("GET", "/api/file");
  ASSERT_TRUE(eventually([&] { return asked == 1; }));
  std::filesystem::resize_file(folder_ / "take.wav", 1000);
  EXPECT_FALSE(client.answer().whole);
  EXPECT_EQ(ask(server.port(), "GET", "/api/health").body, "ok");
}

}  // namespace

}  // namespace continuo
