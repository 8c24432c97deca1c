// What is asked of a hub before anything is written, and what is believed of its answers.
#include "checkpoint/hub_listing.h"

#include <gtest/gtest.h>

#include "checkpoint/http_url.h"
#include "checkpoint/hub_fixture_test.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class HubListingTest : public HubTest {};

TEST_F(HubListingTest, Shards) {
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

TEST_F(HubListingTest, HostileIndexes) {
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

TEST_F(HubListingTest, HostileNamesInTheListOfFilesAreNotTouched) {
  hub_.files["../../../../escape"] = {"x"};
  hub_.files["/etc/escape"] = {"x"};
  hub_.files["sub/config.json"] = {"x"};
  expect_whole(pull_all());
  for (const ServerRequest& request : hub_.hub_requests())
    EXPECT_EQ(request.target.find("escape"), std::string::npos) << request.target;
  EXPECT_FALSE(fs::exists(root_ / "escape"));
}

TEST_F(HubListingTest, WithoutSafetensorsThereIsNothingToRead) {
  hub_.files.erase("model.safetensors");
  const std::string message = failure(ErrorKind::kMissing);
  EXPECT_NE(message.find("Only safetensors are read"), std::string::npos) << message;
  EXPECT_NE(message.find("pickled weights alone"), std::string::npos) << message;
  hub_.files.erase("config.json");
  EXPECT_NE(failure(ErrorKind::kMissing).find("config.json"), std::string::npos);
  EXPECT_FALSE(fs::exists(settings_.cache));
}

TEST_F(HubListingTest, AClosedDoorSaysHowToOpenIt) {
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

TEST_F(HubListingTest, NoHubIsAnErrorToo) {
  {
    const LocalServer gone([](const ServerRequest&) { return ServerAnswer{}; });
    settings_.endpoint = gone.url();
  }
  EXPECT_NE(failure(ErrorKind::kIo).find("expected a connection"), std::string::npos);
}

TEST_F(HubListingTest, AnswersThatAreNoHubsAreRefused) {
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

TEST_F(HubListingTest, SumsThatAreNoneAreRefused) {
  for (const char* etag : {"\"../../../escape\"", "\"abc\"", "", "W/\"00\""}) {
    hub_.after_hub = [=](const ServerRequest& request, ServerAnswer& answer) {
      if (request.method == "HEAD" && answer.status == 200) answer.headers["ETag"] = etag;
    };
    EXPECT_NE(failure(ErrorKind::kInput).find("ETag"), std::string::npos) << etag;
  }
  EXPECT_FALSE(fs::exists(settings_.cache));
}

TEST_F(HubListingTest, RedirectsHaveAnEnd) {
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

TEST_F(HubListingTest, LicencesAreShownAsTheCardNamesThem) {
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

TEST(HttpUrl, KnowsWhoAnswers) {
  EXPECT_EQ(origin_of("https://Hub.Example/a/b"), origin_of("https://hub.example:443/c?d"));
  EXPECT_NE(origin_of("https://hub.example/"), origin_of("http://hub.example/"));
  EXPECT_NE(origin_of("https://hub.example/"), origin_of("https://hub.example:444/"));
  EXPECT_NE(origin_of("https://hub.example/"), origin_of("https://hub.example.evil/"));
  EXPECT_EQ(origin_of("https://hub.example@evil.example/").host, "evil.example");
  for (const char* url : {"", "hub", "file:///etc/passwd", "ftp://hub.example/", "https://"})
    EXPECT_THROW(origin_of(url), Error) << url;
  EXPECT_EQ(url_escaped("refs/pr/1 %\xC3\xA9"), "refs%2Fpr%2F1%20%25%C3%A9");
}

}  // namespace
}  // namespace continuo
