#include "compose/audio_take.h"

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/json_fields.h"
#include "base/version.h"
#include "compose/recipe_fields.h"
#include "dsp/loudness.h"
#include "dsp/wav.h"

namespace continuo {

namespace {

constexpr const char* kKind = "audio";

Json json_of(const SourceSound& sound) {
  return {{"name", sound.name}, {"fingerprint", sound.fingerprint}};
}

DType parse_weights(const std::string& name) {
  const std::optional<DType> found = dtype_of(name);
  if (!found) fail(ErrorKind::kInput, kRecipe, "expected q8_0, q4_0, bf16 or f32, found {}.", name);
  return *found;
}

std::optional<SourceSound> read_sound_of(const JsonFields& fields, const char* name) {
  if (!fields.has(name)) return std::nullopt;
  const JsonFields sound(fields.at(name), kRecipe, name, {"name", "fingerprint"});
  return SourceSound{sound.text("name"), sound.text("fingerprint")};
}

}  // namespace

std::string recipe_to_json(const AudioRecipe& recipe) {
  Json json;
  json["continuo"] = kVersion;
  json["format"] = kRecipeFormat;
  json["kind"] = kKind;
  json["prompt"] = recipe.prompt;
  json["model"] = {{"name", recipe.model}, {"fingerprint", recipe.model_fingerprint}};
  if (!recipe.model_licence.empty()) json["model"]["licence"] = recipe.model_licence;
  if (recipe.weights) json["model"]["weights"] = name_of(*recipe.weights);
  json["seed"] = recipe.settings.seed;
  json["sampling"] = sampling_to_json(recipe.settings.sampling);
  if (recipe.melody) json["melody"] = json_of(*recipe.melody);
  if (recipe.beginning) json["continue"] = json_of(*recipe.beginning);
  json["seconds"] = recipe.seconds;
  json["seconds_kept"] = recipe.seconds_kept;
  json["result"] = {{"audio", recipe.audio_fingerprint}};
  return recipe_text(json);
}

bool is_audio_recipe(std::string_view text) {
  const Json json = parse_json(text, kRecipe);
  return json.is_object() && json.contains("kind") && json["kind"] == kKind;
}

AudioRecipe audio_recipe_from_json(std::string_view text) {
  const Json json = parse_json(text, kRecipe);
  const JsonFields fields(json, kRecipe, "",
                          {"continuo", "format", "kind", "prompt", "model", "seed", "sampling",
                           "melody", "continue", "seconds", "seconds_kept", "result"});
  AudioRecipe recipe;
  check_recipe_version(fields);
  if (fields.text("kind") != kKind) {
    fail(ErrorKind::kInput, kRecipe, "kind: expected {}, found {}.", kKind, fields.text("kind"));
  }
  recipe.prompt = fields.text("prompt");
  const JsonFields model(fields.at("model"), kRecipe, "model",
                         {"name", "fingerprint", "licence", "weights"});
  recipe.model = model.text("name");
  recipe.model_fingerprint = model.text("fingerprint");
  if (model.has("licence")) recipe.model_licence = model.text("licence");
  if (model.has("weights")) recipe.weights = model.parsed("weights", parse_weights);
  recipe.settings.seed = fields.natural("seed");
  recipe.settings.sampling = sampling_from_json(fields);
  recipe.melody = read_sound_of(fields, "melody");
  recipe.beginning = read_sound_of(fields, "continue");
  recipe.seconds = fields.number("seconds", 0, kLongestAudio_s);
  recipe.seconds_kept = fields.number("seconds_kept", 0, kLongestAudio_s + 1);
  const JsonFields result(fields.at("result"), kRecipe, "result", {"audio"});
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
