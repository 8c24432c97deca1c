#include "live/controls.h"

#include <algorithm>
#include <array>

#include "compose/take.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr double kLeastPart_db = -40;
constexpr double kMostPart_db = 12;
constexpr double kLeastVolume_db = -60;
constexpr double kMostVolume_db = 12;
constexpr std::array<std::string_view, 3> kWhenNames{"now", "beat", "bar"};

bool flag(const JsonFields& fields, const std::string& where, const char* name) {
  const Json& value = fields.at(name);
  if (!value.is_boolean()) {
    fail(ErrorKind::kInput, where, "{}: expected true or false, found {}.", fields.path(name),
         value.is_structured() ? value.type_name() : value.dump());
  }
  return value.get<bool>();
}

WeightedPrompt parse_prompt(const Json& json, const std::string& where, size_t index) {
  const JsonFields fields(json, where, fmt::format("prompts[{}]", index), {"text", "weight"});
  WeightedPrompt prompt;
  prompt.text = fields.text("text");
  if (prompt.text.empty() || prompt.text.size() > kLongestPrompt_bytes) {
    fail(ErrorKind::kInput, where, "{}: expected 1 to {} bytes, found {}.", fields.path("text"),
         kLongestPrompt_bytes, prompt.text.size());
  }
  if (fields.has("weight")) prompt.weight = fields.number("weight", 0, kMostPromptWeight);
  return prompt;
}

PartControl parse_part(const Json& json, const std::string& where, size_t index) {
  const JsonFields fields(json, where, fmt::format("parts[{}]", index),
                          {"program", "muted", "solo", "levelDb"});
  PartControl part;
  part.program = fields.integer("program", 0, kProgramCount - 1);
  if (fields.has("muted")) part.muted = flag(fields, where, "muted");
  if (fields.has("solo")) part.solo = flag(fields, where, "solo");
  if (fields.has("levelDb")) part.level_db = fields.number("levelDb", kLeastPart_db, kMostPart_db);
  return part;
}

std::vector<PartControl> parse_parts(const JsonFields& fields, const std::string& where) {
  std::vector<PartControl> parts;
  for (const Json& json : fields.list("parts", kProgramCount))
    parts.push_back(parse_part(json, where, parts.size()));
  std::sort(parts.begin(), parts.end(),
            [](const PartControl& a, const PartControl& b) { return a.program < b.program; });
  const auto again = std::adjacent_find(
      parts.begin(), parts.end(),
      [](const PartControl& a, const PartControl& b) { return a.program == b.program; });
  if (again != parts.end()) {
    fail(ErrorKind::kInput, where, "parts: expected each program once, found {} again.",
         again->program);
  }
  return parts;
}

template <typename T, typename Shown>
Json shown(const std::optional<T>& value, Shown show) {
  return value ? Json(show(*value)) : Json();
}

template <typename T>
Json shown(const std::optional<T>& value) {
  return shown(value, [](const T& held) { return held; });
}

}  // namespace

std::string_view when_name(When when) { return kWhenNames.at(static_cast<size_t>(when)); }

When parse_when(std::string_view name) {
  const auto found = std::find(kWhenNames.begin(), kWhenNames.end(), name);
  if (found == kWhenNames.end()) {
    fail(ErrorKind::kInput, "when", "expected now, beat or bar, found \"{}\".", name.substr(0, 60));
  }
  return static_cast<When>(found - kWhenNames.begin());
}

Json controls_to_json(const Controls& controls) {
  Json json;
  json["prompts"] = Json::array();
  for (const WeightedPrompt& prompt : controls.prompts)
    json["prompts"].push_back(Json{{"text", prompt.text}, {"weight", prompt.weight}});
  json["bpm"] = shown(controls.bpm);
  json["metre"] = shown(controls.metre, [](const Metre& metre) { return metre.name(); });
  json["key"] = shown(controls.key, [](const Key& key) { return key.name(); });
  json["density"] = shown(controls.density);
  json["brightness"] = shown(controls.brightness);
  json["muteBass"] = controls.mute_bass;
  json["muteDrums"] = controls.mute_drums;
  json["onlyBassAndDrums"] = controls.only_bass_and_drums;
  json["parts"] = Json::array();
  for (const PartControl& part : controls.parts) {
    json["parts"].push_back(Json{{"program", part.program},
                                 {"muted", part.muted},
                                 {"solo", part.solo},
                                 {"levelDb", part.level_db}});
  }
  json["volumeDb"] = controls.volume_db;
  json["temperature"] = shown(controls.temperature);
  json["guidance"] = shown(controls.guidance);
  json["topK"] = shown(controls.top_k);
  json["seed"] = controls.seed;
  json["writer"] = writer_name(controls.writer);
  return json;
}

Controls controls_from_json(const Json& json, const Controls& base, const std::string& where) {
  const JsonFields fields(json, where, "",
                          {"prompts", "bpm", "metre", "key", "density", "brightness", "muteBass",
                           "muteDrums", "onlyBassAndDrums", "parts", "volumeDb", "temperature",
                           "guidance", "topK", "seed", "writer"});
  Controls controls = base;
  if (fields.has("prompts")) {
    controls.prompts.clear();
    for (const Json& prompt : fields.list("prompts", kMostPrompts))
      controls.prompts.push_back(parse_prompt(prompt, where, controls.prompts.size()));
  }
  // Null clears; absent leaves what was.
  const auto take = [&](const char* name, auto& target, auto read) {
    if (!fields.has(name)) return;
    if (fields.at(name).is_null()) {
      target.reset();
    } else {
      target = read(name);
    }
  };
  const auto share = [&](const char* name) { return fields.number(name, 0, 1); };
  take("bpm", controls.bpm,
       [&](const char* name) { return fields.integer(name, kSlowestLive_bpm, kFastestLive_bpm); });
  take("metre", controls.metre, [&](const char* name) { return fields.parsed(name, parse_metre); });
  take("key", controls.key, [&](const char* name) { return fields.parsed(name, parse_key); });
  take("density", controls.density, share);
  take("brightness", controls.brightness, share);
  if (fields.has("muteBass")) controls.mute_bass = flag(fields, where, "muteBass");
  if (fields.has("muteDrums")) controls.mute_drums = flag(fields, where, "muteDrums");
  if (fields.has("onlyBassAndDrums"))
    controls.only_bass_and_drums = flag(fields, where, "onlyBassAndDrums");
  if (fields.has("parts")) controls.parts = parse_parts(fields, where);
  if (fields.has("volumeDb"))
    controls.volume_db = fields.number("volumeDb", kLeastVolume_db, kMostVolume_db);
  take("temperature", controls.temperature,
       [&](const char* name) { return fields.number(name, 0, kMostTemperature); });
  take("guidance", controls.guidance,
       [&](const char* name) { return fields.number(name, 0, kMostGuidance); });
  take("topK", controls.top_k,
       [&](const char* name) { return fields.integer(name, 1, kMostTopK); });
  if (fields.has("seed")) controls.seed = fields.natural("seed");
  if (fields.has("writer")) controls.writer = fields.parsed("writer", parse_writer);
  return controls;
}

}  // namespace continuo
