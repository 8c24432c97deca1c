#include "serve/gemini_live.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/text.h"
#include "serve/gemini_fakes_test.h"

namespace continuo::gemini {
namespace {

constexpr const char* kSetup = R"({"setup":{"model":"models/lyria-realtime-exp"}})";

class Live : public ::testing::Test {
 protected:
  void connect(const std::string& version = "v1beta") {
    Request request;
    request.parameters["version"] = version;
    handler = begin_live_music(request, socket, stage, seats, options, 77);
  }
  void say(std::string_view message) { handler->on_message(message, false); }
  void begin() {
    connect();
    say(kSetup);
    socket->taken();
    stage.taken();
  }
  Json heard() {
    stage.listener.sound(std::vector<float>(2 * options.chunk_frames, 0.25f));
    const std::vector<Json> messages = socket->taken();
    EXPECT_EQ(messages.size(), 1u);
    return messages.back()["serverContent"]["audioChunks"][0];
  }
  Json config() { return heard()["sourceMetadata"]["musicGenerationConfig"]; }
  std::vector<std::string> calls() { return stage.taken(); }

  FakeStage stage;
  LiveOptions options;
  LiveSeats seats{2, std::chrono::hours(1)};
  std::shared_ptr<FakeSocket> socket = std::make_shared<FakeSocket>();
  std::unique_ptr<SocketHandler> handler;
};

using Calls = std::vector<std::string>;

TEST_F(Live, SetupIsAnsweredFirstAndAlone) {
  connect();
  EXPECT_TRUE(socket->taken().empty());
  say(kSetup);
  const std::vector<Json> messages = socket->taken();
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0], Json::parse(R"({"setupComplete":{}})"));
}

TEST_F(Live, FramesAreAsTheOptionSays) {
  begin();
  say(R"({"clientContent":{"weightedPrompts":[{"text":""},{"text":"x"}]}})");
  for (const auto& [text, binary] : socket->sent) EXPECT_TRUE(binary);
  options.binary = false;
  socket = std::make_shared<FakeSocket>();
  connect();
  say(kSetup);
  ASSERT_EQ(socket->sent.size(), 1u);
  EXPECT_FALSE(socket->sent[0].second);
}

TEST_F(Live, PlaysWhatWasAskedBeforePlay) {
  begin();
  say(R"({"clientContent":{"weightedPrompts":[{"text":"Jazz","weight":1}]}})");
  say(R"({"musicGenerationConfig":{"bpm":140,"scale":"A_FLAT_MAJOR_F_MINOR"}})");
  say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(calls().back(), "play");
  EXPECT_EQ(stage.controls.bpm, 140);
  EXPECT_EQ(stage.controls.key, (Key{8, Mode::kMajor}));
  EXPECT_EQ(stage.controls.prompts, (std::vector<WeightedPrompt>{{"Jazz", 1}}));
  const Json chunk = heard();
  EXPECT_EQ(chunk["sourceMetadata"], Json::parse(R"({"clientContent":{"weightedPrompts":[
      {"text":"Jazz","weight":1.0}]},"musicGenerationConfig":{"seed":77,"bpm":140,
      "scale":"A_FLAT_MAJOR_F_MINOR"}})"));
  EXPECT_EQ(chunk["data"].get<std::string>().size(), options.chunk_frames * 4 / 3 * 4);
}

TEST_F(Live, AScaleIsMinorWhereThePromptsAre) {
  stage.minor = true;
  begin();
  say(R"({"musicGenerationConfig":{"scale":"C_MAJOR_A_MINOR"}})");
  say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(stage.controls.key, (Key{9, Mode::kMinor}));
}

TEST_F(Live, TempoAndScaleWaitForAReset) {
  begin();
  say(R"({"musicGenerationConfig":{"bpm":100}})");
  say(R"({"playbackControl":"PLAY"})");
  calls();
  socket->taken();
  say(R"({"musicGenerationConfig":{"bpm":160,"scale":1,"density":0.9}})");
  EXPECT_EQ(stage.controls.bpm, 100);
  EXPECT_FALSE(stage.controls.key);
  EXPECT_EQ(stage.controls.density, 0.9);
  EXPECT_EQ(config()["bpm"], 100);
  EXPECT_FALSE(config().contains("scale"));
  say(R"({"playbackControl":"PAUSE"})");
  say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(stage.controls.bpm, 100);
  say(R"({"playbackControl":"RESET_CONTEXT"})");
  EXPECT_EQ(calls().back(), "reset");
  EXPECT_EQ(stage.controls.bpm, 160);
  EXPECT_EQ(config()["bpm"], 160);
  EXPECT_EQ(config()["scale"], "C_MAJOR_A_MINOR");
}

TEST_F(Live, TempoIsTakenWhenItStartsAgain) {
  begin();
  say(R"({"playbackControl":"PLAY"})");
  say(R"({"musicGenerationConfig":{"bpm":160}})");
  EXPECT_FALSE(stage.controls.bpm);
  say(R"({"playbackControl":"STOP"})");
  EXPECT_FALSE(stage.controls.bpm);
  say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(stage.controls.bpm, 160);
}

TEST_F(Live, ConfigReplacesTheWhole) {
  begin();
  say(R"({"playbackControl":"PLAY"})");
  say(R"({"musicGenerationConfig":{"density":0.2,"muteBass":true,"seed":5}})");
  EXPECT_TRUE(stage.controls.mute_bass);
  EXPECT_EQ(stage.controls.seed, 5u);
  say(R"({"musicGenerationConfig":{"brightness":0.3}})");
  EXPECT_FALSE(stage.controls.mute_bass);
  EXPECT_FALSE(stage.controls.density);
  EXPECT_EQ(stage.controls.brightness, 0.3);
  EXPECT_EQ(stage.controls.seed, 77u);
  say(R"({"musicGenerationConfig":{}})");
  EXPECT_FALSE(stage.controls.brightness);
}

TEST_F(Live, NewPromptsReplaceTheOld) {
  begin();
  say(R"({"clientContent":{"weightedPrompts":[{"text":"a"},{"text":"b"}]}})");
  say(R"({"clientContent":{"weightedPrompts":[{"text":"c"}]}})");
  EXPECT_EQ(stage.controls.prompts, (std::vector<WeightedPrompt>{{"c", 1}}));
  EXPECT_EQ(calls(), (Calls{"set", "set"}));
}

TEST_F(Live, MutesAreHeardAtOnce) {
  begin();
  say(R"({"musicGenerationConfig":{"muteDrums":true}})");
  say(R"({"musicGenerationConfig":{"muteDrums":true,"density":0.5}})");
  EXPECT_EQ(calls(), (Calls{"set now", "set"}));
}

TEST_F(Live, SayingTheSameTwiceChangesNothing) {
  begin();
  for (int i = 0; i < 3; ++i) say(R"({"clientContent":{"weightedPrompts":[{"text":"a"}]}})");
  EXPECT_EQ(calls(), (Calls{"set"}));
}

TEST_F(Live, PlaybackIsAStateMachine) {
  begin();
  say(R"({"playbackControl":"PAUSE"})");
  say(R"({"playbackControl":"STOP"})");
  EXPECT_EQ(calls(), Calls());
  say(R"({"playbackControl":"PLAY"})");
  say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(calls(), (Calls{"play"}));
  say(R"({"playbackControl":"PAUSE"})");
  say(R"({"playbackControl":"PAUSE"})");
  EXPECT_EQ(calls(), (Calls{"pause"}));
  say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(calls(), (Calls{"play"}));
  say(R"({"playbackControl":"RESET_CONTEXT"})");
  EXPECT_EQ(calls(), (Calls{"reset"}));
  say(R"({"playbackControl":"PAUSE"})");
  say(R"({"playbackControl":"RESET_CONTEXT"})");  // stays silent
  EXPECT_EQ(calls(), (Calls{"pause", "stop"}));
  say(R"({"playbackControl":"PLAY"})");
  say(R"({"playbackControl":"STOP"})");
  say(R"({"playbackControl":"RESET_CONTEXT"})");  // stays silent
  EXPECT_EQ(calls(), (Calls{"play", "stop"}));
  EXPECT_EQ(socket->close_code, 0);
}

TEST_F(Live, FilteredPromptsDoNotEndTheStream) {
  options.filter = [](std::string_view prompt) -> std::optional<std::string> {
    if (prompt == "no") return "because";
    return std::nullopt;
  };
  begin();
  say(R"({"clientContent":{"weightedPrompts":[{"text":"no"},{"text":"yes"}]}})");
  const std::vector<Json> messages = socket->taken();
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0],
            Json::parse(R"({"filteredPrompt":{"text":"no","filteredReason":"because"}})"));
  EXPECT_EQ(stage.controls.prompts.size(), 1u);
  EXPECT_EQ(socket->close_code, 0);
}

TEST_F(Live, AllZeroKeepsWhatPlays) {
  begin();
  say(R"({"clientContent":{"weightedPrompts":[{"text":"a"}]}})");
  say(R"({"clientContent":{"weightedPrompts":[{"text":"b","weight":0}]}})");
  EXPECT_EQ(socket->taken().size(), 1u);
  EXPECT_EQ(stage.controls.prompts, (std::vector<WeightedPrompt>{{"a", 1}}));
}

TEST_F(Live, PlaysWithoutPrompts) {
  begin();
  say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(calls(), (Calls{"play"}));
  const std::vector<Json> messages = socket->taken();
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_TRUE(messages[0].contains("warning"));
}

TEST_F(Live, WarningsOfThePerformanceAreToldOn) {
  begin();
  stage.listener.warning("a prompt could not be read");
  EXPECT_EQ(socket->taken().back()["warning"], "a prompt could not be read");
}

struct Bad {
  std::vector<const char*> messages;
  int code;
};

TEST_F(Live, BadMessagesCloseWithACodeAndAReason) {
  for (const Bad& bad :
       {Bad{{"x"}, 1007}, Bad{{"{}"}, 1007}, Bad{{R"({"playbackControl":"PLAY"})"}, 1007},
        Bad{{R"({"setup":{"model":"models/gemini-9"}})"}, 1008}, Bad{{R"({"setup":{}})"}, 1008},
        Bad{{R"({"setup":{"model":"lyria-3.5"}})"}, 1008}, Bad{{kSetup, kSetup}, 1007},
        Bad{{kSetup, R"({"musicGenerationConfig":{"scale":"X"}})"}, 1007},
        Bad{{kSetup, R"({"playbackControl":"LOUDER"})"}, 1007},
        Bad{{kSetup, R"({"playbackControl":0})"}, 1007}}) {
    socket = std::make_shared<FakeSocket>();
    connect();
    for (const char* message : bad.messages) say(message);
    EXPECT_EQ(socket->close_code, bad.code) << bad.messages.back();
    EXPECT_FALSE(socket->close_reason.empty());
    EXPECT_LE(socket->close_reason.size(), 123u);
    stage.taken();
    say(R"({"playbackControl":"PLAY"})");  // is not heard any more
    EXPECT_EQ(calls(), Calls());
    handler.reset();
  }
}

TEST_F(Live, ABrokenStageIsOurFault) {
  stage.broken = true;
  connect();
  say(kSetup);
  EXPECT_EQ(socket->taken().size(), 1u);
  EXPECT_EQ(socket->close_code, 1011);
}

TEST_F(Live, UnknownVersionsAreRefused) {
  connect("v2");
  EXPECT_EQ(socket->close_code, 1008);
  say(kSetup);
  EXPECT_TRUE(socket->taken().empty());
}

TEST_F(Live, SeatsAreCountedAndGivenBack) {
  begin();
  const auto first_socket = socket;
  auto first = std::move(handler);
  socket = std::make_shared<FakeSocket>();
  begin();
  auto second = std::move(handler);
  socket = std::make_shared<FakeSocket>();
  connect();
  EXPECT_EQ(socket->close_code, 1013);
  EXPECT_FALSE(socket->close_reason.empty());
  say(kSetup);
  EXPECT_TRUE(socket->taken().empty());
  EXPECT_EQ(seats.taken(), 2);
  first->on_close();
  EXPECT_EQ(seats.taken(), 1);
  socket = std::make_shared<FakeSocket>();
  begin();
  EXPECT_EQ(socket->close_code, 0);
}

TEST_F(Live, IdleSessionsEnd) {
  const Clock::time_point now = Clock::now();
  connect();
  seats.end_idle(now + std::chrono::seconds(5));
  EXPECT_EQ(socket->close_code, 0);
  say(kSetup);
  seats.end_idle(now + std::chrono::seconds(500));
  EXPECT_EQ(socket->close_code, 0);
  say(R"({"playbackControl":"PLAY"})");
  seats.end_idle(now + std::chrono::hours(10));
  EXPECT_EQ(socket->close_code, 0);
  say(R"({"playbackControl":"PAUSE"})");
  seats.end_idle(now + std::chrono::hours(10));
  EXPECT_EQ(socket->close_code, 1000);
}

TEST_F(Live, ThoseWhoSayNothingEndSoon) {
  connect();
  seats.end_idle(Clock::now() + std::chrono::seconds(31));
  EXPECT_EQ(socket->close_code, 1000);
}

TEST_F(Live, TheEndOfTheSocketEndsTheMusic) {
  begin();
  handler->on_close();
  EXPECT_EQ(calls(), (Calls{"end"}));
}

TEST_F(Live, WhatASlowReaderHasNotGotIsDroppedAtAStop) {
  begin();
  say(R"({"playbackControl":"PLAY"})");
  say(R"({"playbackControl":"STOP"})");
  EXPECT_EQ(socket->drops, 0);
  say(R"({"playbackControl":"PLAY"})");
  socket->queued = size_t{1} << 20;
  say(R"({"musicGenerationConfig":{"bpm":1}})");  // a warning in the queue
  socket->taken();
  say(R"({"playbackControl":"STOP"})");
  EXPECT_EQ(socket->drops, 1);
  const std::vector<Json> messages = socket->taken();  // and is said again
  ASSERT_FALSE(messages.empty());
  EXPECT_TRUE(messages.back().contains("warning"));
}

TEST_F(Live, ManyWarningsToASlowReaderAreNotKeptForEver) {
  begin();
  say(R"({"playbackControl":"PLAY"})");
  socket->queued = size_t{1} << 20;
  for (int i = 0; i < 500; ++i) say(R"({"musicGenerationConfig":{"bpm":1}})");
  socket->taken();
  say(R"({"playbackControl":"STOP"})");
  const size_t said = socket->taken().size();
  EXPECT_GE(said, 1u);
  EXPECT_LE(said, 20u);
}

TEST(CloseReason, FitsAFrameAndStaysText) {
  EXPECT_EQ(close_reason("short"), "short");
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "\xc3\xbc";
  for (int shift = 0; shift < 4; ++shift) {
    const std::string reason = close_reason(std::string(static_cast<size_t>(shift), 'x') + umlauts);
    EXPECT_LE(reason.size(), 123u);
    EXPECT_TRUE(is_utf8(reason));
    EXPECT_GT(reason.size(), 115u);
  }
}

}  // namespace
}  // namespace continuo::gemini
