// What the tests of the hub share: a hub of our own with one model, and an empty cache.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"
#include "base/files.h"
#include "base/rng.h"
#include "checkpoint/fake_hub_test.h"
#include "checkpoint/hub_download.h"

namespace continuo {

inline std::string noise(size_t bytes, uint64_t seed) {
  Rng rng(seed);
  std::string text(bytes, ' ');
  for (char& c : text) c = static_cast<char>(rng.next());
  return text;
}

class HubTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
      ::unsetenv(name);
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = std::filesystem::path(testing::TempDir()) /
            (std::string("continuo_pull_") + test->name() + "_" + std::to_string(::getpid()));
    std::filesystem::remove_all(root_);
    settings_.cache = root_ / "hub";
    settings_.endpoint = hub_.url();
    settings_.first_pause = std::chrono::milliseconds(1);
    settings_.retries = 0;
    hub_.files["config.json"] = {R"({"model_type": "musicgen"})"};
    hub_.files["generation_config.json"] = {"{}"};
    hub_.files["spiece.model"] = {noise(3000, 1), true};
    hub_.files["tokenizer.json"] = {"{\"version\": \"1.0\"}"};
    hub_.files["model.safetensors"] = {noise(300'000, 2), true};
    hub_.files["pytorch_model.bin"] = {"pickle", true};
    hub_.files["README.md"] = {"# card"};
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  HubListing listing(const char* id = FakeHub::kModel) {
    HubHttp http(settings_, [] { return true; });
    return look_up(http, settings_, parse_hub_id(id));
  }
  std::filesystem::path pull_all() {
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
  std::filesystem::path blob(const char* file, const char* ending = "") const {
    return settings_.cache / "models--someone--some-model/blobs" /
           (FakeHub::sum(hub_.files.at(file)) + ending);
  }
  // Nothing bears a name that is not whole.
  void expect_no_snapshot() const {
    EXPECT_FALSE(
        std::filesystem::exists(settings_.cache / "models--someone--some-model/snapshots"));
    EXPECT_FALSE(std::filesystem::exists(settings_.cache / "models--someone--some-model/refs"));
  }
  void expect_whole(const std::filesystem::path& snapshot) const {
    for (const char* name : {"config.json", "generation_config.json", "spiece.model",
                             "tokenizer.json", "model.safetensors"}) {
      EXPECT_EQ(read_text(snapshot / name), hub_.files.at(name).content) << name;
      EXPECT_TRUE(std::filesystem::is_symlink(snapshot / name)) << name;
      EXPECT_FALSE(std::filesystem::exists(blob(name, ".incomplete"))) << name;
    }
  }

  FakeHub hub_;
  HubSettings settings_;
  PullHooks hooks_{[](const PullProgress&) { return true; },
                   [](const std::filesystem::path&) { return uint64_t{1} << 40; }};
  std::filesystem::path root_;
};

}  // namespace continuo
