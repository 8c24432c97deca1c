#include "compose/audio_take.h"

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/json_fields.h"
#include "base/version.h"
#include "dsp/loudness.h"
#include "dsp/wav.h"

namespace continuo {

namespace {

constexpr int kFormat = 1;
constexpr const char* kKind = "audio";
const std::string kWhere = "recipe";

Json json_of(const SourceSound& sound) {
  return {{"name", sound.name}, {"fingerprint", sound.fingerprint}};
}

std::optional<SourceSound> read_sound_of(const JsonFields& fields, const char* name) {
  if (!fields.has(name)) return std::nullopt;
  const JsonFields sound(fields.at(name), kWhere, name, {"name", "fingerprint"});
  return SourceSound{sound.text("name"), sound.text("fingerprint")};
}

}  // namespace

std::string recipe_to_json(const AudioRecipe& recipe) {
  const Sampling& sampling = recipe.settings.sampling;
  Json json;
  json["continuo"] = kVersion;
  json["format"] = kFormat;
  json["kind"] = kKind;
  json["prompt"] = recipe.prompt;
  json["model"] = {{"name", recipe.model}, {"fingerprint", recipe.model_fingerprint}};
  json["seed"] = recipe.settings.seed;
  json["sampling"] = {{"temperature", sampling.temperature},
                      {"top_k", sampling.top_k},
                      {"top_p", sampling.top_p},
                      {"guidance", sampling.guidance}};
  if (recipe.melody) json["melody"] = json_of(*recipe.melody);
  if (recipe.beginning) json["continue"] = json_of(*recipe.beginning);
  json["seconds"] = recipe.seconds;
  json["seconds_kept"] = recipe.seconds_kept;
  json["result"] = {{"audio", recipe.audio_fingerprint}};
  return json.dump(2) + "\n";
}

bool is_audio_recipe(std::string_view text) {
  const Json json = parse_json(text, kWhere);
  return json.is_object() && json.contains("kind") && json["kind"] == kKind;
}

AudioRecipe audio_recipe_from_json(std::string_view text) {
  const Json json = parse_json(text, kWhere);
  const JsonFields fields(json, kWhere, "",
                          {"continuo", "format", "kind", "prompt", "model", "seed", "sampling",
                           "melody", "continue", "seconds", "seconds_kept", "result"});
  AudioRecipe recipe;
  fields.text("continuo");
  if (fields.integer("format", 0, 1 << 20) != kFormat) {
    fail(ErrorKind::kInput, kWhere, "format: expected {}, found {}. It is of another version.",
         kFormat, fields.integer("format", 0, 1 << 20));
  }
  if (fields.text("kind") != kKind) {
    fail(ErrorKind::kInput, kWhere, "kind: expected {}, found {}.", kKind, fields.text("kind"));
  }
  recipe.prompt = fields.text("prompt");
  const JsonFields model(fields.at("model"), kWhere, "model", {"name", "fingerprint"});
  recipe.model = model.text("name");
  recipe.model_fingerprint = model.text("fingerprint");
  recipe.settings.seed = fields.natural("seed");
  const JsonFields sampling(fields.at("sampling"), kWhere, "sampling",
                            {"temperature", "top_k", "top_p", "guidance"});
  recipe.settings.sampling = {.temperature = sampling.number("temperature", 0, kMostTemperature),
                              .top_k = sampling.integer("top_k", 0, kMostTopK),
                              .top_p = sampling.number("top_p", 0, 1),
                              .guidance = sampling.number("guidance", 0, kMostGuidance)};
  recipe.melody = read_sound_of(fields, "melody");
  recipe.beginning = read_sound_of(fields, "continue");
  recipe.seconds = fields.number("seconds", 0, kLongestAudio_s);
  recipe.seconds_kept = fields.number("seconds_kept", 0, kLongestAudio_s + 1);
  const JsonFields result(fields.at("result"), kWhere, "result", {"audio"});
  recipe.audio_fingerprint = result.text("audio");
  return recipe;
}

void finish_take(Stereo& sound, AudioRecipe& recipe) {
  normalise_loudness(sound, kTargetLoudness_lufs, kTruePeakCeiling_db);
  const std::span<const float> samples = sound.samples;
  recipe.audio_fingerprint =
      fingerprint({reinterpret_cast<const uint8_t*>(samples.data()), samples.size_bytes()});
}

void save_take(const TakePaths& paths, const Stereo& sound, const AudioRecipe& recipe) {
  const std::string text = recipe_to_json(recipe);
  write_wav(sound, paths.wav);
  write_text(paths.json, text);
}

}  // namespace continuo
