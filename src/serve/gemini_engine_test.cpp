// The protocol end to end: the real engine behind the real server, heard through its socket.

#include "serve/gemini_engine.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>

#include "base/base64.h"
#include "base/files.h"
#include "compose/take.h"
#include "dsp/sound_file.h"
#include "listen/test_pictures.h"
#include "live/engine_fixture_test.h"
#include "serve/gemini_json.h"
#include "serve/gemini_service.h"
#include "serve/raw_client_test.h"
#include "serve/server.h"
#include "serve/socket_client_test.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

gemini::ServiceOptions few_sessions() {
  gemini::ServiceOptions options;
  options.live.sessions = 2;
  return options;
}

class GeminiOverTheWire : public ::testing::Test {
 protected:
  GeminiOverTheWire() : service(test_engine(), few_sessions()), server({}, routes()) {}
  Router routes() {
    Router router;
    add_gemini_routes(router, service);
    return router;
  }
  SocketClient live(const std::string& version = "v1beta") {
    return {server.port(),
            {.target = "//ws/google.ai.generativelanguage." + version +
                       ".GenerativeService.BidiGenerateMusic?key=undefined"}};
  }
  RawAnswer post(const std::string& path, const std::string& body) {
    return ask(server.port(), "POST", path, "content-type: application/json\r\n", body);
  }

  GeminiService service;
  Server server;
};

constexpr const char* kSetup = R"({"setup":{"model":"models/lyria-realtime-exp"}})";

// A client that schedules each chunk behind the last.
struct Listening {
  explicit Listening(SocketClient from) : client(std::move(from)) {}

  void say(const std::string& text) { client.send(text); }
  // The next message; sound is kept.
  Json next() {
    const SocketClient::Message message = client.read();
    closed = message.closed;
    if (closed) return {};
    Json json = Json::parse(message.bytes);
    if (json.contains("serverContent")) {
      const Json& chunk = json["serverContent"]["audioChunks"][0];
      mime = chunk["mimeType"];
      metadata = chunk["sourceMetadata"];
      const std::string bytes = base64_decoded(chunk["data"].get<std::string>(), "test", "data");
      EXPECT_EQ(bytes.size() % 4, 0u);
      for (size_t i = 0; i < bytes.size(); i += 2) {
        const auto sample = static_cast<int16_t>(static_cast<uint8_t>(bytes[i]) |
                                                 static_cast<uint8_t>(bytes[i + 1]) << 8);
        sound.push_back(static_cast<float>(sample) / 32768.0f);
      }
    }
    return json;
  }
  void hear(double seconds) {
    const size_t until = sound.size() + static_cast<size_t>(2 * 48000 * seconds);
    while (sound.size() < until && !closed) next();
  }
  double loudness_db(double last_seconds) const {
    const auto count = std::min(sound.size(), static_cast<size_t>(2 * 48000 * last_seconds));
    double sum = 1e-12;
    for (size_t i = sound.size() - count; i < sound.size(); ++i)
      sum += static_cast<double>(sound[i]) * static_cast<double>(sound[i]);
    return 10 * std::log10(sum / static_cast<double>(count));
  }

  SocketClient client;
  std::vector<float> sound;
  std::string mime;
  Json metadata;
  bool closed = false;
};

TEST_F(GeminiOverTheWire, LiveMusicIsPlayedAndSteered) {
  Listening listening(live());
  listening.say(kSetup);
  listening.say(
      R"({"clientContent":{"weightedPrompts":[{"text":"upbeat funk with slap bass and drums"}]}})");
  listening.say(R"({"music_generation_config":{"bpm":112,"scale":"D_MAJOR_B_MINOR","seed":3}})");
  listening.say(R"({"playbackControl":"PLAY"})");
  EXPECT_EQ(listening.next(), Json::parse(R"({"setupComplete":{}})"));
  const auto begun = gemini::Clock::now();
  listening.hear(3);
  // Sound comes no more than the lead before its time.
  EXPECT_GT(gemini::Clock::now() - begun, std::chrono::milliseconds(1500));
  EXPECT_EQ(listening.mime, "audio/l16;rate=48000;channels=2");
  EXPECT_GT(listening.loudness_db(1), -40);
  const auto first = std::find_if(listening.sound.begin(), listening.sound.end(),
                                  [](float sample) { return std::abs(sample) > 1e-3f; });
  EXPECT_LT(first - listening.sound.begin(), 96000);  // music begins before the lead is over
  EXPECT_EQ(listening.metadata["musicGenerationConfig"],
            Json::parse(R"({"seed":3,"bpm":112,"scale":"D_MAJOR_B_MINOR"})"));

  // What is muted falls silent; the rest of a duet of bass and drums is hardly anything.
  listening.say(
      R"({"musicGenerationConfig":{"bpm":112,"scale":3,"seed":3,"onlyBassAndDrums":true,"muteBass":true,"muteDrums":true}})");
  listening.hear(3);
  EXPECT_LT(listening.loudness_db(0.5), -60);

  listening.say(R"({"musicGenerationConfig":{"seed":3}})");
  listening.say(R"({"playbackControl":"PAUSE"})");
  listening.say(R"({"setup":{}})");  // the end of it: whatever comes before the close was under way
  size_t chunks = 0;
  while (!listening.closed) chunks += listening.next().contains("serverContent") ? 1 : 0;
  EXPECT_LE(chunks, 5u);
  EXPECT_EQ(listening.client.close_code(), 1007);
}

TEST_F(GeminiOverTheWire, TwoSessionsKeepApartAndAThirdIsRefused) {
  Listening one(live("v1alpha")), two(live());
  for (Listening* each : {&one, &two}) each->say(kSetup);
  one.say(R"({"clientContent":{"weightedPrompts":[{"text":"solo harp"}]}})");
  two.say(R"({"clientContent":{"weightedPrompts":[{"text":"heavy metal"}]}})");
  for (Listening* each : {&one, &two}) each->say(R"({"playbackControl":"PLAY"})");
  for (Listening* each : {&one, &two}) each->hear(2);
  EXPECT_EQ(one.metadata["clientContent"]["weightedPrompts"][0]["text"], "solo harp");
  EXPECT_EQ(two.metadata["clientContent"]["weightedPrompts"][0]["text"], "heavy metal");
  EXPECT_NE(one.metadata["musicGenerationConfig"]["seed"],
            two.metadata["musicGenerationConfig"]["seed"]);
  EXPECT_NE(one.sound, two.sound);
  Listening third(live());
  EXPECT_EQ(third.next(), Json());
  EXPECT_EQ(third.client.close_code(), 1013);
  EXPECT_FALSE(third.client.close_reason().empty());
}

Stereo decoded(const std::string& bytes, const char* extension) {
  const fs::path path =
      fs::temp_directory_path() / fmt::format("gemini-engine-{}.{}", ::getpid(), extension);
  write_text(path, bytes);
  Stereo sound = read_sound(path);
  fs::remove(path);
  return sound;
}

double loudest(const Stereo& sound) {
  float peak = 0;
  for (const float sample : sound.samples) peak = std::max(peak, std::abs(sample));
  return static_cast<double>(peak);
}

TEST_F(GeminiOverTheWire, AClipIsThirtySecondsOfMp3) {
  const RawAnswer answer = post(
      "/v1beta/models/lyria-3-clip-preview:generateContent",
      R"({"contents":[{"parts":[{"text":"calm lo-fi piano with soft drums"}]}],"generationConfig":{"responseModalities":["AUDIO","TEXT"],"seed":4}})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const Json parts = Json::parse(answer.body)["candidates"][0]["content"]["parts"];
  EXPECT_EQ(parts[1]["inlineData"]["mimeType"], "audio/mpeg");
  const Stereo sound =
      decoded(base64_decoded(parts[1]["inlineData"]["data"].get<std::string>(), "t", "t"), "mp3");
  EXPECT_EQ(sound.rate_hz, 48000);
  EXPECT_NEAR(sound.seconds(), 30, 0.1);
  EXPECT_GT(loudest(sound), 0.1);
}

TEST_F(GeminiOverTheWire, AStampedSongIsAsLongAsItSays) {
  const RawAnswer answer = post(
      "/v1beta/interactions",
      R"({"model":"lyria-3.5","input":"[0:00 - 0:08] Intro: soft solo piano\n[0:08 - 0:20] Chorus: loud full band with drums","response_format":{"type":"audio","mime_type":"audio/wav"},"generation_config":{"seed":2}})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const Json content = Json::parse(answer.body)["steps"][0]["content"];
  const Stereo sound =
      decoded(base64_decoded(content[1]["data"].get<std::string>(), "test", "data"), "wav");
  EXPECT_NEAR(sound.seconds(), 20, 1e-3);
  const auto power = [&](double from, double until) {
    double sum = 0;
    for (auto i = static_cast<size_t>(from * 96000); i < static_cast<size_t>(until * 96000); ++i)
      sum += static_cast<double>(sound.samples[i]) * static_cast<double>(sound.samples[i]);
    return sum / (until - from);
  };
  EXPECT_GT(power(10, 18), 1.5 * power(0, 7)) << content[0]["text"];
}

TEST_F(GeminiOverTheWire, ErrorsOfTheServerHaveGooglesForm) {
  const RawAnswer nowhere = ask(server.port(), "GET", "/v1beta/nothing/here");
  EXPECT_EQ(nowhere.status, 404);
  EXPECT_EQ(Json::parse(nowhere.body)["error"]["status"], "NOT_FOUND");
  const RawAnswer interaction = ask(server.port(), "GET", "/v1beta/interactions/v1_nobody");
  EXPECT_EQ(interaction.status, 404);
  EXPECT_EQ(Json::parse(interaction.body)["error"]["code"], "not_found");
  EXPECT_EQ(ask(server.port(), "GET", "/v1beta/models/lyria-3.5").status, 200);
}

class GeminiSongs : public ::testing::Test {
 protected:
  static gemini::PlannedSong planned(const std::string& prompt,
                                     const std::vector<std::string>& pictures, uint64_t seed) {
    gemini::SongRequest request;
    request.prompt = prompt;
    request.pictures = pictures;
    request.seed = seed;
    return gemini::plan_song(*gemini::band_of(test_engine()), request);
  }
};

TEST_F(GeminiSongs, AreThoseOfTakes) {
  const auto band = gemini::band_of(test_engine());
  const gemini::PlannedSong song = planned("ragtime piano", {}, 1);
  SoundfontRenderer renderer(test_engine().soundfont()->file().path());
  const Stereo take = render_take(song.score, renderer);
  EXPECT_EQ(band->play(song.score, [] { return false; }).samples, take.samples);
}

TEST_F(GeminiSongs, AreCalledOffWhileTheyPlay) {
  const auto band = gemini::band_of(test_engine());
  int asked = 0;
  EXPECT_THROW(band->play(planned("ragtime piano", {}, 1).score, [&] { return ++asked > 2; }),
               Error);
  EXPECT_EQ(asked, 3);
}

TEST_F(GeminiSongs, PicturesAreHeard) {
  const auto plain = [](uint8_t red, uint8_t green, uint8_t blue) {
    return drawn_png(32, 32, [=](int, int) { return Colour{red, green, blue, 255}; });
  };
  const std::string board = drawn_jpeg(64, 64, [](int x, int y) {
    return (x / 4 + y / 4) % 2 == 0 ? Colour{255, 230, 90, 255} : Colour{240, 80, 20, 255};
  });
  double slower = 0, sparser = 0, minor = 0;
  constexpr int kSeeds = 6;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const gemini::PlannedSong night = planned("music for this picture", {plain(8, 12, 50)}, seed);
    const gemini::PlannedSong noon = planned("music for this picture", {board}, seed);
    slower += night.score.plan.bpm < noon.score.plan.bpm ? 1 : 0;
    sparser += static_cast<double>(night.score.note_count()) / night.score.plan.seconds() <
                       static_cast<double>(noon.score.note_count()) / noon.score.plan.seconds()
                   ? 1
                   : 0;
    minor += night.score.plan.key.is_minor() && !noon.score.plan.key.is_minor() ? 1 : 0;
    EXPECT_NE(night.text, noon.text);
  }
  EXPECT_GE(slower, kSeeds - 1);
  EXPECT_GE(sparser, kSeeds - 1);
  EXPECT_EQ(minor, kSeeds);
}

TEST_F(GeminiSongs, VocalizationBringsVoicesToTheBand) {
  gemini::MusicConfig config;
  config.mode = gemini::MusicMode::kVocalization;
  const Controls controls = gemini::controls_of({{"techno", 1}}, config, {}, 1);
  Wish wish;
  wish.prompt = controls.prompts.back().text;
  const Plan plan = test_engine().plan(wish, {});
  EXPECT_TRUE(plan.has_part(52) || plan.has_part(53) || plan.has_part(54)) << plan_to_json(plan);
}

TEST_F(GeminiSongs, ScalesFollowTheMoodOfThePrompts) {
  const auto stage = gemini::stage_of(test_engine());
  EXPECT_TRUE(stage->sounds_minor({{"sad melancholic cello elegy in minor", 1}}, 1));
  EXPECT_FALSE(stage->sounds_minor({{"happy cheerful children's song in major", 1}}, 1));
}

}  // namespace
}  // namespace continuo
