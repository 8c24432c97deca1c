#include "prompt/named.h"

#include <fmt/format.h>

#include <algorithm>

#include "prompt/languages.h"
#include "prompt/named_length.h"
#include "prompt/reading.h"
#include "score/instrument.h"

namespace continuo {

namespace {

template <typename Items, typename Text>
std::string joined(const Items& items, std::string_view between, Text text) {
  std::string result;
  for (const auto& item : items)
    result += (result.empty() ? "" : std::string(between)) + text(item);
  return result;
}

std::string tempo_text(const Named& named) {
  if (named.bpm) return fmt::format("{} bpm", *named.bpm);
  if (!named.bpm_band) return "";
  if (named.bpm_band->high >= kMaxBpm) return fmt::format("{} bpm and faster", named.bpm_band->low);
  if (named.bpm_band->low <= kMinBpm) return fmt::format("{} bpm and slower", named.bpm_band->high);
  return fmt::format("{} to {} bpm", named.bpm_band->low, named.bpm_band->high);
}

std::string key_text(const Named& named) {
  if (const auto key = named.key()) return key->name();
  if (named.tonic) {
    const std::string name = Key{*named.tonic, Mode::kMajor}.name();
    return "in " + name.substr(0, name.find(' '));
  }
  if (named.modes.size() == 1) return std::string(mode_name(named.modes.front()));
  if (named.modes.empty()) return "";
  return Key{0, named.modes.front()}.is_minor() ? "a minor key" : "a major key";
}

// "two guitars" are two parts of one word.
std::string players_text(const std::vector<NamedPart>& parts) {
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && parts[i] == parts[i - 1]) continue;
    text += (text.empty() ? "" : ", ") + parts[i].word;
  }
  return text;
}

}  // namespace

std::optional<Key> Named::key() const {
  if (!tonic || modes.size() != 1) return std::nullopt;
  return Key{*tonic, modes.front()};
}

std::optional<bool> Named::drums() const {
  if (std::binary_search(unwanted.begin(), unwanted.end(), kDrumKit)) return false;
  for (const NamedPart& part : parts) {
    if (part.programs == std::vector<int>{kDrumKit}) return true;
  }
  return std::nullopt;
}

Named read_named(std::string_view prompt) {
  const std::string english = in_english(prompt);
  const Reading reading(english);
  Named named;
  read_tempo(reading, named);
  read_metre(reading, named);
  read_key(reading, named);
  read_genre(reading, named);
  read_parts(reading, named);
  const NamedLength length = named_length(std::string_view(english).substr(0, kReadBytes));
  named.bars = length.bars;
  named.seconds = length.seconds;
  return named;
}

std::string named_text(const Named& named) {
  std::vector<std::string> facts = {
      joined(named.genres, " or ",
             [](int code) { return std::string(genre_names()[static_cast<size_t>(code)]); }),
      tempo_text(named),
      joined(named.metres, " or ", [](Metre metre) { return metre.name(); }),
      key_text(named),
      named.only ? "only" : "",
      players_text(named.parts),
      joined(named.unwanted_words, ", ", [](const std::string& word) { return "no " + word; }),
      named.bars ? fmt::format("{} bars", *named.bars) : "",
      named.seconds ? fmt::format("{:g} seconds", *named.seconds) : ""};
  std::string text;
  for (const std::string& fact : facts) {
    if (fact.empty()) continue;
    text += (text.empty() || text.ends_with("only") ? (text.empty() ? "" : " ") : ", ") + fact;
  }
  return text;
}

}  // namespace continuo
