#include "serve/live_messages.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace continuo {
namespace {

std::string complaint(std::string_view text) {
  try {
    parse_client_message(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.message();
  }
  return "taken";
}

TEST(LiveMessages, AreReadAsTheyAreDocumented) {
  const auto controls = std::get<ControlsMessage>(
      parse_client_message(R"({"type":"controls","controls":{"bpm":99},"when":"bar"})"));
  EXPECT_EQ(controls.controls["bpm"], 99);
  EXPECT_EQ(controls.when, When::kBar);
  EXPECT_EQ(
      std::get<ControlsMessage>(parse_client_message(R"({"type":"controls","controls":{}})")).when,
      When::kNow);
  EXPECT_EQ(
      std::get<TransportMessage>(parse_client_message(R"({"action":"reset","type":"transport"})"))
          .action,
      TransportAction::kReset);
  const auto listen = std::get<ListenMessage>(
      parse_client_message(R"({"type":"listen","audio":true,"format":"f32"})"));
  EXPECT_TRUE(listen.audio);
  EXPECT_EQ(listen.format, SampleFormat::kF32);
  EXPECT_EQ(std::get<PingMessage>(parse_client_message(R"({"type":"ping","id":7.5})")).id, 7.5);
}

TEST(LiveMessages, WhatCannotBeIsRefusedInWords) {
  EXPECT_EQ(complaint(R"({"type":"sing"})"),
            "type: expected controls, transport, listen or ping, found \"sing\".");
  EXPECT_EQ(complaint("[]"), "expected an object with a type.");
  for (const char* text :
       {"", "{", "null", "5", R"({"type":7})", R"({"type":"controls"})",
        R"({"type":"controls","controls":5})", R"({"type":"controls","controls":{},"when":"soon"})",
        R"({"type":"controls","controls":{},"who":1})", R"({"type":"transport"})",
        R"({"type":"transport","action":"rewind"})", R"({"type":"listen"})",
        R"({"type":"listen","audio":1})", R"({"type":"listen","audio":true,"format":"mp3"})",
        R"({"type":"ping"})", R"({"type":"ping","id":"7"})", "\xff\xfe",
        R"({"type":"ping","id":1e400})"})
    EXPECT_NE(complaint(text), "taken") << text;
  EXPECT_NE(complaint(std::string(200, '[')), "taken");
}

TEST(LiveMessages, SoundIsWrittenByteByByte) {
  const std::vector<float> samples{0, 1, -1, 0.5f, 2, -2};
  const std::string s16 =
      sound_message(0x0102030405060708, samples, SampleFormat::kS16, Transport::kPlaying);
  ASSERT_EQ(s16.size(), 16u + 12u);
  const unsigned char head[] = {8, 7, 6, 5, 4, 3, 2, 1, 3, 0, 0, 0, 0, 1, 0, 0};
  EXPECT_EQ(std::memcmp(s16.data(), head, sizeof head), 0);
  const int16_t expected[] = {0, 32767, -32767, 16384, 32767, -32767};
  EXPECT_EQ(std::memcmp(s16.data() + 16, expected, sizeof expected), 0);

  const std::string f32 = sound_message(9, samples, SampleFormat::kF32, Transport::kPaused);
  ASSERT_EQ(f32.size(), 16u + 24u);
  EXPECT_EQ(f32[12], 1);
  EXPECT_EQ(f32[13], 2);
  EXPECT_EQ(std::memcmp(f32.data() + 16, samples.data(), 24), 0);
  EXPECT_EQ(sound_message(9, {}, SampleFormat::kS16, Transport::kStopped).size(), 16u);
}

TEST(LiveMessages, ServersMessagesAreJsonWhateverTheNumbers) {
  SessionStatus status;
  status.peak_db = -std::numeric_limits<double>::infinity();
  status.loudness_db = std::nan("");
  status.load = std::nan("");
  status.warning = "\xff broken";
  const Json told = Json::parse(status_message(status, SoundInUse{"x", "ALSA", 12.34}, 3));
  EXPECT_EQ(told["peakDb"], -100);
  EXPECT_EQ(told["loudnessDb"], -100);
  EXPECT_EQ(told["load"], 0);
  EXPECT_EQ(told["underruns"], 3);
  EXPECT_EQ(told["deviceLatencyMs"], 12.3);
  EXPECT_TRUE(Json::parse(status_message({}, std::nullopt, 0))["deviceLatencyMs"].is_null());
}

TEST(LiveMessages, StateHoldsControlsAndPlan) {
  SessionStatus status;
  status.controls.prompts = {{"solo cello", 1}};
  status.plan.parts = {{42, Role::kLead}, {128, Role::kDrums}};
  status.plan_levels_db = {0, -60};
  status.transport = Transport::kPaused;
  status.generation = 12;
  const Json json = Json::parse(hello_message(status, std::nullopt));
  EXPECT_EQ(json["type"], "hello");
  EXPECT_EQ(json["sampleRateHz"], 48000);
  const Json& state = json["state"];
  EXPECT_EQ(state["controls"]["prompts"][0]["text"], "solo cello");
  EXPECT_TRUE(state["controls"]["bpm"].is_null());
  EXPECT_EQ(state["plan"]["parts"][0]["instrument"], "cello");
  EXPECT_EQ(state["planLevelsDb"].size(), 2u);
  EXPECT_EQ(state["parts"][1]["program"], 128);
  EXPECT_EQ(state["parts"][0]["role"], "lead");
  EXPECT_EQ(state["transport"], "paused");
  EXPECT_EQ(state["generation"], 12);
  EXPECT_TRUE(state["device"].is_null());
}

TEST(LiveMessages, NotesAndBars) {
  const HeardNote note{33, 40, 100, 96000, 120000};
  const Json notes = Json::parse(notes_message(std::span(&note, 1)));
  EXPECT_EQ(notes["notes"][0], Json::array({33, 40, 100, 96000, 120000}));
  HeardBar bar;
  bar.number = 17;
  bar.start = 1632000;
  bar.end = 1728000;
  bar.bar.bpm = 120;
  bar.bar.key = {2, Mode::kMinor};
  bar.bar.bar_in_section = 3;
  const Json bars = Json::parse(bars_message(std::span(&bar, 1)));
  const Json expected = Json::parse(
      R"({"number":17,"start":1632000,"end":1728000,"bpm":120,"metre":"4/4","key":"D minor",
          "section":"verse","barInSection":3,"intensity":0.57,"dynamics":0.57})");
  EXPECT_EQ(bars["bars"][0], expected);
  EXPECT_EQ(pong_message(7), R"({"type":"pong","id":7})");
}

}  // namespace
}  // namespace continuo
