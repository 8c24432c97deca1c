// What a take is called and what is told of it: about.json in its folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

inline constexpr size_t kLongestTakeName_bytes = 200;
inline constexpr const char* kAboutFile = "about.json";

// A take as the shelf lists it.
struct TakeInfo {
  std::string id;  // [0-9a-z-]; the later take has the greater one
  std::string name;
  std::string created;  // "2026-03-14T15:09:26.535Z"
  double seconds = 0;
  std::string prompt;
  std::string kind;  // "live", "prompt", "edit"
  int bars = 0;
  int bpm = 0;                     // of its first bar
  std::string key;                 // likewise
  std::optional<double> lufs;      // none for silence
  double gain_db = 0;              // from the sum of its stems to its sound
  std::vector<std::string> files;  // of "wav", "mid" and "json", those that are there
  uint64_t bytes = 0;              // of all its files
};

// From the first words of a prompt, in whole characters.
std::string take_name_from(std::string_view prompt);
// One line of words; throws Error(kInput).
std::string checked_take_name(std::string_view name);

std::string about_text(const TakeInfo& info);
// What a folder says of the take in it; throws Error.
TakeInfo read_about(const std::filesystem::path& folder, const std::string& id);

}  // namespace continuo
