#include "compose/take.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/version.h"
#include "dsp/wav.h"
#include "score/midi_file.h"

namespace continuo {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kFormat = 1;
constexpr size_t kLongestName = 40;

// Reads the fields of one object and refuses what it does not know.
class Fields {
 public:
  Fields(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object.is_object()) fail(ErrorKind::kInput, "recipe", "{}: expected an object.", path_);
  }

  template <typename T>
  T take(const char* name) {
    const Json& value = at(name);
    try {
      return value.get<T>();
    } catch (const Json::exception&) {
      fail(ErrorKind::kInput, "recipe", "{}{}: has the wrong type: {}.", path_, name, value.dump());
    }
  }

  const Json& at(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end()) fail(ErrorKind::kInput, "recipe", "{}{}: is missing.", path_, name);
    ++taken_;
    return *found;
  }

  void finish() const {
    if (object_.size() != taken_) {
      fail(ErrorKind::kInput, "recipe", "{}: expected {} fields, found {}.",
           path_.empty() ? "file" : path_, taken_, object_.size());
    }
  }

 private:
  const Json& object_;
  std::string path_;
  size_t taken_ = 0;
};

}  // namespace

std::string recipe_to_json(const Recipe& recipe) {
  const Sampling& sampling = recipe.settings.sampling;
  Json json;
  json["continuo"] = kVersion;
  json["format"] = kFormat;
  json["prompt"] = recipe.prompt;
  json["model"] = {{"name", recipe.model}, {"fingerprint", recipe.model_fingerprint}};
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
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    fail(ErrorKind::kInput, "recipe", "expected JSON, found an error at byte {}.", error.byte);
  }
  Recipe recipe;
  Fields fields(json, "");
  fields.take<std::string>("continuo");
  const int format = fields.take<int>("format");
  if (format != kFormat) {
    fail(ErrorKind::kInput, "recipe",
         "format: expected {}, found {}. It is from another version of Continuo.", kFormat, format);
  }
  recipe.prompt = fields.take<std::string>("prompt");
  Fields model(fields.at("model"), "model.");
  recipe.model = model.take<std::string>("name");
  recipe.model_fingerprint = model.take<std::string>("fingerprint");
  model.finish();
  recipe.settings.seed = fields.take<uint64_t>("seed");
  Fields sampling(fields.at("sampling"), "sampling.");
  recipe.settings.sampling.temperature = sampling.take<double>("temperature");
  recipe.settings.sampling.top_k = sampling.take<int>("top_k");
  recipe.settings.sampling.top_p = sampling.take<double>("top_p");
  recipe.settings.sampling.guidance = sampling.take<double>("guidance");
  sampling.finish();
  recipe.bars = fields.take<int>("bars");
  recipe.plan = plan_from_json(fields.at("plan").dump());
  Fields soundfont(fields.at("soundfont"), "soundfont.");
  recipe.soundfont = soundfont.take<std::string>("name");
  recipe.soundfont_fingerprint = soundfont.take<std::string>("fingerprint");
  soundfont.finish();
  Fields result(fields.at("result"), "result.");
  recipe.notes_fingerprint = result.take<std::string>("notes");
  recipe.audio_fingerprint = result.take<std::string>("audio");
  result.finish();
  fields.finish();
  if (recipe.bars < 1 || recipe.bars > recipe.plan.bars()) {
    fail(ErrorKind::kInput, "recipe", "bars: expected 1 to the plan's {}, found {}.",
         recipe.plan.bars(), recipe.bars);
  }
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

void save_take(const TakePaths& paths, const Score& score, const Stereo& sound, Recipe& recipe) {
  const std::vector<uint8_t> midi = midi_bytes(score);
  write_wav(sound, paths.wav);
  write_bytes(paths.mid, midi);
  recipe.notes_fingerprint = fingerprint(midi);
  recipe.audio_fingerprint = file_fingerprint(paths.wav);
  write_text(paths.json, recipe_to_json(recipe));
}

}  // namespace continuo
