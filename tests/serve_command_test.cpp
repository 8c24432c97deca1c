// continuo serve and continuo live as a user and a page meet them. CONTINUO is the program.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <thread>

#include "base/files.h"
#include "base/json_fields.h"
#include "dsp/sound_file.h"
#include "serve/raw_client_test.h"
#include "serve/socket_client_test.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class ServeCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "serve-XXXXXX").string();
    home_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override {
    if (child_ > 0) stop(SIGKILL);
    std::error_code ignored;
    fs::remove_all(home_, ignored);
  }

  // Its output goes to a pipe, or to a file where nobody reads while it runs.
  pid_t run(const std::vector<std::string>& words, int out) {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::setenv("HOME", home_.c_str(), 1);
    for (const char* name : {"XDG_DATA_HOME", "DISPLAY", "WAYLAND_DISPLAY"}) ::unsetenv(name);
    std::vector<char*> list = {const_cast<char*>(CONTINUO)};
    for (const std::string& word : words) list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    ::execv(CONTINUO, list.data());
    ::_exit(127);
  }

  // Returns when it listens.
  void serve(std::vector<std::string> words = {}, const std::string& command = "serve") {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    words.insert(words.begin(), {command, "--port", "0"});
    child_ = run(words, ends[1]);
    ::close(ends[1]);
    std::string said;
    char byte = 0;
    while (::read(ends[0], &byte, 1) == 1 && byte != '\n') said += byte;
    ::close(ends[0]);
    const size_t colon = said.find("127.0.0.1:");
    ASSERT_NE(colon, std::string::npos) << said;
    port_ = static_cast<uint16_t>(std::stoi(said.substr(colon + 10)));
  }

  int stop(int signal) {
    ::kill(child_, signal);
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = 0;
    return status;
  }

  struct Outcome {
    int code = -1;
    std::string said;
  };
  Outcome outcome(const std::vector<std::string>& words) {
    const fs::path out = home_ / "said";
    std::FILE* file = std::fopen(out.c_str(), "w");
    const pid_t child = run(words, ::fileno(file));
    std::fclose(file);
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(out)};
  }

  Json json(std::string_view method, const std::string& path, const std::string& body = "",
            int status = 200) {
    const RawAnswer answer = ask(port_, method, path, "Content-Type: application/json\r\n", body);
    EXPECT_EQ(answer.status, status) << path << " " << answer.body;
    EXPECT_TRUE(answer.whole);
    return answer.body.empty() ? Json() : Json::parse(answer.body);
  }
  fs::path takes() const { return home_ / ".local/share/continuo/takes"; }

  fs::path home_;
  pid_t child_ = 0;
  uint16_t port_ = 0;
};

// A page that listens.
class Page {
 public:
  explicit Page(uint16_t port) : socket_(port, {.target = "/api/live"}) {}

  void say(const std::string& message) { socket_.send(message); }
  // The next text of that type; sound that comes before it is kept.
  Json next(std::string_view type) {
    for (int i = 0; i < 5000; ++i) {
      const SocketClient::Message message = socket_.read();
      if (message.closed) break;
      if (message.binary) {
        keep(message.bytes);
      } else if (Json json = Json::parse(message.bytes); json["type"] == type) {
        return json;
      }
    }
    ADD_FAILURE() << "no message of type " << type;
    return {};
  }
  void hear(double seconds) {
    const size_t enough = sound.size() + static_cast<size_t>(2 * 48000 * seconds);
    for (int i = 0; i < 5000 && sound.size() < enough; ++i) {
      const SocketClient::Message message = socket_.read();
      ASSERT_FALSE(message.closed);
      if (message.binary) keep(message.bytes);
    }
  }

  std::vector<int16_t> sound;
  int leaps = 0;

 private:
  void keep(const std::string& bytes) {
    uint64_t position = 0;
    uint32_t frames = 0;
    std::memcpy(&position, bytes.data(), 8);
    std::memcpy(&frames, bytes.data() + 8, 4);
    ASSERT_EQ(bytes.size(), 16 + 4 * size_t{frames});
    if (!sound.empty() && position != next_) ++leaps;
    next_ = position + frames;
    const size_t at = sound.size();
    sound.resize(at + 2 * frames);
    std::memcpy(sound.data() + at, bytes.data() + 16, 4 * size_t{frames});
  }

  SocketClient socket_;
  uint64_t next_ = 0;
};

int loudest(std::span<const int16_t> sound) {
  int most = 0;
  for (const int16_t sample : sound) most = std::max(most, std::abs(int{sample}));
  return most;
}

TEST_F(ServeCommand, APageHearsSteersAndKeeps) {
  serve({"--prompt", "upbeat funk band", "--bpm", "100"});
  Page page(port_);
  const Json hello = page.next("hello");
  EXPECT_EQ(hello["state"]["controls"]["bpm"], 100);
  page.say(R"({"type":"listen","audio":true,"format":"s16"})");
  page.hear(3);
  EXPECT_EQ(page.leaps, 0);
  EXPECT_GT(loudest(std::span(page.sound).last(2 * 48000)), 500) << "sound arrives";
  EXPECT_EQ(page.next("bars")["bars"][0]["bpm"], 100);
  EXPECT_FALSE(page.next("notes")["notes"].empty());

  page.say(R"({"type":"controls","controls":{"bpm":150,"key":"E minor"},"when":"bar"})");
  EXPECT_EQ(page.next("state")["state"]["controls"]["bpm"], 150);
  Json bar;
  for (int i = 0; i < 8 && bar["bpm"] != 150; ++i) bar = page.next("bars")["bars"][0];
  EXPECT_EQ(bar["bpm"], 150);
  EXPECT_EQ(bar["key"], "E minor");
  page.say(R"({"type":"controls","controls":{"bpm":900}})");
  EXPECT_EQ(page.next("error")["message"],
            "bpm: expected a whole number from 40 to 240, found 900.");

  const Json take = json("POST", "/api/takes", R"({"from":"live","seconds":60})", 201);
  const std::string id = take["id"];
  EXPECT_GT(take["seconds"].get<double>(), 3);
  EXPECT_EQ(json("GET", "/api/takes")["takes"].size(), 1u);
  const Json detail = json("GET", "/api/takes/" + id);
  EXPECT_FALSE(detail["notes"].empty());
  EXPECT_EQ(detail["peaks"].size(), 400u);
  const std::string wav = read_text(takes() / id / "take.wav", size_t{1} << 28);
  EXPECT_EQ(ask(port_, "GET", "/api/takes/" + id + "/audio").body, wav);
  const RawAnswer part = ask(port_, "GET", "/api/takes/" + id + "/audio", "Range: bytes=44-99\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, wav.substr(44, 56));
  const RawAnswer stems = ask(port_, "GET", "/api/takes/" + id + "/stems");
  EXPECT_EQ(stems.header("content-type"), "application/zip");
  EXPECT_TRUE(stems.whole);
  EXPECT_NE(stems.body.find("PK\x05\x06"), std::string::npos);
  const fs::path recipe = home_ / "kept.json";
  write_text(recipe, ask(port_, "GET", "/api/takes/" + id + "/recipe").body);
  const Outcome replayed = outcome({"replay", recipe, "--out", home_ / "again.wav", "--no-play"});
  EXPECT_EQ(replayed.code, 0) << replayed.said;
  EXPECT_EQ(read_text(home_ / "again.wav", size_t{1} << 28), wav) << "bit for bit";

  page.say(R"({"type":"transport","action":"pause"})");
  Json state;
  for (int i = 0; i < 5 && state["transport"] != "paused"; ++i) state = page.next("state")["state"];
  EXPECT_EQ(state["transport"], "paused");
  EXPECT_EQ(page.leaps, 0);
  const int status = stop(SIGTERM);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST_F(ServeCommand, ComposesPlansAndTakesFromWords) {
  serve();
  const Json plan =
      json("POST", "/api/plan", R"({"prompt":"a slow waltz","given":{"key":"D minor"},"seed":1})");
  EXPECT_EQ(plan["plan"]["key"], "D minor");
  EXPECT_EQ(plan["plan"]["metre"], "3/4");
  const Json take = json("POST", "/api/takes",
                         R"({"from":"prompt","prompt":"ragtime piano","bars":4,"seed":3})", 201);
  EXPECT_EQ(take["kind"], "prompt");
  EXPECT_EQ(take["bars"], 4);
  EXPECT_EQ(json("GET", "/api/health")["transport"], "stopped") << "it plays when it is told to";
  json("POST", "/api/takes", R"({"from":"live"})", 409);
  EXPECT_EQ(ask(port_, "GET", "/").status, 200) << "the studio";
  EXPECT_NE(ask(port_, "GET", "/metrics").body.find("continuo_takes_saved_total 1\n"),
            std::string::npos);
  const std::string models = ask(port_, "GET", "/v1beta/models").body;
  EXPECT_NE(models.find("\"models\""), std::string::npos) << models;
  // Ctrl-C, twice in a row being once too often.
  const int status = stop(SIGINT);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST_F(ServeCommand, WhatIsFinishedSurvivesAKillInTheMiddleOfSaving) {
  std::vector<std::string> finished;
  for (const int wait_ms : {5, 60, 200, 400}) {
    serve();
    const Json take = json("POST", "/api/takes",
                           R"({"from":"prompt","prompt":"solo piano","bars":2,"seed":3})", 201);
    finished.push_back(take["id"]);
    RawClient another(port_);
    ASSERT_TRUE(another.request("POST", "/api/takes", "",
                                R"({"from":"prompt","prompt":"big band","bars":8,"seed":4})"));
    std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
    stop(SIGKILL);
  }
  serve();
  const Json listed = json("GET", "/api/takes");
  for (const std::string& id : finished) {
    bool there = false;
    for (const Json& take : listed["takes"]) there |= take["id"] == id;
    EXPECT_TRUE(there) << id;
  }
  for (const Json& take : listed["takes"]) {
    const fs::path folder = takes() / take["id"].get<std::string>();
    EXPECT_NEAR(read_sound(folder / "take.wav").seconds(), take["seconds"].get<double>(), 0.001);
    EXPECT_EQ(take["files"].size(), 3u);
  }
  for (const auto& entry : fs::directory_iterator(takes()))
    EXPECT_FALSE(entry.path().filename().string().starts_with(".new")) << entry.path();
}

TEST_F(ServeCommand, AKeyIsAskedForWhereOneIsSet) {
  write_text(home_ / "key", "correct-horse\n");
  serve({"--api-key-file", home_ / "key"});
  EXPECT_EQ(ask(port_, "GET", "/api/takes").status, 401);
  EXPECT_EQ(ask(port_, "GET", "/api/takes", "Authorization: Bearer correct-horse\r\n").status, 200);
  EXPECT_EQ(ask(port_, "GET", "/api/health").status, 200);
  EXPECT_EQ(ask(port_, "GET", "/metrics").status, 401);
}

TEST_F(ServeCommand, RendersWithoutAClockTheSameEachTime) {
  const auto render = [&](const std::string& name) {
    const Outcome made = outcome({"live", "--prompt", "bossa nova trio", "--seed", "5", "--seconds",
                                  "6", "--out", home_ / name});
    EXPECT_EQ(made.code, 0) << made.said;
    return read_text(home_ / name, size_t{1} << 28);
  };
  const std::string first = render("a.wav");
  EXPECT_EQ(first, render("b.wav"));
  const Stereo sound = read_sound(home_ / "a.wav");
  EXPECT_EQ(sound.frames(), 6u * 48000);
  float most = 0;
  for (const float sample : sound.samples) most = std::max(most, std::abs(sample));
  EXPECT_GT(most, 0.02f);
}

TEST_F(ServeCommand, WhatCannotBeIsRefusedInWords) {
  const auto refused = [&](std::vector<std::string> words, int code, const char* why) {
    const Outcome made = outcome(words);
    EXPECT_EQ(made.code, code) << words[1] << made.said;
    EXPECT_NE(made.said.find(why), std::string::npos) << made.said;
  };
  refused({"serve", "--host", "0.0.0.0", "--port", "0"}, 2, "key");
  refused({"serve", "--bpm", "900", "--port", "0"}, 2, "bpm");
  refused({"serve", "--prompt", "", "--port", "0"}, 2, "prompts[0].text");
  refused({"serve", "--sessions", "0", "--port", "0"}, 2, "--sessions");
  refused({"serve", "--api-key", "a", "--api-key-file", "b", "--port", "0"}, 2, "--api-key-file");
  refused({"serve", "--device", "no such device", "--port", "0"}, 1, "no such device");
  refused({"serve", "--takes", "/proc/nothing", "--port", "0"}, 1, "/proc/nothing");
  refused({"live", "--seconds", "5"}, 2, "--out");
  refused({"live", "--seconds", "-5", "--out", home_ / "x.wav"}, 2, "--seconds");
  serve();
  refused({"serve", "--port", std::to_string(port_), "--takes", home_ / "other"}, 1,
          std::to_string(port_).c_str());
}

}  // namespace
}  // namespace continuo
