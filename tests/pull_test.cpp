// continuo pull and continuo models as a user meets them, with a hub of our own on 127.0.0.1.
//   CONTINUO is the program.

#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "base/files.h"
#include "checkpoint/fake_hub_test.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

class PullCommand : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) /
            (std::string("continuo_command_") + test->name() + "_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    hub_.files["config.json"] = {
        read_text(fs::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen/odd/config.json")};
    hub_.files["model.safetensors"] = {std::string(200'000, 'w'), true};
  }
  void TearDown() override { fs::remove_all(root_); }

  void enter_environment() const {
    for (const char* name : {"http_proxy", "all_proxy", "HF_HUB_CACHE", "HF_TOKEN"})
      ::unsetenv(name);
    ::setenv("HF_HOME", (root_ / "hf").c_str(), 1);
    ::setenv("HF_ENDPOINT", hub_.url().c_str(), 1);
    if (offline_) ::setenv("HF_HUB_OFFLINE", "1", 1);
  }
  [[noreturn]] void become(const std::vector<std::string>& words) const {
    enter_environment();
    std::vector<char*> list = {const_cast<char*>(CONTINUO)};
    for (const std::string& word : words) list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    ::execv(CONTINUO, list.data());
    ::_exit(127);
  }
  pid_t start(const std::vector<std::string>& words) const {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
      const bool ready = std::freopen("/dev/null", "r", stdin) != nullptr &&
                         std::freopen((root_ / "out").c_str(), "w", stdout) != nullptr &&
                         std::freopen((root_ / "err").c_str(), "w", stderr) != nullptr;
      if (!ready) ::_exit(126);
      become(words);
    }
    return child;
  }
  Outcome end(pid_t child) const {
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(root_ / "out"),
            read_text(root_ / "err")};
  }
  Outcome call(const std::vector<std::string>& words) const { return end(start(words)); }
  // The same on a terminal, where somebody types `answer`.
  Outcome converse(const std::vector<std::string>& words, const std::string& answer) const {
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) become(words);
    Outcome outcome;
    char piece[4096];
    bool answered = false;
    for (ssize_t got; (got = ::read(terminal, piece, sizeof piece)) > 0;) {
      outcome.out.append(piece, static_cast<size_t>(got));
      if (!answered && outcome.out.find("[y/N]") != std::string::npos) {
        answered = true;
        EXPECT_EQ(::write(terminal, answer.data(), answer.size()),
                  static_cast<ssize_t>(answer.size()));
      }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(terminal);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
  }
  fs::path model() const { return root_ / "hf/hub/models--someone--some-model"; }
  static void expect_one_line(const Outcome& outcome, int code, const std::string& part) {
    EXPECT_EQ(outcome.code, code) << outcome.out << outcome.err;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }

  FakeHub hub_;
  fs::path root_;
  bool offline_ = false;
};

TEST_F(PullCommand, AgreesToALicenceOnlyWhenToldTo) {
  const Outcome silent = call({"pull", FakeHub::kModel});
  expect_one_line(silent, 2, "--yes");
  EXPECT_NE(silent.out.find("licence  cc-by-nc-4.0"), std::string::npos) << silent.out;
  EXPECT_FALSE(fs::exists(root_ / "hf"));

  const Outcome refused = converse({"pull", FakeHub::kModel}, "\n");
  EXPECT_EQ(refused.code, 1) << refused.out;
  EXPECT_NE(refused.out.find("nothing was downloaded"), std::string::npos) << refused.out;
  EXPECT_FALSE(fs::exists(root_ / "hf"));

  const Outcome agreed = converse({"pull", FakeHub::kModel}, "y\n");
  EXPECT_EQ(agreed.code, 0) << agreed.out;
  EXPECT_TRUE(fs::exists(model() / "refs/main"));

  // Agreed once, it is not asked again.
  const Outcome again = call({"pull", FakeHub::kModel});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.out.find("already here"), std::string::npos) << again.out;
}

TEST_F(PullCommand, APulledModelIsListedNamedAndRemoved) {
  expect_one_line(call({"generate", "x", "--no-play", "--model", FakeHub::kModel}), 1,
                  "continuo pull someone/some-model");
  ASSERT_EQ(call({"pull", FakeHub::kModel, "--yes"}).code, 0);
  const Outcome list = call({"models"});
  EXPECT_EQ(list.code, 0) << list.err;
  EXPECT_NE(list.out.find("someone/some-model"), std::string::npos) << list.out;
  EXPECT_NE(list.out.find("cc-by-nc-4.0"), std::string::npos) << list.out;
  EXPECT_NE(list.out.find("apache-2.0"), std::string::npos) << list.out;
  expect_one_line(call({"generate", "x", "--no-play", "--model", FakeHub::kModel}), 1,
                  "safetensors");

  const Outcome kept = call({"models", "remove", FakeHub::kModel});
  expect_one_line(kept, 2, "--yes");
  EXPECT_NE(kept.out.find("model.safetensors"), std::string::npos) << kept.out;
  EXPECT_TRUE(fs::exists(model() / "refs/main"));
  const Outcome removed = call({"models", "remove", FakeHub::kModel, "--yes"});
  EXPECT_EQ(removed.code, 0) << removed.err;
  EXPECT_FALSE(fs::exists(model()));
  expect_one_line(call({"models", "remove", FakeHub::kModel, "--yes"}), 1, "not on this machine");
}

TEST_F(PullCommand, CtrlCKeepsWhatIsThere) {
  hub_.after_store = [](const ServerRequest&, ServerAnswer& answer) { answer.stall_at = 100'000; };
  const pid_t child = start({"pull", FakeHub::kModel, "--yes"});
  const fs::path begun =
      model() / "blobs" / (FakeHub::sum(hub_.files["model.safetensors"]) + ".incomplete");
  std::error_code ignored;
  for (int i = 0; i < 200 && fs::file_size(begun, ignored) != 100'000; ++i)
    std::this_thread::sleep_for(50ms);
  ::kill(child, SIGINT);
  expect_one_line(end(child), 1, "the same command goes on from there");
  EXPECT_EQ(fs::file_size(begun), 100'000u);
  EXPECT_FALSE(fs::exists(model() / "refs"));

  hub_.after_store = nullptr;
  hub_.forget_requests();
  EXPECT_EQ(call({"pull", FakeHub::kModel}).code, 0);  // begun, so agreed to
  ASSERT_EQ(hub_.store_requests().size(), 1u);
  EXPECT_EQ(hub_.store_requests()[0].header("range"), "bytes=100000-");
}

TEST_F(PullCommand, Offline) {
  offline_ = true;
  expect_one_line(call({"pull", FakeHub::kModel, "--yes"}), 1, "HF_HUB_OFFLINE");
  EXPECT_TRUE(hub_.hub_requests().empty());
  offline_ = false;
  ASSERT_EQ(call({"pull", FakeHub::kModel, "--yes"}).code, 0);
  offline_ = true;
  hub_.forget_requests();
  EXPECT_EQ(call({"pull", FakeHub::kModel}).code, 0);
  EXPECT_TRUE(hub_.hub_requests().empty());
}

TEST_F(PullCommand, Mistakes) {
  expect_one_line(call({"pull", "nano"}), 2, "facebook/musicgen-small");
  expect_one_line(call({"pull", "../../etc"}), 2, "facebook/musicgen-small");
  expect_one_line(call({"pull", "some/other", "--yes"}), 1, "404");
  hub_.before_hub = [](const ServerRequest&) -> std::optional<ServerAnswer> {
    ServerAnswer answer;
    answer.status = 401;
    return answer;
  };
  expect_one_line(call({"pull", FakeHub::kModel, "--yes"}), 1, "HF_TOKEN");
  EXPECT_FALSE(fs::exists(root_ / "hf"));
}

}  // namespace
}  // namespace continuo
