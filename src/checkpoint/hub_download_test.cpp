// Against a hub of our own that behaves, and misbehaves, as the real one does.
#include "checkpoint/hub_download.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "base/error.h"
#include "base/file_lock.h"
#include "base/files.h"
#include "base/rng.h"
#include "checkpoint/fake_hub_test.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string noise(size_t bytes, uint64_t seed) {
  Rng rng(seed);
  std::string text(bytes, ' ');
  for (char& c : text) c = static_cast<char>(rng.next());
  return text;
}

class HubDownload : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
      ::unsetenv(name);
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) /
            (std::string("continuo_pull_") + test->name() + "_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    settings_.cache = root_ / "hub";
    settings_.endpoint = hub_.url();
    settings_.first_pause = 1ms;
    settings_.retries = 0;
    hub_.files["config.json"] = {R"({"model_type": "musicgen"})"};
    hub_.files["generation_config.json"] = {"{}"};
    hub_.files["spiece.model"] = {noise(3000, 1), true};
    hub_.files["tokenizer.json"] = {"{\"version\": \"1.0\"}"};
    hub_.files["model.safetensors"] = {noise(300'000, 2), true};
    hub_.files["pytorch_model.bin"] = {"pickle", true};
    hub_.files["README.md"] = {"# card"};
  }
  void TearDown() override { fs::remove_all(root_); }

  HubListing listing(const char* id = FakeHub::kModel) {
    HubHttp http(settings_, [] { return true; });
    return look_up(http, settings_, parse_hub_id(id));
  }
  fs::path pull_all() {
    const HubListing found = listing();
    return pull(settings_, HubCache(settings_.cache), found, hooks_);
  }
  // The message of the error that pulling ends with.
  std::string failure(ErrorKind kind) {
    try {
      pull_all();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), kind) << error.what();
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
      return error.what();
    }
    ADD_FAILURE() << "expected an error";
    return "";
  }
  fs::path blob(const char* file, const char* ending = "") const {
    return settings_.cache / "models--someone--some-model/blobs" /
           (FakeHub::sum(hub_.files.at(file)) + ending);
  }
  // Nothing bears a name that is not whole.
  void expect_no_snapshot() const {
    EXPECT_FALSE(fs::exists(settings_.cache / "models--someone--some-model/snapshots"));
    EXPECT_FALSE(fs::exists(settings_.cache / "models--someone--some-model/refs"));
  }
  void expect_whole(const fs::path& snapshot) const {
    for (const char* name : {"config.json", "generation_config.json", "spiece.model",
                             "tokenizer.json", "model.safetensors"}) {
      EXPECT_EQ(read_text(snapshot / name), hub_.files.at(name).content) << name;
      EXPECT_TRUE(fs::is_symlink(snapshot / name)) << name;
      EXPECT_FALSE(fs::exists(blob(name, ".incomplete"))) << name;
    }
  }

  FakeHub hub_;
  HubSettings settings_;
  PullHooks hooks_{[](const PullProgress&) { return true; },
                   [](const fs::path&) { return uint64_t{1} << 40; }};
  fs::path root_;
};

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

TEST_F(HubDownload, Shards) {
  hub_.files.erase("model.safetensors");
  hub_.files["model-00001-of-00002.safetensors"] = {noise(5000, 3), true};
  hub_.files["model-00002-of-00002.safetensors"] = {noise(6000, 4), true};
  hub_.files["model-00009-of-00009.safetensors"] = {noise(70, 4), true};  // of no index
  hub_.files["model.safetensors.index.json"] = {
      R"({"metadata": {}, "weight_map": {"a": "model-00002-of-00002.safetensors",)"
      R"( "b": "model-00001-of-00002.safetensors", "c": "model-00001-of-00002.safetensors"}})"};
  const fs::path snapshot = pull_all();
  for (const char* name : {"model.safetensors.index.json", "model-00001-of-00002.safetensors",
                           "model-00002-of-00002.safetensors"}) {
    EXPECT_EQ(read_text(snapshot / name), hub_.files[name].content) << name;
  }
  EXPECT_FALSE(fs::exists(snapshot / "model-00009-of-00009.safetensors"));
  EXPECT_EQ(HubCache(settings_.cache).find(parse_hub_id(FakeHub::kModel)), snapshot);
}

TEST_F(HubDownload, HostileIndexes) {
  hub_.files.erase("model.safetensors");
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  for (const std::string& name :
       {std::string(R"("../../../escape.safetensors")"),
        std::string(R"("/etc/escape.safetensors")"), std::string(R"("a/b.safetensors")"),
        std::string(R"("..")"), std::string(R"("")"), std::string("7"),
        std::string(R"("escape.bin")"), std::string(R"(".hidden.safetensors")"),
        std::string(R"("a\u001b[2J.safetensors")"), std::string(R"("unlisted.safetensors")"),
        deep}) {
    hub_.files["model.safetensors.index.json"] = {R"({"weight_map": {"x": )" + name + "}}"};
    try {
      pull_all();
      ADD_FAILURE() << name.substr(0, 60);
    } catch (const Error& error) {
      const std::string message = error.what();
      EXPECT_EQ(message.find_first_of("\n\x1b"), std::string::npos) << message;
      EXPECT_LT(message.size(), 400u) << message;
    }
    EXPECT_FALSE(fs::exists(settings_.cache)) << name.substr(0, 60);
  }
  hub_.files["model.safetensors.index.json"] = {"{}"};
  failure(ErrorKind::kInput);
  hub_.files["model.safetensors.index.json"] = {R"({"weight_map": {}})"};
  EXPECT_NE(failure(ErrorKind::kInput).find("found 0"), std::string::npos);
}

TEST_F(HubDownload, HostileNamesInTheListOfFilesAreNotTouched) {
  hub_.files["../../../../escape"] = {"x"};
  hub_.files["/etc/escape"] = {"x"};
  hub_.files["sub/config.json"] = {"x"};
  expect_whole(pull_all());
  for (const ServerRequest& request : hub_.hub_requests())
    EXPECT_EQ(request.target.find("escape"), std::string::npos) << request.target;
  EXPECT_FALSE(fs::exists(root_ / "escape"));
}

TEST_F(HubDownload, WithoutSafetensorsThereIsNothingToRead) {
  hub_.files.erase("model.safetensors");
  const std::string message = failure(ErrorKind::kMissing);
  EXPECT_NE(message.find("Only safetensors are read"), std::string::npos) << message;
  EXPECT_NE(message.find("pickled weights alone"), std::string::npos) << message;
  hub_.files.erase("config.json");
  EXPECT_NE(failure(ErrorKind::kMissing).find("config.json"), std::string::npos);
  EXPECT_FALSE(fs::exists(settings_.cache));
}

TEST_F(HubDownload, AClosedDoorSaysHowToOpenIt) {
  const auto refuse = [&](int status, const char* code) {
    hub_.before_hub = [=](const ServerRequest& request) -> std::optional<ServerAnswer> {
      // Gated models are listed; only their files are closed.
      if (request.target.starts_with("/api/models/") && status == 403) return std::nullopt;
      ServerAnswer answer;
      answer.status = status;
      if (*code != 0) answer.headers["X-Error-Code"] = code;
      answer.body = "\x1b[31mno\n";
      return answer;
    };
  };
  refuse(401, "RepoNotFound");
  EXPECT_NE(failure(ErrorKind::kMissing).find("Set HF_TOKEN"), std::string::npos);
  settings_.token = "hf_secret";
  std::string message = failure(ErrorKind::kMissing);
  EXPECT_NE(message.find("token may be too old"), std::string::npos) << message;
  EXPECT_EQ(message.find("hf_secret"), std::string::npos);
  refuse(403, "GatedRepo");
  message = failure(ErrorKind::kMissing);
  EXPECT_NE(message.find("gated"), std::string::npos) << message;
  EXPECT_NE(message.find("Accept its terms at " + hub_.url() + "/someone/some-model"),
            std::string::npos)
      << message;
  refuse(404, "RepoNotFound");
  EXPECT_NE(failure(ErrorKind::kMissing).find("404"), std::string::npos);
  refuse(404, "RevisionNotFound");
  EXPECT_NE(failure(ErrorKind::kMissing).find("revision main"), std::string::npos);
  refuse(418, "");
  EXPECT_NE(failure(ErrorKind::kIo).find("418"), std::string::npos);
  EXPECT_FALSE(fs::exists(settings_.cache));
}

TEST_F(HubDownload, NoHubIsAnErrorToo) {
  {
    const LocalServer gone([](const ServerRequest&) { return ServerAnswer{}; });
    settings_.endpoint = gone.url();
  }
  EXPECT_NE(failure(ErrorKind::kIo).find("expected a connection"), std::string::npos);
}

TEST_F(HubDownload, AnswersThatAreNoHubsAreRefused) {
  const auto answer_with = [&](std::string body) {
    hub_.before_hub = [=](const ServerRequest& request) -> std::optional<ServerAnswer> {
      if (!request.target.starts_with("/api/models/")) return std::nullopt;
      ServerAnswer answer;
      answer.body = body;
      return answer;
    };
  };
  const std::string sha = std::string(R"("sha": ")") + FakeHub::kCommit + "\"";
  for (const std::string& body :
       {std::string("<html>log in to the hotel's network</html>"), std::string("[]"),
        std::string("{}"), "{" + sha + "}", "{" + sha + R"(, "siblings": 7})",
        std::string(R"({"sha": "../../x", "siblings": []})"), std::string("{\"sha\": \"\xff"),
        std::string(200'000, '[')}) {
    answer_with(body);
    EXPECT_NE(failure(ErrorKind::kInput).find("HF_ENDPOINT"), std::string::npos)
        << body.substr(0, 40);
  }
  answer_with("{" + sha + R"(, "siblings": [1, {}, {"rfilename": 4}, {"rfilename": null}]})");
  failure(ErrorKind::kMissing);
  EXPECT_FALSE(fs::exists(settings_.cache));
}

TEST_F(HubDownload, SumsThatAreNoneAreRefused) {
  for (const char* etag : {"\"../../../escape\"", "\"abc\"", "", "W/\"00\""}) {
    hub_.after_hub = [=](const ServerRequest& request, ServerAnswer& answer) {
      if (request.method == "HEAD" && answer.status == 200) answer.headers["ETag"] = etag;
    };
    EXPECT_NE(failure(ErrorKind::kInput).find("ETag"), std::string::npos) << etag;
  }
  EXPECT_FALSE(fs::exists(settings_.cache));
}

TEST_F(HubDownload, RedirectsHaveAnEnd) {
  hub_.before_hub = [](const ServerRequest& request) -> std::optional<ServerAnswer> {
    ServerAnswer answer;
    answer.status = 302;
    answer.headers["Location"] = request.target;
    return answer;
  };
  EXPECT_NE(failure(ErrorKind::kIo).find("10 redirects"), std::string::npos);
  hub_.before_hub = [](const ServerRequest&) -> std::optional<ServerAnswer> {
    ServerAnswer answer;
    answer.status = 302;
    answer.headers["Location"] = "file:///etc/passwd";
    return answer;
  };
  failure(ErrorKind::kIo);
}

TEST_F(HubDownload, LicencesAreShownAsTheCardNamesThem) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"license": "mit"})", "mit"},
      {R"({"license": ["mit", "apache-2.0"]})", "mit, apache-2.0"},
      {R"({"license": "other", "license_name": "own", "license_link": "https://x"})",
       "own: https://x"},
      {R"({"license": "other"})", "other"},
      {R"({"license": "a\u001b[31m\nb"})", "a?[31m?b"},
      {R"({})", ""},
      {R"({"license": 7})", ""},
      {"null", ""},
  };
  for (const auto& [card, licence] : cases) {
    hub_.card = card;
    EXPECT_EQ(listing().licence, licence) << card;
  }
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
