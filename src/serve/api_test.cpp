#include "serve/api.h"

#include <gtest/gtest.h>

#include "arrange/band.h"
#include "dsp/sound_file.h"
#include "serve/api_fixture_test.h"
#include "serve/wav_facts.h"

namespace continuo {
namespace {

TEST(Api, KeepsATakeListsItAndGivesItOut) {
  ApiWorld world;
  EXPECT_EQ(world.ask("POST", "/api/takes", R"({"from":"live","seconds":60})").status, 409);
  world.fake.performance->play_chunk(0.1f);
  const Response made =
      world.ask("POST", "/api/takes", R"({"from":"live","seconds":60,"name":"Keep that"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Json take = Json::parse(made.body);
  EXPECT_EQ(take["name"], "Keep that");
  EXPECT_EQ(take["kind"], "live");
  const std::string id = take["id"];
  EXPECT_EQ(header_of(made, "Location"), "/api/takes/" + id);
  const Json list = world.json("GET", "/api/takes");
  ASSERT_EQ(list["takes"].size(), 1u);
  EXPECT_EQ(list["takes"][0], take);

  const Json detail = world.json("GET", "/api/takes/" + id);
  EXPECT_EQ(detail["peaks"].size(), kTakePeaks);
  EXPECT_EQ(detail["notes"].size(), 16u);
  EXPECT_EQ(detail["barLines"].size(), 2u);
  EXPECT_EQ(detail["plan"]["parts"].size(), 2u);
  EXPECT_EQ(detail["bars"], 2);

  const Response wav = world.ask("GET", "/api/takes/" + id + "/audio");
  EXPECT_EQ(header_of(wav, "Content-Type"), "audio/wav");
  EXPECT_EQ(wav.body, read_text(world.shelf.paths(id).wav));
  EXPECT_EQ(world.ask("GET", "/api/takes/" + id + "/midi").body,
            read_text(world.shelf.paths(id).mid));
  EXPECT_EQ(world.ask("GET", "/api/takes/" + id + "/recipe").body, shelf_recipe(9));

  EXPECT_EQ(world.ask("PATCH", "/api/takes/" + id, R"({"name":"Other"})").status, 200);
  EXPECT_EQ(world.json("GET", "/api/takes/" + id)["name"], "Other");
  EXPECT_EQ(world.ask("DELETE", "/api/takes/" + id).status, 204);
  EXPECT_EQ(world.ask("GET", "/api/takes/" + id).status, 404);
  EXPECT_EQ(world.ask("POST", "/api/takes/" + id + "/restore").status, 200);
  EXPECT_EQ(world.json("GET", "/api/takes/" + id)["name"], "Other");
}

TEST(Api, ComposesATakeWhoseStemsCanBeHad) {
  ApiWorld world;
  const Response made = world.ask(
      "POST", "/api/takes",
      R"({"from":"prompt","prompt":"a small band","bars":2,"seed":5,"plan":{"bpm":150}})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Json take = Json::parse(made.body);
  EXPECT_EQ(take["kind"], "prompt");
  EXPECT_EQ(take["bpm"], 150);
  EXPECT_EQ(take["prompt"], "a small band");
  EXPECT_NEAR(take["loudnessLufs"].get<double>(), kTargetLoudness_lufs, 0.2);
  const std::string id = take["id"];
  const Recipe recipe = recipe_from_json(world.ask("GET", "/api/takes/" + id + "/recipe").body);
  EXPECT_EQ(recipe.settings.seed, 5u);
  EXPECT_EQ(recipe.plan.bpm, 150);
  const Response stems = world.ask("GET", "/api/takes/" + id + "/stems");
  EXPECT_EQ(stems.status, 200);
  EXPECT_EQ(header_of(stems, "Content-Type"), "application/zip");
  EXPECT_EQ(stems.body.substr(0, 4), "PK\x03\x04");
  EXPECT_NE(stems.body.find("PK\x05\x06"), std::string::npos) << "it has its end";

  const Response again = world.ask(
      "POST", "/api/takes",
      R"({"from":"prompt","prompt":"a small band","bars":2,"seed":5,"plan":{"bpm":150}})");
  const std::string other = Json::parse(again.body)["id"];
  EXPECT_EQ(read_text(world.shelf.paths(other).wav), read_text(world.shelf.paths(id).wav))
      << "the same seed makes the same take";
}

TEST(Api, HowFarATakeIsIsTold) {
  ApiWorld world;
  Json seen;
  world.maker.while_composing = [&] { seen = world.json("GET", "/api/takes")["composing"]; };
  EXPECT_EQ(world.json("GET", "/api/takes")["composing"], Json::array());
  const Response made =
      world.ask("POST", "/api/takes", R"({"from":"prompt","prompt":"a small band","bars":4})");
  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(seen, Json::parse(R"([{"prompt":"a small band","percent":0}])"));
  EXPECT_EQ(world.json("GET", "/api/takes")["composing"], Json::array());
  const std::vector<double>& shares = world.maker.shares;
  ASSERT_GE(shares.size(), 3u);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_GT(shares.back(), 0.8);
  EXPECT_LE(shares.back(), 1);
}

TEST(Api, StemsDoNotTakeThePlacesOfTakes) {
  Places places(2);
  const auto first = places.take();
  const auto second = places.take();
  EXPECT_FALSE(places.take().has_value());
  // While a take's stems are sent, takes are kept.
  ApiWorld world;
  const Response made =
      world.ask("POST", "/api/takes", R"({"from":"prompt","prompt":"a small band","bars":2})");
  const std::string id = Json::parse(made.body)["id"];
  world.fake.performance->play_chunk(0.1f);
  const auto target = parse_target("/api/takes/" + id + "/stems");
  Request request;
  request.method = "GET";
  const Route* route = world.router.impl().find("GET", target->segments, request);
  ASSERT_NE(route, nullptr);
  struct Keeping final : ResponseStream {
    ApiWorld& world;
    int kept = 0;
    int depth = 0;
    const Route* route;
    const Request& request;
    Keeping(ApiWorld& of, const Route* stems, const Request& asked)
        : world(of), route(stems), request(asked) {}
    void begin(Response) override {}
    bool send(std::string_view) override {
      if (depth++ == 0) {
        Keeping second(world, route, request);
        second.depth = 2;  // all places of stems are taken, while this one asks to keep
        const auto again = route->stream(request, second);
        EXPECT_FALSE(again.has_value());
      }
      if (kept == 0 && depth > 1) {
        ++kept;
        EXPECT_EQ(world.ask("POST", "/api/takes", R"({"from":"live"})").status, 201);
      }
      return kept == 0;
    }
    bool gone() const override { return false; }
  };
  Keeping stream(world, route, request);
  route->stream(request, stream);
  EXPECT_EQ(stream.kept, 1);
}

TEST(Api, NothingIsComposedForOneWhoHasGone) {
  ApiWorld world;
  world.gone = true;
  const Response made =
      world.ask("POST", "/api/takes", R"({"from":"prompt","prompt":"a small band","bars":2})");
  EXPECT_EQ(made.status, 503);
  EXPECT_TRUE(world.shelf.list().empty());
}

TEST(Api, WhatIsAskedWronglyIsRefusedInWords) {
  ApiWorld world;
  const auto refused = [&](const char* method, const char* path, const std::string& body,
                           int status) {
    const Response response = world.ask(method, path, body);
    EXPECT_EQ(response.status, status) << method << " " << path << " " << body << response.body;
    const Json json = Json::parse(response.body);
    EXPECT_FALSE(json["error"]["message"].get<std::string>().empty());
    EXPECT_TRUE(json["error"]["kind"].is_string());
    return json["error"]["message"].get<std::string>();
  };
  for (const char* body :
       {"", "{", "[]", "null", "{}", R"({"from":"tape"})", R"({"from":"prompt"})",
        R"({"from":"prompt","prompt":""})", R"({"from":"prompt","prompt":5})",
        R"({"from":"prompt","prompt":"x","bars":0})",
        R"({"from":"prompt","prompt":"x","bars":9999})",
        R"({"from":"prompt","prompt":"x","bars":4,"seconds":9})",
        R"({"from":"prompt","prompt":"x","path":"/etc/passwd"})",
        R"({"from":"prompt","prompt":"x","plan":{"bpm":900}})",
        R"({"from":"prompt","prompt":"x","seed":-1})",
        R"({"from":"prompt","prompt":"x","writer":"me"})", R"({"from":"live","seconds":0})",
        R"({"from":"live","prompt":"x"})"})
    refused("POST", "/api/takes", body, 400);
  EXPECT_EQ(refused("POST", "/api/takes", R"({"from":"prompt","prompt":"x","bars":"4"})", 400),
            "bars: expected a whole number from 1 to 383, found \"4\".");
  refused("POST", "/api/takes", R"({"from":"prompt","prompt":"x","bars":383,"plan":{"bpm":30}})",
          400);
  refused("POST", "/api/plan", R"({"prompt":"x","given":{"tempo":9}})", 400);
  refused("PUT", "/api/device", R"({"name":"nothing"})", 404);
  refused("PUT", "/api/device", "5", 400);
  refused("PUT", "/api/midi", R"({"input":"nothing"})", 404);
  refused("PUT", "/api/midi", R"({"followClock":1})", 400);
  refused("PUT", "/api/midi", R"({"followJack":true})", 404);
  EXPECT_EQ(refused("PUT", "/api/midi", R"({"followNotes":"chord"})", 400),
            "followNotes: [midi] expected off or key, found \"chord\".");
  for (const char* id : {"...", "nothing", "a%2Fb", "20260101-000000-000-aaaa"}) {
    const std::string path = std::string("/api/takes/") + id;
    refused("GET", path.c_str(), "", 404);
    refused("DELETE", path.c_str(), "", 404);
    refused("PATCH", path.c_str(), R"({"name":"x"})", 404);
    for (const char* file : {"/audio", "/midi", "/recipe", "/stems"})
      refused("GET", (path + file).c_str(), "", 404);
  }
  EXPECT_TRUE(world.shelf.list().empty());
}

TEST(Api, PartsOfAFile) {
  ApiWorld world;
  const std::string id = world.shelf.save(shelf_take(3)).id;
  const std::string whole = read_text(world.shelf.paths(id).wav);
  const std::string path = "/api/takes/" + id + "/audio";
  const Response part = world.ask("GET", path, "", {{"range", "bytes=100-199"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, whole.substr(100, 100));
  EXPECT_EQ(header_of(part, "Content-Range"), fmt::format("bytes 100-199/{}", whole.size()));
  EXPECT_EQ(world.ask("GET", path, "", {{"range", "bytes=-50"}}).body,
            whole.substr(whole.size() - 50));
  EXPECT_EQ(world.ask("GET", path, "", {{"range", "bytes=44-"}}).body, whole.substr(44));
  const Response outside = world.ask("GET", path, "", {{"range", "bytes=99999999-"}});
  EXPECT_EQ(outside.status, 416);
  EXPECT_EQ(header_of(outside, "Content-Range"), fmt::format("bytes */{}", whole.size()));
  EXPECT_EQ(world.ask("GET", path, "", {{"range", "lines=1-2"}}).body, whole);
}

TEST(Api, TellsWhatThereIs) {
  ApiWorld world;
  EXPECT_EQ(world.json("GET", "/api/instruments")["instruments"].size(), 129u);
  EXPECT_EQ(world.json("GET", "/api/models")["models"][0]["name"], "nano");
  EXPECT_EQ(world.json("GET", "/api/devices"), Json::parse(R"({"devices":[],"current":null})"));
  EXPECT_EQ(world.json("GET", "/api/health")["status"], "ok");
  EXPECT_GE(world.json("GET", "/api/suggestions")["suggestions"].size(), 30u);
  const Json plan =
      world.json("POST", "/api/plan", R"({"prompt":"x","given":{"key":"D minor"},"seed":3})");
  EXPECT_EQ(plan["plan"]["key"], "D minor");
  EXPECT_EQ(plan["seed"], 3);
  EXPECT_TRUE(world.ask("PUT", "/api/device", "null").status == 200);
  EXPECT_TRUE(world.ask("PUT", "/api/device", R"({"name":null})").status == 200);
}

TEST(Api, MetricsAreInPrometheusForm) {
  ApiWorld world;
  world.fake.performance->play_chunk(0.1f);
  const Response metrics = world.ask("GET", "/metrics");
  EXPECT_NE(header_of(metrics, "Content-Type").find("version=0.0.4"), std::string::npos);
  size_t values = 0;
  for (size_t at = 0; at < metrics.body.size();) {
    const size_t end = metrics.body.find('\n', at);
    ASSERT_NE(end, std::string::npos) << "every line ends";
    const std::string line = metrics.body.substr(at, end - at);
    at = end + 1;
    if (line.starts_with('#')) continue;
    ++values;
    const size_t space = line.rfind(' ');
    ASSERT_NE(space, std::string::npos);
    EXPECT_EQ(line.find_first_not_of("0123456789.e+-", space + 1), std::string::npos) << line;
  }
  EXPECT_GT(values, 20u);
  EXPECT_NE(metrics.body.find("continuo_played_seconds_total 0.02\n"), std::string::npos);
}

TEST(ApiAnswers, NamesInHeadersAreSafe) {
  EXPECT_EQ(disposition("caf\u00e9 \"1\"\r\nX: y", "wav"),
            "inline; filename=\"take.wav\"; "
            "filename*=UTF-8''caf%C3%A9%20%221%22%0D%0AX%3A%20y.wav");
}

}  // namespace
}  // namespace continuo
