#include "serve/gemini_service.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "listen/test_pictures.h"
#include "serve/gemini_fakes_test.h"

namespace continuo::gemini {
namespace {

class GeminiRequests : public ::testing::Test {
 protected:
  static Request post(const std::string& body, const std::string& model = "lyria-3-clip-preview") {
    Request request;
    request.method = "POST";
    request.base_url = "http://127.0.0.1:9";
    request.parameters = {{"version", "v1beta"}, {"model", model}};
    request.body = body;
    return request;
  }
  static Request about(const std::string& id) {
    Request request = post("");
    request.parameters["interaction"] = id;
    return request;
  }
  Json generated(const std::string& body, const std::string& model = "lyria-3-clip-preview") {
    const Response response = service.generate(post(body, model), [] { return false; });
    EXPECT_EQ(response.status, 200) << response.body;
    return Json::parse(response.body);
  }
  void expect_refused(const std::string& body, int status, const std::string& name,
                      const std::string& model = "lyria-3-clip-preview") {
    const Response response = service.generate(post(body, model), [] { return false; });
    EXPECT_EQ(response.status, status) << body;
    const Json json = Json::parse(response.body);
    EXPECT_EQ(json["error"]["code"], status);
    EXPECT_EQ(json["error"]["status"], name) << body;
    EXPECT_FALSE(json["error"]["message"].get<std::string>().empty());
    EXPECT_EQ(response.headers.front().second, "application/json; charset=UTF-8");
  }
  Json created(const std::string& body) {
    FakeStream stream;
    const auto response = service.create_interaction(post(body), stream);
    EXPECT_TRUE(response.has_value());
    return response ? Json::parse(response->body) : Json();
  }
  Response got(const std::string& id, const std::string& query = "",
               const std::string& value = "") {
    Request request = about(id);
    if (!query.empty()) request.query[query] = value;
    FakeStream stream;
    return service.get_interaction(request, stream).value();
  }

  FakeBand band;
  FakeStage stage;
  ServiceOptions options;
  Service service{stage, band, options};
};

constexpr const char* kWords = R"({"contents":[{"parts":[{"text":"calm piano"}],"role":"user"}]})";

TEST_F(GeminiRequests, GenerateAnswersTextAndOneSound) {
  const Json answer = generated(kWords);
  ASSERT_EQ(answer["candidates"].size(), 1u);
  const Json& candidate = answer["candidates"][0];
  EXPECT_EQ(candidate["finishReason"], "STOP");
  EXPECT_EQ(candidate["index"], 0);
  EXPECT_EQ(candidate["content"]["role"], "model");
  const Json& parts = candidate["content"]["parts"];
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_NE(parts[0]["text"].get<std::string>().find("[0.0:"), std::string::npos);
  EXPECT_EQ(parts[1]["inlineData"]["mimeType"], "audio/mpeg");
  const std::string audio =
      base64_decoded(parts[1]["inlineData"]["data"].get<std::string>(), "test", "audio");
  EXPECT_EQ(static_cast<uint8_t>(audio[0]), 0xFF);
  EXPECT_EQ(answer["usageMetadata"]["totalTokenCount"],
            answer["usageMetadata"]["promptTokenCount"].get<int>() +
                answer["usageMetadata"]["candidatesTokenCount"].get<int>());
  EXPECT_EQ(answer["modelVersion"], "lyria-3-clip-preview");
  EXPECT_FALSE(answer["responseId"].get<std::string>().empty());
  EXPECT_EQ(band.wishes.front().prompt, "calm piano");
}

TEST_F(GeminiRequests, GenerateReadsSettings) {
  const Json answer = generated(
      R"({"contents":{"parts":{"text":"x"}},"system_instruction":{"parts":[{"text":"jazz"}]},
          "generation_config":{"response_mime_type":"audio/wav","seed":"-3",
          "response_modalities":["Audio"],"candidateCount":1,"topK":40,"temperature":0.5,
          "speechConfig":{}},"safetySettings":[]})",
      "models/lyria-3.5");
  const Json& parts = answer["candidates"][0]["content"]["parts"];
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0]["inlineData"]["mimeType"], "audio/wav");
  EXPECT_EQ(
      base64_decoded(parts[0]["inlineData"]["data"].get<std::string>(), "t", "t").substr(0, 4),
      "RIFF");
  EXPECT_EQ(band.wishes.front().prompt, "jazz\nx");
  EXPECT_EQ(band.seeds.front(), static_cast<uint32_t>(-3));
}

TEST_F(GeminiRequests, TheSameSeedGivesTheSameAnswer) {
  const std::string body =
      R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"seed":5}})";
  EXPECT_EQ(generated(body)["candidates"], generated(body)["candidates"]);
}

TEST_F(GeminiRequests, PicturesComeInlineAndUploaded) {
  const std::string png = drawn_png(8, 8, [](int, int) { return Colour{10, 10, 80, 255}; });
  const Json inline_answer = generated(
      R"({"contents":[{"parts":[{"text":"music"},{"inlineData":{"mimeType":"image/png","data":")" +
      base64_encoded(png) + R"("}}]}],"generationConfig":{"seed":1}})");
  EXPECT_NE(inline_answer["candidates"][0]["content"]["parts"][0]["text"].get<std::string>().find(
                "The picture is dark and blue"),
            std::string::npos);
  Request start = post(R"({"file":{"mimeType":"image/png","displayName":"night"}})");
  start.headers = {{"x-goog-upload-protocol", "resumable"},
                   {"x-goog-upload-command", "start"},
                   {"x-goog-upload-header-content-length", std::to_string(png.size())}};
  const Response begun = service.files().upload(start);
  std::string address;
  for (const auto& [name, value] : begun.headers)
    if (name == "x-goog-upload-url") address = value;
  Request bytes = post(png);
  bytes.headers = {{"x-goog-upload-command", "upload, finalize"}, {"x-goog-upload-offset", "0"}};
  const size_t id = address.find("upload_id=") + 10;
  bytes.query["upload_id"] = address.substr(id, address.find('&') - id);
  const Json file = Json::parse(service.files().upload(bytes).body)["file"];
  const Json uploaded = generated(
      R"({"contents":[{"parts":[{"text":"music"},{"file_data":{"file_uri":)" + file["uri"].dump() +
      R"(,"mime_type":"image/png"}}]}],"generationConfig":{"seed":1}})");
  EXPECT_EQ(uploaded["candidates"], inline_answer["candidates"]);
}

TEST_F(GeminiRequests, ErrorsHaveGooglesForm) {
  expect_refused(kWords, 404, "NOT_FOUND", "gemini-9");
  expect_refused(kWords, 404, "NOT_FOUND", "lyria-realtime-exp");
  for (
      const char* body :
      {"", "x", "[]", "{}", R"({"contents":[]})", R"({"contents":[{"parts":[]}]})",
       R"({"contents":[{"parts":[{"text":" "}]}]})", R"({"contents":[{"parts":[{}]}]})",
       R"({"contents":[{"parts":[{"text":7}]}]})",
       R"({"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"?"}}]}]})",
       R"({"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}]})",
       R"({"contents":[{"parts":[{"inlineData":{"mimeType":"video/mp4","data":"AAAA"}}]}]})",
       R"({"contents":[{"parts":[{"fileData":{"fileUri":"http://example.com/x.png"}}]}]})",
       R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"candidateCount":2}})",
       R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"temperature":9}})",
       R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"responseMimeType":"image/png"}})",
       R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"responseModalities":["TEXT"]}})",
       R"({"contents":[{"parts":[{"text":"x"}]}],"tools":[{}]})"})
    expect_refused(body, 400, "INVALID_ARGUMENT");
  Request request = post(kWords);
  request.parameters["version"] = "v3";
  EXPECT_EQ(service.generate(request, [] { return false; }).status, 404);
}

TEST_F(GeminiRequests, AFailureIsAnInternalError) {
  band.broken = true;
  expect_refused(kWords, 500, "INTERNAL");
}

TEST_F(GeminiRequests, AClientThatLeavesEndsTheWork) {
  band.held = true;
  const Response response = service.generate(post(kWords), [&] { return band.playing > 0; });
  EXPECT_EQ(response.status, 499);
  const auto end = Clock::now() + std::chrono::seconds(20);
  while (band.cancels == 0 && Clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(band.cancels, 1);
}

TEST(GeminiFilter, BlocksAsGoogleDoes) {
  FakeBand band;
  FakeStage stage;
  ServiceOptions options;
  options.filter = [](std::string_view prompt) -> std::optional<std::string> {
    if (prompt.find("sung by") != std::string_view::npos) return "It asks for somebody's voice.";
    return std::nullopt;
  };
  Service service(stage, band, options);
  Request request;
  request.parameters = {{"version", "v1beta"}, {"model", "lyria-3.5"}};
  request.body = R"({"contents":[{"parts":[{"text":"a ballad sung by X"}]}]})";
  const Response response = service.generate(request, [] { return false; });
  EXPECT_EQ(response.status, 200);
  const Json json = Json::parse(response.body);
  EXPECT_EQ(json["promptFeedback"]["blockReason"], "PROHIBITED_CONTENT");
  EXPECT_FALSE(json.contains("candidates"));
  FakeStream stream;
  request.query["alt"] = "sse";
  EXPECT_FALSE(service.stream_generate(request, stream));
  EXPECT_EQ(stream.events().at(0)["promptFeedback"]["blockReason"], "PROHIBITED_CONTENT");
  request.body = R"({"model":"lyria-3.5","input":"sung by X"})";
  EXPECT_EQ(service.create_interaction(request, stream)->status, 400);
}

TEST_F(GeminiRequests, StreamsTextThenSound) {
  FakeStream stream;
  Request request = post(kWords);
  request.query["alt"] = "sse";
  EXPECT_FALSE(service.stream_generate(request, stream));
  EXPECT_TRUE(stream.text.ends_with("\n\n"));
  const std::vector<Json> events = stream.events();
  ASSERT_EQ(events.size(), 2u);
  EXPECT_TRUE(events[0]["candidates"][0]["content"]["parts"][0].contains("text"));
  EXPECT_FALSE(events[0]["candidates"][0].contains("finishReason"));
  EXPECT_EQ(events[1]["candidates"][0]["content"]["parts"].size(), 1u);
  EXPECT_EQ(events[1]["candidates"][0]["finishReason"], "STOP");
  EXPECT_EQ(events[0]["responseId"], events[1]["responseId"]);
  request.query.clear();
  const auto whole = service.stream_generate(request, stream);
  ASSERT_TRUE(whole);
  EXPECT_EQ(Json::parse(whole->body).size(), 1u);
}

TEST_F(GeminiRequests, AStreamFailsWithinItself) {
  band.broken = true;
  FakeStream stream;
  Request request = post(kWords);
  request.query["alt"] = "sse";
  EXPECT_FALSE(service.stream_generate(request, stream));
  EXPECT_EQ(stream.events().back()["error"]["status"], "INTERNAL");
  request.body = "{}";
  EXPECT_EQ(service.stream_generate(request, stream)->status, 400);  // before it began
}

TEST_F(GeminiRequests, InteractionsAreCreatedKeptAndDeleted) {
  const Json json = created(R"({"model":"lyria-3.5","input":"a 20 second song"})");
  EXPECT_EQ(json["object"], "interaction");
  EXPECT_EQ(json["status"], "completed");
  EXPECT_EQ(json["model"], "lyria-3.5");
  ASSERT_EQ(json["steps"].size(), 1u);
  EXPECT_EQ(json["steps"][0]["type"], "model_output");
  const Json& content = json["steps"][0]["content"];
  ASSERT_EQ(content.size(), 2u);
  EXPECT_EQ(content[0]["type"], "text");
  EXPECT_EQ(content[1]["type"], "audio");
  EXPECT_EQ(content[1]["mime_type"], "audio/mpeg");
  EXPECT_EQ(content[1]["sample_rate"], 48000);
  EXPECT_EQ(content[1]["channels"], 2);
  EXPECT_FALSE(json.contains("continuation_token"));
  const std::string id = json["id"];
  EXPECT_TRUE(id.starts_with("v1_"));
  EXPECT_EQ(Json::parse(got(id).body)["steps"], json["steps"]);
  const Json with_input = Json::parse(got(id, "include_input", "true").body);
  ASSERT_EQ(with_input["steps"].size(), 2u);
  EXPECT_EQ(with_input["steps"][0]["type"], "user_input");
  EXPECT_EQ(with_input["steps"][0]["content"][0]["text"], "a 20 second song");
  EXPECT_EQ(service.delete_interaction(about(id)).status, 200);
  EXPECT_EQ(got(id).status, 404);
  EXPECT_EQ(Json::parse(got(id).body)["error"]["code"], "not_found");
  EXPECT_EQ(service.delete_interaction(about(id)).status, 404);
  EXPECT_EQ(service.cancel_interaction(about(id)).status, 404);
}

TEST_F(GeminiRequests, InteractionsReadAllFormsOfInput) {
  const std::string png = base64_encoded(drawn_png(8, 8, [](int, int) {
    return Colour{10, 10, 80, 255};
  }));
  const std::string image = R"({"type":"image","mime_type":"image/png","data":")" + png + "\"}";
  for (const std::string& input :
       {std::string(R"("x")"), std::string(R"({"type":"text","text":"x"})"),
        std::string(R"([{"type":"text","text":"x"}])"),
        R"([{"type":"text","text":"x"},)" + image + "]",
        R"([{"type":"user_input","content":[{"type":"text","text":"x"},)" + image + "]}]"}) {
    const Json json = created(
        R"({"model":"models/lyria-3-clip-preview","generation_config":{"seed":4},"labels":{"a":"b"},
            "response_format":{"type":"audio","mime_type":"audio/wav","sample_rate":44100,
            "delivery":"inline"},"responseModalities":["audio","text"],"input":)" +
        input + "}");
    EXPECT_EQ(json["status"], "completed") << input;
    const Json& content = json["steps"][0]["content"];
    EXPECT_EQ(content[1]["mime_type"], "audio/wav");
    EXPECT_EQ(content[1]["sample_rate"], 44100);
    const bool seen = content[0]["text"].get<std::string>().find("picture") != std::string::npos;
    EXPECT_EQ(seen, input.find("image") != std::string::npos) << input;
  }
}

TEST_F(GeminiRequests, InteractionErrorsHaveStringCodes) {
  for (
      const auto& [body, status, code] :
      {std::tuple{R"({"model":"gemini-9","input":"x"})", 404, "not_found"},
       {R"({"input":"x"})", 404, "not_found"},
       {R"({"model":"lyria-realtime-exp","input":"x"})", 404, "not_found"},
       {R"({"agent":"a","input":"x"})", 400, "invalid_request"},
       {R"({"model":"lyria-3.5"})", 400, "invalid_request"},
       {R"({"model":"lyria-3.5","input":""})", 400, "invalid_request"},
       {R"({"model":"lyria-3.5","input":[{"type":"video"}]})", 400, "invalid_request"},
       {R"({"model":"lyria-3.5","input":"x","previous_interaction_id":"v1_x"})", 400,
        "invalid_request"},
       {R"({"model":"lyria-3.5","input":"x","response_format":{"type":"image"}})", 400,
        "invalid_request"},
       {R"({"model":"lyria-3.5","input":"x","response_format":{"sample_rate":1}})", 400,
        "invalid_request"},
       {R"({"model":"lyria-3.5","input":"x","response_format":{"delivery":"uri"}})", 400,
        "invalid_request"},
       {R"({"model":"lyria-3.5","input":"x","background":true,"store":false})", 400,
        "invalid_request"},
       {R"({"model":"lyria-3.5","input":[{"type":"image","mime_type":"image/png","data":"AAAA"}]})",
        400, "invalid_request"},
       {"nonsense", 400, "invalid_request"}}) {
    FakeStream stream;
    const auto response = service.create_interaction(post(body), stream);
    ASSERT_TRUE(response) << body;
    EXPECT_EQ(response->status, status) << body;
    EXPECT_EQ(Json::parse(response->body)["error"]["code"], code) << body;
  }
}

TEST_F(GeminiRequests, SlowJobsThatFailDoSoInA200) {
  band.broken = true;
  const Json json = created(R"({"model":"lyria-3.5","input":"x"})");
  EXPECT_EQ(json["status"], "failed");
  EXPECT_EQ(json["error"]["code"], "internal_error");
  EXPECT_TRUE(json["steps"].empty());
}

TEST_F(GeminiRequests, BackgroundInteractionsArePolledAndCancelled) {
  band.held = true;
  const Json json = created(R"({"model":"lyria-3.5","input":"x","background":true})");
  EXPECT_EQ(json["status"], "in_progress");
  const std::string id = json["id"];
  EXPECT_EQ(Json::parse(got(id).body)["status"], "in_progress");
  const auto end = Clock::now() + std::chrono::seconds(20);
  while (band.playing == 0 && Clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(Json::parse(service.cancel_interaction(about(id)).body)["status"], "cancelled");
  while (band.cancels == 0 && Clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(band.cancels, 1);
  EXPECT_EQ(Json::parse(got(id).body)["status"], "cancelled");
  band.held = false;
  const std::string second =
      created(R"({"model":"lyria-3.5","input":"x","background":true})")["id"];
  while (Json::parse(got(second).body)["status"] != "completed" && Clock::now() < end)
    std::this_thread::yield();
  EXPECT_EQ(Json::parse(got(second).body)["steps"].size(), 1u);
  // What is over stays as it is.
  EXPECT_EQ(Json::parse(service.cancel_interaction(about(second)).body)["status"], "completed");
}

std::vector<std::string> types(const std::vector<Json>& events) {
  std::vector<std::string> found;
  for (const Json& event : events)
    found.push_back(event.is_string() ? event.get<std::string>()
                                      : event["event_type"].get<std::string>());
  return found;
}

TEST_F(GeminiRequests, InteractionsStreamInOrder) {
  FakeStream stream;
  EXPECT_FALSE(service.create_interaction(
      post(R"({"model":"lyria-3-clip-preview","input":"x","stream":true})"), stream));
  const std::vector<Json> events = stream.events();
  const std::vector<std::string> names = types(events);
  ASSERT_GE(names.size(), 8u);
  EXPECT_EQ(names[0], "interaction.created");
  EXPECT_EQ(names[1], "interaction.status_update");
  EXPECT_EQ(names[2], "step.start");
  EXPECT_EQ(names[3], "step.delta");
  EXPECT_EQ(names[names.size() - 3], "step.stop");
  EXPECT_EQ(names[names.size() - 2], "interaction.completed");
  EXPECT_EQ(names.back(), "[DONE]");
  EXPECT_EQ(events[0]["event_id"], "e1");
  EXPECT_EQ(events[0]["interaction"]["status"], "in_progress");
  const Json& completed = events[events.size() - 2];
  EXPECT_EQ(completed["interaction"]["status"], "completed");
  EXPECT_TRUE(completed["interaction"].contains("usage"));
  std::string audio;
  for (size_t i = 4; i + 3 < events.size(); ++i)
    audio += base64_decoded(events[i]["delta"]["data"].get<std::string>(), "test", "delta");
  const std::string id = events[0]["interaction"]["id"];
  const Json whole = Json::parse(got(id).body);
  EXPECT_EQ(base64_encoded(audio), whole["steps"][0]["content"][1]["data"]);
  // A stream that was cut goes on where it was.
  for (size_t heard = 0; heard + 1 < events.size(); ++heard) {
    Request again = about(id);
    again.query = {{"stream", "true"}, {"last_event_id", "e" + std::to_string(heard)}};
    FakeStream rest;
    EXPECT_FALSE(service.get_interaction(again, rest));
    const std::vector<Json> more = rest.events();
    ASSERT_EQ(more.size(), events.size() - heard);
    if (more.size() > 1) {
      EXPECT_EQ(more[0]["event_id"], "e" + std::to_string(heard + 1));
      EXPECT_EQ(more[0]["event_type"], events[heard]["event_type"]);
    }
  }
}

TEST_F(GeminiRequests, AStreamTellsOfAFailure) {
  band.broken = true;
  FakeStream stream;
  service.create_interaction(post(R"({"model":"lyria-3.5","input":"x","stream":true})"), stream);
  const std::vector<std::string> names = types(stream.events());
  EXPECT_EQ(names[names.size() - 3], "error");
  EXPECT_EQ(names.back(), "[DONE]");
}

TEST_F(GeminiRequests, ListenersThatLeaveEndTheWorkUnlessItIsInTheBackground) {
  band.held = true;
  FakeStream stream;
  std::thread leaver([&] {
    const auto end = Clock::now() + std::chrono::seconds(20);
    while (band.playing == 0 && Clock::now() < end) std::this_thread::yield();
    stream.left = true;
  });
  service.create_interaction(post(R"({"model":"lyria-3.5","input":"x","stream":true})"), stream);
  leaver.join();
  const auto end = Clock::now() + std::chrono::seconds(20);
  while (band.cancels == 0 && Clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(band.cancels, 1);
}

TEST(InteractionStore, ForgetsTheOldest) {
  FakeBand band;
  SongJobs jobs(band, {});
  InteractionStore store({.count = 3, .bytes = size_t{1} << 30});
  const auto keep = [&](const std::string& id) {
    auto interaction = std::make_shared<Interaction>();
    interaction->id = id;
    SongRequest request;
    request.prompt = "x";
    interaction->job = jobs.begin(request);
    interaction->job->wait_over({});
    store.keep(interaction);
  };
  for (const char* id : {"a", "b", "c", "d"}) keep(id);
  EXPECT_EQ(store.count(), 3u);
  EXPECT_THROW(store.find("a"), ApiError);
  EXPECT_NO_THROW(store.find("d"));
  InteractionStore small({.count = 100, .bytes = 100});
  auto interaction = std::make_shared<Interaction>();
  interaction->id = "large";
  interaction->job = store.find("d")->job;
  small.keep(interaction);
  small.trim();
  EXPECT_EQ(small.count(), 0u);
}

TEST(InteractionStore, KeepsWhatIsInTheMaking) {
  FakeBand band;
  band.held = true;
  SongJobs jobs(band, {});
  InteractionStore store({.count = 1, .bytes = 1});
  auto interaction = std::make_shared<Interaction>();
  interaction->id = "a";
  interaction->job = jobs.begin({});
  store.keep(interaction);
  auto second = std::make_shared<Interaction>();
  second->id = "b";
  second->job = jobs.begin({});
  EXPECT_THROW(store.keep(second), ApiError);
  store.trim();
  EXPECT_EQ(store.count(), 1u);
  store.remove("a");
  EXPECT_EQ(interaction->job->state(), JobState::kCancelled);
  EXPECT_NO_THROW(store.keep(second));
  second->job->cancel();
}

TEST_F(GeminiRequests, TooManyClientsAreRefused) {
  ServiceOptions tight;
  tight.songs.clients = 1;
  band.held = true;
  Service busy(stage, band, tight);
  std::thread first([&] { (void)busy.generate(post(kWords), [&] { return !band.held; }); });
  const auto end = Clock::now() + std::chrono::seconds(20);
  while (band.playing == 0 && Clock::now() < end) std::this_thread::yield();
  const Response refused = busy.generate(post(kWords), [] { return false; });
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(Json::parse(refused.body)["error"]["status"], "RESOURCE_EXHAUSTED");
  // In the background there is room.
  FakeStream stream;
  const auto background = busy.create_interaction(
      post(R"({"model":"lyria-3.5","input":"x","background":true})"), stream);
  EXPECT_EQ(background->status, 200);
  band.held = false;
  first.join();
}

}  // namespace
}  // namespace continuo::gemini
