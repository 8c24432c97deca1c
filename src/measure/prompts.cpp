#include "measure/prompts.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "score/instrument.h"
#include "score/plan.h"

namespace continuo {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 14> kWishNames{
    "bpm",  "tempo", "metre", "metre_implied", "key",    "mode", "instruments",
    "only", "drums", "genre", "density",       "energy", "bars", "seconds"};

// Reads one prompt's wishes and names the prompt in every complaint.
class WishReader {
 public:
  WishReader(const json& wishes, std::string id) : wishes_(wishes), id_(std::move(id)) {}

  Wishes read() {
    if (!wishes_.is_object() || wishes_.empty())
      bad("wishes", "an object with at least one wish", wishes_);
    for (const auto& [name, value] : wishes_.items()) {
      if (std::find(kWishNames.begin(), kWishNames.end(), name) == kWishNames.end()) {
        fail(ErrorKind::kInput, "prompts", "{}: wishes: unknown wish \"{}\".", id_, name);
      }
    }
    Wishes result;
    if (has("bpm")) result.bpm = whole("bpm", 30, 300);
    if (has("tempo")) result.tempo = band();
    read_metre(result);
    read_key(result);
    read_instruments(result);
    if (has("drums")) result.drums = boolean("drums");
    for (const std::string& name : has("genre") ? words("genre") : std::vector<std::string>{}) {
      const int genre = genre_code(name);
      if (genre == 0) {
        fail(ErrorKind::kInput, "prompts", "{}: genre: \"{}\" is not a genre of plans.", id_, name);
      }
      result.genres.push_back(genre);
    }
    if (has("density")) result.busy = choice("density", "sparse", "busy");
    if (has("energy")) result.energetic = choice("energy", "calm", "energetic");
    if (has("bars")) result.bars = whole("bars", 1, 1000);
    if (has("seconds")) result.seconds = whole("seconds", 1, 3600);
    exclude("bpm", "tempo");
    exclude("metre", "metre_implied");
    exclude("key", "mode");
    exclude("bars", "seconds");
    return result;
  }

 private:
  bool has(const char* name) const { return wishes_.contains(name); }

  [[noreturn]] void bad(std::string_view name, std::string_view expected, const json& found) const {
    fail(ErrorKind::kInput, "prompts", "{}: {}: expected {}, found {}.", id_, name, expected,
         found.dump());
  }

  void exclude(const char* a, const char* b) const {
    if (has(a) && has(b)) {
      fail(ErrorKind::kInput, "prompts", "{}: expected {} or {}, found both.", id_, a, b);
    }
  }

  int whole(const char* name, int low, int high) const {
    const json& value = wishes_.at(name);
    const bool fits =
        value.is_number_integer() && value.get<double>() >= low && value.get<double>() <= high;
    if (!fits) bad(name, fmt::format("a whole number from {} to {}", low, high), value);
    return value.get<int>();
  }

  bool boolean(const char* name) const {
    if (!wishes_.at(name).is_boolean()) bad(name, "true or false", wishes_.at(name));
    return wishes_.at(name).get<bool>();
  }

  // True for the second of two words.
  bool choice(const char* name, std::string_view no, std::string_view yes) const {
    const json& value = wishes_.at(name);
    if (value != no && value != yes) bad(name, fmt::format("\"{}\" or \"{}\"", no, yes), value);
    return value == yes;
  }

  std::string text(const char* name) const {
    if (!wishes_.at(name).is_string()) bad(name, "text", wishes_.at(name));
    return wishes_.at(name).get<std::string>();
  }

  std::vector<std::string> words(const char* name) const {
    return words_of(name, wishes_.at(name));
  }

  std::vector<std::string> words_of(const char* name, const json& list) const {
    const bool texts =
        list.is_array() && !list.empty() &&
        std::all_of(list.begin(), list.end(), [](const json& w) { return w.is_string(); });
    if (!texts) bad(name, "a list of words", list);
    return list.get<std::vector<std::string>>();
  }

  TempoBand band() const {
    const json& value = wishes_.at("tempo");
    const bool pair =
        value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number();
    if (!pair) bad("tempo", "[low, high]", value);
    const TempoBand result{value[0].get<double>(), value[1].get<double>()};
    if (result.low_bpm < 20 || result.high_bpm > 320 || result.low_bpm >= result.high_bpm) {
      bad("tempo", "20 <= low < high <= 320", value);
    }
    return result;
  }

  void read_metre(Wishes& result) const {
    if (has("metre")) result.metre = metre_named("metre", text("metre"));
    if (!has("metre_implied")) return;
    for (const std::string& name : words("metre_implied")) {
      result.metre_implied.push_back(metre_named("metre_implied", name));
    }
  }

  Metre metre_named(const char* field, const std::string& name) const {
    try {
      return parse_metre(name);
    } catch (const Error& error) {
      fail(ErrorKind::kInput, "prompts", "{}: {}: {}", id_, field, error.what());
    }
  }

  void read_key(Wishes& result) const {
    if (has("key")) {
      try {
        result.key = parse_key(text("key"));
      } catch (const Error& error) {
        fail(ErrorKind::kInput, "prompts", "{}: key: {}", id_, error.what());
      }
    }
    if (has("mode")) result.minor = choice("mode", "major", "minor");
  }

  void read_instruments(Wishes& result) const {
    if (has("only")) result.only = boolean("only");
    if (result.only && !has("instruments")) {
      fail(ErrorKind::kInput, "prompts", "{}: only: expected instruments beside it, found none.",
           id_);
    }
    if (!has("instruments")) return;
    const json& sets = wishes_.at("instruments");
    if (!sets.is_array() || sets.empty()) bad("instruments", "a list of lists of words", sets);
    for (const json& set : sets) {
      std::set<int> programs;
      for (const std::string& word : words_of("instruments", set)) {
        const std::vector<int> named = programs_named(word);
        if (named.empty()) {
          fail(ErrorKind::kInput, "prompts", "{}: instruments: nothing is known as \"{}\".", id_,
               word);
        }
        programs.insert(named.begin(), named.end());
      }
      result.instruments.emplace_back(programs.begin(), programs.end());
    }
  }

  const json& wishes_;
  std::string id_;
};

std::string text_field(const json& prompt, const char* name, size_t index) {
  if (!prompt.is_object() || !prompt.contains(name) || !prompt[name].is_string() ||
      prompt[name].get_ref<const std::string&>().empty()) {
    fail(ErrorKind::kInput, "prompts", "prompt {}: {}: expected text, found none.", index, name);
  }
  return prompt[name].get<std::string>();
}

// Two small letters (ISO 639-1).
std::string language_field(const json& prompt, const std::string& id) {
  if (!prompt.contains("language")) return "en";
  const json& value = prompt["language"];
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const std::string* text = value.get_ptr<const std::string*>();
  if (text == nullptr || text->size() != 2 || !std::all_of(text->begin(), text->end(), small)) {
    fail(ErrorKind::kInput, "prompts", "{}: language: expected two letters (\"de\"), found {}.", id,
         value.dump());
  }
  return *text;
}

}  // namespace

std::vector<AdherencePrompt> parse_adherence_prompts(std::string_view text) {
  json root;
  try {
    root = json::parse(text);
  } catch (const json::parse_error& error) {
    fail(ErrorKind::kInput, "prompts", "expected JSON, but byte {} breaks it.", error.byte);
  }
  if (!root.is_object() || root.value("version", json()) != 1) {
    fail(ErrorKind::kInput, "prompts", "version: expected 1 at the top of the file.");
  }
  if (!root.contains("prompts") || !root["prompts"].is_array() || root["prompts"].empty()) {
    fail(ErrorKind::kInput, "prompts", "prompts: expected a list of prompts.");
  }
  std::vector<AdherencePrompt> prompts;
  std::set<std::string> ids;
  std::set<std::string> texts;
  for (const json& entry : root["prompts"]) {
    AdherencePrompt prompt;
    prompt.id = text_field(entry, "id", prompts.size());
    prompt.text = text_field(entry, "text", prompts.size());
    if (!ids.insert(prompt.id).second || !texts.insert(prompt.text).second) {
      fail(ErrorKind::kInput, "prompts",
           "{}: expected an id and a text of its own, found them twice.", prompt.id);
    }
    for (const auto& [name, value] : entry.items()) {
      if (name != "id" && name != "language" && name != "text" && name != "wishes") {
        fail(ErrorKind::kInput, "prompts", "{}: unknown field \"{}\".", prompt.id, name);
      }
    }
    prompt.language = language_field(entry, prompt.id);
    if (!entry.contains("wishes")) {
      fail(ErrorKind::kInput, "prompts", "{}: wishes: expected an object, found none.", prompt.id);
    }
    prompt.wishes = WishReader(entry["wishes"], prompt.id).read();
    prompts.push_back(std::move(prompt));
  }
  return prompts;
}

std::vector<AdherencePrompt> read_adherence_prompts(const std::filesystem::path& path) {
  return parse_adherence_prompts(read_text(path));
}

}  // namespace continuo
