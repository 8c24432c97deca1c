#include "compose/take.h"

#include <unistd.h>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/json_fields.h"
#include "base/version.h"
#include "compose/loop.h"
#include "compose/recipe_fields.h"
#include "compose/stems.h"
#include "dsp/loudness.h"
#include "dsp/wav.h"
#include "score/instrument.h"
#include "score/midi_file.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr size_t kLongestName = 40;
constexpr int kMostLowered_db = 60;

void read_stems(const JsonFields& fields, Recipe& recipe) {
  const JsonFields stems(fields.at("stems"), kRecipe, "stems", {"files", "lowered_db"});
  for (const Json& file : stems.list("files", kProgramCount)) {
    if (!file.is_string())
      fail(ErrorKind::kInput, kRecipe, "stems.files: expected names of files.");
    recipe.stems.push_back(file.get<std::string>());
  }
  recipe.stems_lowered_db = stems.integer("lowered_db", 0, kMostLowered_db);
}

// A loop's file ends at its last bar line, so that it can be laid end to end.
std::vector<uint8_t> midi_of(const Score& score, const Recipe& recipe) {
  return midi_bytes(recipe.settings.loop ? cut_at_end(score) : score);
}

}  // namespace

std::string recipe_to_json(const Recipe& recipe) {
  Json json;
  json["continuo"] = kVersion;
  json["format"] = kRecipeFormat;
  json["prompt"] = recipe.prompt;
  json["model"] = {{"name", recipe.model}, {"fingerprint", recipe.model_fingerprint}};
  json["notes"] = writer_name(recipe.settings.notes);
  json["seed"] = recipe.settings.seed;
  if (recipe.settings.loop) json["loop"] = true;
  json["sampling"] = sampling_to_json(recipe.settings.sampling);
  json["bars"] = recipe.bars;
  json["plan"] = Json::parse(plan_to_json(recipe.plan));
  json["mix"] = recipe.mix;
  json["soundfont"] = {{"name", recipe.soundfont}, {"fingerprint", recipe.soundfont_fingerprint}};
  json["result"] = {{"notes", recipe.notes_fingerprint}, {"audio", recipe.audio_fingerprint}};
  if (!recipe.stems.empty())
    json["stems"] = {{"files", recipe.stems}, {"lowered_db", recipe.stems_lowered_db}};
  return recipe_text(json);
}

Recipe recipe_from_json(std::string_view text) {
  const Json json = parse_json(text, kRecipe);
  const JsonFields fields(json, kRecipe, "",
                          {"continuo", "format", "prompt", "model", "notes", "seed", "loop",
                           "sampling", "bars", "plan", "mix", "soundfont", "result", "stems"});
  Recipe recipe;
  check_recipe_version(fields);
  recipe.prompt = fields.text("prompt");
  const JsonFields model(fields.at("model"), kRecipe, "model", {"name", "fingerprint"});
  recipe.model = model.text("name");
  recipe.model_fingerprint = model.text("fingerprint");
  recipe.settings.notes = fields.parsed("notes", parse_writer);
  recipe.settings.seed = fields.natural("seed");
  if (fields.has("loop")) {
    if (!fields.at("loop").is_boolean())
      fail(ErrorKind::kInput, kRecipe, "loop: expected true or false.");
    recipe.settings.loop = fields.at("loop").get<bool>();
  }
  recipe.settings.sampling = sampling_from_json(fields);
  recipe.plan = plan_from_json(fields.at("plan").dump());
  recipe.bars = fields.integer("bars", 1, recipe.plan.bars());
  recipe.mix = mix_from_json(fields);
  const JsonFields soundfont(fields.at("soundfont"), kRecipe, "soundfont", {"name", "fingerprint"});
  recipe.soundfont = soundfont.text("name");
  recipe.soundfont_fingerprint = soundfont.text("fingerprint");
  const JsonFields result(fields.at("result"), kRecipe, "result", {"notes", "audio"});
  recipe.notes_fingerprint = result.text("notes");
  recipe.audio_fingerprint = result.text("audio");
  if (fields.has("stems")) read_stems(fields, recipe);
  return recipe;
}

TakePaths take_paths(const fs::path& out) {
  const std::string extension = out.extension().string();
  if (extension != ".wav" && extension != ".mid" && extension != ".json") {
    fail(ErrorKind::kUsage, "out",
         "{}: expected a name that ends in .wav (.mid and .json are written beside it).",
         out.string());
  }
  const fs::path folder = out.has_parent_path() ? out.parent_path() : fs::path(".");
  if (!fs::is_directory(folder))
    fail(ErrorKind::kIo, "out", "{}: there is no such folder.", folder.string());
  if (::access(folder.c_str(), W_OK) != 0)
    fail(ErrorKind::kIo, "out", "{}: cannot be written to.", folder.string());
  fs::path stem = out;
  return {stem.replace_extension(".wav"), fs::path(stem).replace_extension(".mid"),
          fs::path(stem).replace_extension(".json")};
}

TakePaths fresh_take_paths(std::string_view prompt, const fs::path& folder) {
  std::string name = "take";
  bool gap = true;
  for (const char c : prompt) {
    const auto byte = static_cast<unsigned char>(c);
    const bool word = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                      (byte >= 'A' && byte <= 'Z');
    if (name.size() >= (gap ? kLongestName : kLongestName + 20)) break;
    if (word && gap) name += '-';
    gap = !word;
    if (word) name += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
  }
  for (int number = 1;; ++number) {
    const fs::path base = folder / (number == 1 ? name : fmt::format("{}-{}", name, number));
    const TakePaths paths = take_paths(base.string() + ".wav");
    if (!fs::exists(paths.wav) && !fs::exists(paths.mid) && !fs::exists(paths.json)) return paths;
  }
}

Stereo render_take(const Score& score, SoundfontRenderer& renderer, bool loop,
                   std::vector<float>* gains, const std::atomic<bool>* cancel) {
  if (loop) return render_loop(score, renderer, gains, cancel);
  Stereo sound = render(score, renderer, cancel);
  normalise_loudness(sound, kTargetLoudness_lufs, kTruePeakCeiling_db, gains);
  return sound;
}

void fingerprint_take(const Score& score, const Stereo& sound, Recipe& recipe) {
  recipe.notes_fingerprint = fingerprint(midi_of(score, recipe));
  const std::span<const float> samples = sound.samples;
  recipe.audio_fingerprint =
      fingerprint({reinterpret_cast<const uint8_t*>(samples.data()), samples.size_bytes()});
}

void save_take(const TakePaths& paths, const Score& score, const Stereo& sound, Recipe recipe,
               StemFiles* stems) {
  recipe.stems = stems ? stems->names() : std::vector<std::string>{};
  recipe.stems_lowered_db = stems ? stems->lowered_db() : 0;
  // What can fail without the disk fails first.
  const std::string text = recipe_to_json(recipe);
  const std::vector<uint8_t> midi = midi_of(score, recipe);
  if (stems) stems->commit();
  write_wav(sound, paths.wav, recipe.settings.loop);
  write_bytes(paths.mid, midi);
  write_text(paths.json, text);
  if (stems) stems->keep();
}

}  // namespace continuo
