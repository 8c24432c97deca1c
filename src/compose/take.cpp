#include "compose/take.h"

#include <unistd.h>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/json_fields.h"
#include "base/version.h"
#include "dsp/loudness.h"
#include "dsp/wav.h"
#include "score/midi_file.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr int kFormat = 1;
constexpr size_t kLongestName = 40;

}  // namespace

std::string recipe_to_json(const Recipe& recipe) {
  const Sampling& sampling = recipe.settings.sampling;
  Json json;
  json["continuo"] = kVersion;
  json["format"] = kFormat;
  json["prompt"] = recipe.prompt;
  json["model"] = {{"name", recipe.model}, {"fingerprint", recipe.model_fingerprint}};
  json["notes"] = writer_name(recipe.settings.notes);
  json["seed"] = recipe.settings.seed;
  json["sampling"] = {{"temperature", sampling.temperature},
                      {"top_k", sampling.top_k},
                      {"top_p", sampling.top_p},
                      {"guidance", sampling.guidance}};
  json["bars"] = recipe.bars;
  json["plan"] = Json::parse(plan_to_json(recipe.plan));
  json["soundfont"] = {{"name", recipe.soundfont}, {"fingerprint", recipe.soundfont_fingerprint}};
  json["result"] = {{"notes", recipe.notes_fingerprint}, {"audio", recipe.audio_fingerprint}};
  return json.dump(2) + "\n";
}

Recipe recipe_from_json(std::string_view text) {
  const std::string where = "recipe";
  const Json json = parse_json(text, where);
  const JsonFields fields(json, where, "",
                          {"continuo", "format", "prompt", "model", "notes", "seed", "sampling",
                           "bars", "plan", "soundfont", "result"});
  Recipe recipe;
  fields.text("continuo");
  if (fields.integer("format", 0, 1 << 20) != kFormat) {
    fail(ErrorKind::kInput, where, "format: expected {}, found {}. It is of another version.",
         kFormat, fields.integer("format", 0, 1 << 20));
  }
  recipe.prompt = fields.text("prompt");
  const JsonFields model(fields.at("model"), where, "model", {"name", "fingerprint"});
  recipe.model = model.text("name");
  recipe.model_fingerprint = model.text("fingerprint");
  recipe.settings.notes = fields.parsed("notes", parse_writer);
  recipe.settings.seed = fields.natural("seed");
  const JsonFields sampling(fields.at("sampling"), where, "sampling",
                            {"temperature", "top_k", "top_p", "guidance"});
  recipe.settings.sampling = {.temperature = sampling.number("temperature", 0, kMostTemperature),
                              .top_k = sampling.integer("top_k", 0, kMostTopK),
                              .top_p = sampling.number("top_p", 0, 1),
                              .guidance = sampling.number("guidance", 0, kMostGuidance)};
  recipe.plan = plan_from_json(fields.at("plan").dump());
  recipe.bars = fields.integer("bars", 1, recipe.plan.bars());
  const JsonFields soundfont(fields.at("soundfont"), where, "soundfont", {"name", "fingerprint"});
  recipe.soundfont = soundfont.text("name");
  recipe.soundfont_fingerprint = soundfont.text("fingerprint");
  const JsonFields result(fields.at("result"), where, "result", {"notes", "audio"});
  recipe.notes_fingerprint = result.text("notes");
  recipe.audio_fingerprint = result.text("audio");
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

Stereo render_take(const Score& score, SoundfontRenderer& renderer) {
  Stereo sound = render(score, renderer);
  normalise_loudness(sound, kTargetLoudness_lufs, kTruePeakCeiling_db);
  return sound;
}

void fingerprint_take(const Score& score, const Stereo& sound, Recipe& recipe) {
  recipe.notes_fingerprint = fingerprint(midi_bytes(score));
  const std::span<const float> samples = sound.samples;
  recipe.audio_fingerprint =
      fingerprint({reinterpret_cast<const uint8_t*>(samples.data()), samples.size_bytes()});
}

void save_take(const TakePaths& paths, const Score& score, const Stereo& sound,
               const Recipe& recipe) {
  // What can fail without the disk fails first.
  const std::string text = recipe_to_json(recipe);
  const std::vector<uint8_t> midi = midi_bytes(score);
  write_wav(sound, paths.wav);
  write_bytes(paths.mid, midi);
  write_text(paths.json, text);
}

}  // namespace continuo
