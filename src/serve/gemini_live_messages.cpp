#include "serve/gemini_live_messages.h"

#include <algorithm>
#include <cmath>

#include "base/base64.h"
#include "base/error.h"
#include "serve/gemini_json.h"

namespace continuo::gemini {

namespace {

constexpr std::array<std::string_view, 5> kPlaybackNames = {"PLAYBACK_CONTROL_UNSPECIFIED", "PLAY",
                                                            "PAUSE", "STOP", "RESET_CONTEXT"};
constexpr std::array<std::string_view, 4> kModeNames = {"MUSIC_GENERATION_MODE_UNSPECIFIED",
                                                        "QUALITY", "DIVERSITY", "VOCALIZATION"};
constexpr std::array<std::string_view, 4> kFields = {"setup", "clientContent",
                                                     "musicGenerationConfig", "playbackControl"};

// A number within its range; what lies outside is moved to its end, and said.
template <typename T>
std::optional<T> ranged(const Message& message, std::string_view name, double low, double high,
                        std::vector<std::string>& warnings) {
  std::optional<double> value = message.number(name);
  if (!value) return std::nullopt;
  const double within = std::clamp(*value, low, high);
  if (within != *value) {
    warnings.push_back(fmt::format("{}: expected {} to {}, found {}; {} is used.", name, low, high,
                                   *value, within));
  }
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(std::llround(within));
  } else {
    return static_cast<T>(within);
  }
}

PromptsMessage parse_prompts(const Message& content) {
  PromptsMessage parsed;
  for (const Json* each : content.list("weightedPrompts", kMostWeightedPrompts)) {
    const Message prompt(*each, content.path("weightedPrompts"));
    parsed.prompts.push_back(
        {prompt.text("text").value_or(""), prompt.number("weight").value_or(1.0)});
  }
  return parsed;
}

ConfigMessage parse_config(const Message& fields) {
  ConfigMessage parsed;
  MusicConfig& config = parsed.config;
  std::vector<std::string>& warnings = parsed.warnings;
  config.temperature = ranged<double>(fields, "temperature", 0, 3, warnings);
  config.top_k = ranged<int>(fields, "topK", 1, 1000, warnings);
  config.seed = ranged<int32_t>(fields, "seed", -2147483648.0, 2147483647.0, warnings);
  config.guidance = ranged<double>(fields, "guidance", 0, 6, warnings);
  config.bpm = ranged<int>(fields, "bpm", 60, 200, warnings);
  config.density = ranged<double>(fields, "density", 0, 1, warnings);
  config.brightness = ranged<double>(fields, "brightness", 0, 1, warnings);
  config.scale = fields.choice("scale", kScaleNames);
  config.mute_bass = fields.flag("muteBass");
  config.mute_drums = fields.flag("muteDrums");
  config.only_bass_and_drums = fields.flag("onlyBassAndDrums");
  config.mode = static_cast<MusicMode>(fields.choice("musicGenerationMode", kModeNames));
  return parsed;
}

Json config_json(const MusicConfig& config, int32_t seed) {
  Json json = Json::object();
  const auto add = [&](const char* name, const auto& value) {
    if (value) json[name] = *value;
  };
  add("temperature", config.temperature);
  add("topK", config.top_k);
  json["seed"] = seed;
  add("guidance", config.guidance);
  add("bpm", config.bpm);
  add("density", config.density);
  add("brightness", config.brightness);
  if (config.scale != 0) json["scale"] = kScaleNames[config.scale];
  if (config.mute_bass) json["muteBass"] = true;
  if (config.mute_drums) json["muteDrums"] = true;
  if (config.only_bass_and_drums) json["onlyBassAndDrums"] = true;
  if (config.mode != MusicMode::kUnspecified)
    json["musicGenerationMode"] = kModeNames[static_cast<size_t>(config.mode)];
  return json;
}

}  // namespace

LiveMessage parse_live_message(std::string_view text) {
  const Json json = parse_json(text, "request", kMostLiveMessage_bytes);
  const Message message(json, "");
  const auto given = std::count_if(kFields.begin(), kFields.end(),
                                   [&](std::string_view name) { return message.has(name); });
  if (given != 1) {
    fail(ErrorKind::kInput, "request", "message: expected one of {}, found {}.",
         fmt::join(kFields, ", "), given == 0 ? "none" : "several");
  }
  if (const auto setup = message.object("setup"))
    return SetupMessage{setup->text("model").value_or("")};
  if (const auto content = message.object("clientContent")) return parse_prompts(*content);
  if (const auto config = message.object("musicGenerationConfig")) return parse_config(*config);
  return static_cast<Playback>(message.choice("playbackControl", kPlaybackNames));
}

std::string setup_complete_message() { return R"({"setupComplete":{}})"; }

std::string filtered_prompt_message(std::string_view text, std::string_view reason) {
  return dumped(Json{{"filteredPrompt", {{"text", text}, {"filteredReason", reason}}}});
}

std::string warning_message(std::string_view warning) { return dumped(Json{{"warning", warning}}); }

std::string source_metadata(std::span<const WeightedPrompt> prompts, const MusicConfig& config,
                            int32_t seed) {
  Json list = Json::array();
  for (const WeightedPrompt& prompt : prompts)
    list.push_back(Json{{"text", prompt.text}, {"weight", prompt.weight}});
  Json metadata;
  metadata["clientContent"]["weightedPrompts"] = std::move(list);
  metadata["musicGenerationConfig"] = config_json(config, seed);
  return dumped(metadata);
}

std::string pcm16(std::span<const float> interleaved) {
  std::string bytes(2 * interleaved.size(), '\0');
  char* out = bytes.data();
  for (const float sample : interleaved) {
    const auto value = static_cast<int>(std::lround(std::clamp(sample, -1.0f, 1.0f) * 32767.0f));
    *out++ = static_cast<char>(value & 0xFF);
    *out++ = static_cast<char>(value >> 8 & 0xFF);
  }
  return bytes;
}

std::string audio_message(std::span<const float> interleaved, std::string_view metadata) {
  const std::string data = base64_encoded(pcm16(interleaved));
  return fmt::format(
      R"({{"serverContent":{{"audioChunks":[{{"data":"{}","mimeType":"audio/l16;rate=48000;)"
      R"(channels=2","sourceMetadata":{}}}]}}}})",
      data, metadata);
}

}  // namespace continuo::gemini
