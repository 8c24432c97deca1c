// Against a hub of our own that behaves, and misbehaves, as the real one does.
#include "checkpoint/hub_download.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/file_lock.h"
#include "base/files.h"
#include "checkpoint/hub_fixture_test.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class HubDownload : public HubTest {};

TEST_F(HubDownload, BringsWhatIsNeededAndNothingElse) {
  settings_.token = "hf_secret";
  const HubListing found = listing();
  EXPECT_EQ(found.licence, "cc-by-nc-4.0");
  EXPECT_EQ(found.files.size(), 5u);
  PullProgress last;
  hooks_.go_on = [&](const PullProgress& progress) {
    EXPECT_GE(progress.done, last.done);
    EXPECT_LE(progress.done, progress.total);
    last = progress;
    return true;
  };
  const fs::path snapshot = pull(settings_, HubCache(settings_.cache), found, hooks_);
  expect_whole(snapshot);
  EXPECT_EQ(last.total, found.bytes());
  EXPECT_EQ(last.received, found.bytes());
  const fs::path model = settings_.cache / "models--someone--some-model";
  EXPECT_EQ(snapshot, model / "snapshots" / FakeHub::kCommit);
  EXPECT_EQ(read_text(model / "refs/main"), FakeHub::kCommit);
  EXPECT_EQ(fs::read_symlink(snapshot / "model.safetensors"),
            "../../blobs/" + FakeHub::sum(hub_.files["model.safetensors"]));
  EXPECT_FALSE(fs::exists(snapshot / "pytorch_model.bin"));
  EXPECT_FALSE(fs::exists(snapshot / "README.md"));
  EXPECT_EQ(HubCache(settings_.cache).find(found.id), snapshot);
  EXPECT_EQ(HubCache(settings_.cache).list().at(0).licence, "cc-by-nc-4.0");
}

TEST_F(HubDownload, TheTokenStaysWithTheHub) {
  settings_.token = "hf_secret";
  pull_all();
  ASSERT_FALSE(hub_.hub_requests().empty());
  for (const ServerRequest& request : hub_.hub_requests())
    EXPECT_EQ(request.header("authorization"), "Bearer hf_secret") << request.target;
  ASSERT_FALSE(hub_.store_requests().empty());
  for (const ServerRequest& request : hub_.store_requests())
    EXPECT_EQ(request.header("authorization"), "") << request.target;
}

TEST_F(HubDownload, ASecondPullAsksAndBringsNothing) {
  pull_all();
  hub_.forget_requests();
  expect_whole(pull_all());
  for (const ServerRequest& request : hub_.hub_requests()) {
    EXPECT_TRUE(request.method == "HEAD" || request.target.starts_with("/api/models/"))
        << request.target;
  }
  EXPECT_TRUE(hub_.store_requests().empty());
  EXPECT_EQ(bytes_to_come(HubCache(settings_.cache), listing()), 0u);
}

TEST_F(HubDownload, ACacheThatAnotherToolFilledIsUsedAsItIs) {
  const fs::path model = settings_.cache / "models--someone--some-model";
  fs::create_directories(model / "blobs");
  fs::create_directories(model / "refs");
  fs::create_directories(model / "snapshots" / FakeHub::kCommit);
  for (const auto& [name, file] : hub_.files) {
    write_text(model / "blobs" / FakeHub::sum(file), file.content);
    fs::create_symlink("../../blobs/" + FakeHub::sum(file),
                       model / "snapshots" / FakeHub::kCommit / name);
  }
  write_text(model / "refs/main", FakeHub::kCommit);
  const auto written = fs::last_write_time(blob("model.safetensors"));
  expect_whole(pull_all());
  EXPECT_TRUE(hub_.store_requests().empty());
  EXPECT_EQ(fs::last_write_time(blob("model.safetensors")), written);
  EXPECT_TRUE(fs::exists(model / "snapshots" / FakeHub::kCommit / "pytorch_model.bin"));
}

TEST_F(HubDownload, ACutConnectionIsGoneOnWith) {
  bool cut = true;
  hub_.after_store = [&](const ServerRequest& request, ServerAnswer& answer) {
    if (cut && answer.body.size() > 100'000 && request.method == "GET") answer.cut_at = 100'000;
  };
  const std::string message = failure(ErrorKind::kIo);
  EXPECT_NE(message.find("model.safetensors"), std::string::npos) << message;
  EXPECT_NE(message.find("100.0 kB of 300.0 kB are here and stay"), std::string::npos) << message;
  expect_no_snapshot();
  EXPECT_EQ(fs::file_size(blob("model.safetensors", ".incomplete")), 100'000u);
  EXPECT_FALSE(fs::exists(blob("model.safetensors")));

  cut = false;
  hub_.forget_requests();
  expect_whole(pull_all());
  ASSERT_EQ(hub_.store_requests().size(), 1u);
  EXPECT_EQ(hub_.store_requests()[0].header("range"), "bytes=100000-");
  // The store calls the file by another name, so nothing depends on that.
  EXPECT_EQ(hub_.store_requests()[0].header("if-range"), "");
}

TEST_F(HubDownload, AConnectionThatBreaksOftenIsTriedAgainByItself) {
  settings_.retries = 1;  // in a row that bring nothing
  hub_.after_store = [](const ServerRequest&, ServerAnswer& answer) {
    if (answer.body.size() > 50'000) answer.cut_at = 50'000;
  };
  expect_whole(pull_all());
  EXPECT_GE(hub_.store_requests().size(), 6u);
}

TEST_F(HubDownload, ABusyHubIsAskedAgain) {
  settings_.retries = 3;
  int refusals = 3;
  hub_.before_store = [&](const ServerRequest&) -> std::optional<ServerAnswer> {
    if (refusals-- <= 0) return std::nullopt;
    return ServerAnswer{
        .status = 503, .headers = {}, .body = "busy", .length = {}, .cut_at = {}, .stall_at = {}};
  };
  expect_whole(pull_all());
  refusals = 4;
  fs::remove_all(settings_.cache);
  EXPECT_NE(failure(ErrorKind::kIo).find("503"), std::string::npos);
}

TEST_F(HubDownload, AWrongSumIsThrownAway) {
  hub_.after_store = [](const ServerRequest&, ServerAnswer& answer) {
    if (answer.body.size() == 300'000) answer.body[7] = static_cast<char>(answer.body[7] ^ 1);
  };
  const std::string message = failure(ErrorKind::kInput);
  EXPECT_NE(message.find("SHA-256 " + FakeHub::sum(hub_.files["model.safetensors"])),
            std::string::npos)
      << message;
  EXPECT_FALSE(fs::exists(blob("model.safetensors", ".incomplete")));
  EXPECT_FALSE(fs::exists(blob("model.safetensors")));
  expect_no_snapshot();

  fs::remove_all(settings_.cache);
  hub_.after_store = nullptr;
  hub_.after_hub = [](const ServerRequest&, ServerAnswer& answer) {
    if (answer.body == "{}") answer.body = "[]";
  };
  EXPECT_NE(failure(ErrorKind::kInput).find("git SHA-1"), std::string::npos);
}

TEST_F(HubDownload, ASpoiltBeginningIsFetchedOnceMore) {
  fs::create_directories(blob("model.safetensors").parent_path());
  write_text(blob("model.safetensors", ".incomplete"), noise(1000, 99));
  expect_whole(pull_all());
  size_t requests = 0;
  for (const ServerRequest& request : hub_.store_requests())
    requests +=
        request.target.find(FakeHub::sum(hub_.files["model.safetensors"])) != std::string::npos;
  EXPECT_EQ(requests, 2u);
}

TEST_F(HubDownload, ABeginningThatIsTooLongIsBegunAgain) {
  fs::create_directories(blob("model.safetensors").parent_path());
  write_text(blob("model.safetensors", ".incomplete"), noise(300'001, 99));
  expect_whole(pull_all());
}

TEST_F(HubDownload, AServerThatKnowsNoRangesSendsAllOfIt) {
  fs::create_directories(blob("model.safetensors").parent_path());
  write_text(blob("model.safetensors", ".incomplete"),
             hub_.files["model.safetensors"].content.substr(0, 1000));
  hub_.after_store = [&](const ServerRequest& request, ServerAnswer& answer) {
    if (answer.status != 206) return;
    answer.status = 200;
    answer.headers.erase("Content-Range");
    answer.body =
        hub_.files[request.header("range") == "bytes=1000-" ? "model.safetensors" : ""].content;
  };
  expect_whole(pull_all());
}

TEST_F(HubDownload, TheWrongPartIsNotWrittenDown) {
  fs::create_directories(blob("model.safetensors").parent_path());
  write_text(blob("model.safetensors", ".incomplete"),
             hub_.files["model.safetensors"].content.substr(0, 1000));
  hub_.after_store = [&](const ServerRequest&, ServerAnswer& answer) {
    if (answer.status == 206) answer.headers["Content-Range"] = "bytes 0-299999/300000";
  };
  EXPECT_NE(failure(ErrorKind::kIo).find("expected the bytes from 1000"), std::string::npos);
  expect_whole(pull_all());  // it has been begun again
}

TEST_F(HubDownload, MoreThanAnnouncedIsRefused) {
  hub_.after_store = [](const ServerRequest& request, ServerAnswer& answer) {
    if (request.method == "GET" && answer.body.size() == 300'000) answer.body += "x";
  };
  EXPECT_NE(failure(ErrorKind::kInput).find("expected 300000 bytes, found more"),
            std::string::npos);
  expect_no_snapshot();
}

TEST_F(HubDownload, AFileThatChangedBetweenTwoPullsIsBegunAnew) {
  hub_.after_store = [&](const ServerRequest&, ServerAnswer& answer) {
    if (answer.body.size() > 100'000) answer.cut_at = 100'000;
  };
  failure(ErrorKind::kIo);
  const fs::path old = blob("model.safetensors", ".incomplete");
  EXPECT_TRUE(fs::exists(old));
  hub_.after_store = nullptr;
  hub_.files["model.safetensors"].content = noise(300'000, 5);
  hub_.commit = std::string(40, 'f');
  hub_.forget_requests();
  const fs::path snapshot = pull_all();
  expect_whole(snapshot);
  EXPECT_EQ(snapshot.filename(), hub_.commit);
  EXPECT_EQ(hub_.store_requests().at(0).header("range"), "");
}

TEST_F(HubDownload, AFileThatChangesUnderAPullIsNoticed) {
  fs::create_directories(blob("config.json").parent_path());
  const HubListing found = listing();
  write_text(blob("config.json", ".incomplete"), "{\"model");
  hub_.files["config.json"].content = R"({"model_type": "anothers"})";
  try {
    pull(settings_, HubCache(settings_.cache), found, hooks_);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("has changed"), std::string::npos) << error.what();
  }
  bool asked = false;
  for (const ServerRequest& request : hub_.hub_requests()) {
    if (request.header("range").empty()) continue;
    asked = true;
    EXPECT_EQ(request.header("if-range"), "\"" + found.files.at(0).sum + "\"");
  }
  EXPECT_TRUE(asked);
  expect_no_snapshot();
}

TEST_F(HubDownload, AStalledServerIsGivenUp) {
  settings_.stall_limit = 200ms;
  hub_.after_store = [](const ServerRequest&, ServerAnswer& answer) {
    if (answer.body.size() > 1000) answer.stall_at = 1000;
  };
  const std::string message = failure(ErrorKind::kIo);
  EXPECT_NE(message.find("next to nothing came for 0.2 s"), std::string::npos) << message;
  expect_no_snapshot();
}

TEST_F(HubDownload, StoppingKeepsWhatIsThere) {
  hooks_.go_on = [](const PullProgress& progress) {
    return progress.file != "model.safetensors" || progress.done < 60'000;
  };
  EXPECT_NE(failure(ErrorKind::kCancelled).find("stopped"), std::string::npos);
  EXPECT_GT(fs::file_size(blob("model.safetensors", ".incomplete")), 0u);
  expect_no_snapshot();
  hooks_.go_on = [](const PullProgress&) { return true; };
  expect_whole(pull_all());
}

TEST_F(HubDownload, AFullDiskIsSeenBeforehand) {
  hooks_.free_bytes = [](const fs::path&) { return uint64_t{200'000}; };
  const std::string message = failure(ErrorKind::kIo);
  EXPECT_NE(message.find("found 200.0 kB"), std::string::npos) << message;
  EXPECT_NE(message.find("HF_HUB_CACHE"), std::string::npos) << message;
  EXPECT_FALSE(fs::exists(settings_.cache));
  EXPECT_GT(free_bytes_of(root_ / "not" / "there"), 0u);
}

TEST_F(HubDownload, OneAtATime) {
  fs::create_directories(settings_.cache);
  const HubCache cache(settings_.cache);
  const HubListing found = listing();
  auto held =
      FileLock::try_take(cache.lock(found.id, FakeHub::sum(hub_.files["model.safetensors"])));
  ASSERT_TRUE(held);
  // The lock's holder brings the file while this pull waits for it.
  hooks_.go_on = [&](const PullProgress& progress) {
    if (progress.doing == PullProgress::Doing::kWaiting && held) {
      write_text(blob("model.safetensors"), hub_.files["model.safetensors"].content);
      held.reset();
    }
    return true;
  };
  expect_whole(pull(settings_, cache, found, hooks_));
  EXPECT_FALSE(held);
  EXPECT_EQ(hub_.store_requests().size(), 1u);  // of spiece.model alone
}

TEST_F(HubDownload, TwoPullsDoNotFight) {
  const HubListing found = listing();
  const HubCache cache(settings_.cache);
  hub_.forget_requests();
  std::thread other([&] { pull(settings_, cache, found, hooks_); });
  pull(settings_, cache, found, hooks_);
  other.join();
  expect_whole(cache.snapshot(found.id, found.commit));
  EXPECT_EQ(hub_.store_requests().size(), 2u);
}

TEST_F(HubDownload, ARevisionKeepsItsName) {
  const HubListing found = listing((std::string(FakeHub::kModel) + "@" + FakeHub::kCommit).c_str());
  const HubCache cache(settings_.cache);
  pull(settings_, cache, found, hooks_);
  EXPECT_FALSE(fs::exists(cache.model(found.id) / "refs"));
  EXPECT_EQ(cache.find(found.id), cache.snapshot(found.id, FakeHub::kCommit));
}

}  // namespace
}  // namespace continuo
