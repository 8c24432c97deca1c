#include "serve/gemini_live_messages.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "base/error.h"
#include "serve/gemini_json.h"

namespace continuo::gemini {
namespace {

template <typename T>
T parsed(std::string_view text) {
  const LiveMessage message = parse_live_message(text);
  EXPECT_TRUE(std::holds_alternative<T>(message)) << text;
  return std::get<T>(message);
}

std::string complaint(std::string_view text) {
  try {
    parse_live_message(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.message();
  }
  return "";
}

TEST(LiveMessages, SetupNamesTheModel) {
  EXPECT_EQ(parsed<SetupMessage>(R"({"setup":{"model":"models/lyria-realtime-exp"}})").model,
            "models/lyria-realtime-exp");
  EXPECT_EQ(parsed<SetupMessage>(R"({"setup":{}})").model, "");
}

TEST(LiveMessages, PromptsInBothDialects) {
  const std::vector<WeightedPrompt> wanted = {{"techno", 1}, {"bass", 0.5}};
  for (
      const char* text :
      {R"({"clientContent":{"weightedPrompts":[{"text":"techno","weight":1},{"text":"bass","weight":0.5}]}})",
       R"({"client_content":{"weighted_prompts":[{"text":"techno","weight":1.0},{"text":"bass","weight":"0.5"}]}})",
       R"({"client_content":{"weightedPrompts":[{"promptId":"p","text":"techno","cc":3,"color":"#fff","weight":1},{"text":"bass","weight":0.5,"x":{}}]},"setup":null})"})
    EXPECT_EQ(parsed<PromptsMessage>(text).prompts, wanted) << text;
  EXPECT_EQ(parsed<PromptsMessage>(R"({"clientContent":{"weightedPrompts":[{"text":"x"}]}})")
                .prompts[0]
                .weight,
            1);
  EXPECT_TRUE(parsed<PromptsMessage>(R"({"clientContent":{}})").prompts.empty());
}

TEST(LiveMessages, ConfigReadsEveryField) {
  const MusicConfig config =
      parsed<ConfigMessage>(
          R"({"musicGenerationConfig":{"bpm":120,"density":0.6,"brightness":0.4,
              "scale":"A_MAJOR_G_FLAT_MINOR","guidance":4,"temperature":1.1,"topK":40,"seed":7,
              "muteBass":true,"muteDrums":true,"onlyBassAndDrums":true,
              "musicGenerationMode":"DIVERSITY"}})")
          .config;
  const MusicConfig wanted{.temperature = 1.1,
                           .top_k = 40,
                           .seed = 7,
                           .guidance = 4,
                           .bpm = 120,
                           .density = 0.6,
                           .brightness = 0.4,
                           .scale = 10,
                           .mute_bass = true,
                           .mute_drums = true,
                           .only_bass_and_drums = true,
                           .mode = MusicMode::kDiversity};
  EXPECT_EQ(config, wanted);
  const MusicConfig snake =
      parsed<ConfigMessage>(
          R"({"music_generation_config":{"bpm":"120","density":"0.6","brightness":0.4,
              "scale":10,"guidance":4,"temperature":1.1,"top_k":"40","seed":"7","mute_bass":"true",
              "mute_drums":true,"only_bass_and_drums":true,"music_generation_mode":2,
              "audioFormat":"pcm16","sampleRateHz":44100}})")
          .config;
  EXPECT_EQ(snake, wanted);
}

TEST(LiveMessages, WhatIsNotGivenIsDefault) {
  EXPECT_EQ(parsed<ConfigMessage>(R"({"musicGenerationConfig":{}})").config, MusicConfig());
  EXPECT_EQ(
      parsed<ConfigMessage>(
          R"({"musicGenerationConfig":{"bpm":null,"scale":null,"muteBass":null,"seed":null}})")
          .config,
      MusicConfig());
  EXPECT_EQ(
      parsed<ConfigMessage>(
          R"({"musicGenerationConfig":{"scale":"SCALE_UNSPECIFIED","musicGenerationMode":0}})")
          .config,
      MusicConfig());
}

TEST(LiveMessages, WhatIsOutOfRangeIsClampedAndSaid) {
  const ConfigMessage message = parsed<ConfigMessage>(
      R"({"musicGenerationConfig":{"bpm":999,"density":-1,"brightness":1.5,"guidance":7,
          "temperature":4,"topK":0,"seed":-957124937}})");
  EXPECT_EQ(message.config.bpm, 200);
  EXPECT_EQ(message.config.density, 0);
  EXPECT_EQ(message.config.brightness, 1);
  EXPECT_EQ(message.config.guidance, 6);
  EXPECT_EQ(message.config.temperature, 3);
  EXPECT_EQ(message.config.top_k, 1);
  EXPECT_EQ(message.config.seed, -957124937);
  ASSERT_EQ(message.warnings.size(), 6u);
  EXPECT_EQ(message.warnings[3], "bpm: expected 60 to 200, found 999; 200 is used.");
}

TEST(LiveMessages, AllNamesOfEnums) {
  for (size_t i = 0; i < kScaleNames.size(); ++i) {
    for (const std::string& value :
         {"\"" + std::string(kScaleNames[i]) + "\"", std::to_string(i)}) {
      EXPECT_EQ(parsed<ConfigMessage>("{\"musicGenerationConfig\":{\"scale\":" + value + "}}")
                    .config.scale,
                i);
    }
  }
  const char* names[] = {"PLAY", "PAUSE", "STOP", "RESET_CONTEXT"};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(
        static_cast<int>(parsed<Playback>(fmt::format(R"({{"playbackControl":"{}"}})", names[i]))),
        i + 1);
    EXPECT_EQ(
        static_cast<int>(parsed<Playback>(fmt::format(R"({{"playback_control":{}}})", i + 1))),
        i + 1);
  }
}

TEST(LiveMessages, RefusesWhatCannotBe) {
  for (const char* text :
       {"",
        "x",
        "[]",
        "7",
        "{}",
        "null",
        R"({"foo":1})",
        R"({"setup":{},"clientContent":{}})",
        R"({"setup":7})",
        R"({"setup":{"model":7}})",
        R"({"clientContent":[]})",
        R"({"clientContent":{"weightedPrompts":[7]}})",
        R"({"clientContent":{"weightedPrompts":[{"text":7}]}})",
        R"({"clientContent":{"weightedPrompts":[{"text":"a","weight":"NaN"}]}})",
        R"({"clientContent":{"weightedPrompts":[{"text":"a","weight":"1e999"}]}})",
        R"({"musicGenerationConfig":{"bpm":"fast"}})",
        R"({"musicGenerationConfig":{"bpm":[]}})",
        R"({"musicGenerationConfig":{"scale":"H_MAJOR"}})",
        R"({"musicGenerationConfig":{"scale":13}})",
        R"({"musicGenerationConfig":{"scale":-1}})",
        R"({"musicGenerationConfig":{"scale":1.5}})",
        R"({"musicGenerationConfig":{"musicGenerationMode":"LOUD"}})",
        R"({"musicGenerationConfig":{"muteBass":1}})",
        R"({"playbackControl":"REWIND"})",
        R"({"playbackControl":9})"})
    EXPECT_NE(complaint(text), "") << text;
  EXPECT_NE(complaint("{\"setup\":\"" + std::string(kMostLiveMessage_bytes, 'x') + "\"}"), "");
  EXPECT_NE(complaint(std::string(100000, '[')), "");
}

TEST(LiveMessages, MetadataTellsWhatIsInForce) {
  const std::vector<WeightedPrompt> prompts = {{"Jazz \"quoted\"", 1.5}};
  MusicConfig config;
  config.bpm = 140;
  config.scale = 9;
  const Json metadata = Json::parse(source_metadata(prompts, config, -957124937));
  EXPECT_EQ(metadata, Json::parse(R"({"clientContent":{"weightedPrompts":[{"text":"Jazz \"quoted\"",
      "weight":1.5}]},"musicGenerationConfig":{"seed":-957124937,"bpm":140,
      "scale":"A_FLAT_MAJOR_F_MINOR"}})"));
  // What it says is a config that means the same.
  const std::string again =
      R"({"musicGenerationConfig":)" + metadata["musicGenerationConfig"].dump() + "}";
  MusicConfig with_seed = config;
  with_seed.seed = -957124937;
  EXPECT_EQ(parsed<ConfigMessage>(again).config, with_seed);
}

TEST(LiveMessages, AudioIsLittleEndianStereo) {
  const std::vector<float> sound = {0.0f, 1.0f, -1.0f, 0.5f, 2.0f, -2.0f};
  const Json message = Json::parse(audio_message(sound, "{\"a\":1}"));
  ASSERT_EQ(message.size(), 1u);
  const Json& chunks = message["serverContent"]["audioChunks"];
  ASSERT_EQ(chunks.size(), 1u);
  EXPECT_EQ(chunks[0]["mimeType"], "audio/l16;rate=48000;channels=2");
  EXPECT_EQ(chunks[0]["sourceMetadata"], Json::parse("{\"a\":1}"));
  const std::string bytes = base64_decoded(chunks[0]["data"].get<std::string>(), "test", "data");
  ASSERT_EQ(bytes.size(), 12u);
  const auto sample = [&](size_t i) {
    return static_cast<int16_t>(static_cast<uint8_t>(bytes[2 * i]) |
                                static_cast<uint8_t>(bytes[2 * i + 1]) << 8);
  };
  EXPECT_EQ(sample(0), 0);
  EXPECT_EQ(sample(1), 32767);
  EXPECT_EQ(sample(2), -32767);
  EXPECT_EQ(sample(3), 16384);
  EXPECT_EQ(sample(4), 32767);
  EXPECT_EQ(sample(5), -32767);
}

TEST(LiveMessages, OtherAnswersHaveOneFieldEach) {
  EXPECT_EQ(Json::parse(setup_complete_message()), Json::parse(R"({"setupComplete":{}})"));
  EXPECT_EQ(Json::parse(filtered_prompt_message("a\"b", "why")),
            Json::parse(R"({"filteredPrompt":{"text":"a\"b","filteredReason":"why"}})"));
  EXPECT_EQ(Json::parse(warning_message("beware")), Json::parse(R"({"warning":"beware"})"));
}

}  // namespace
}  // namespace continuo::gemini
