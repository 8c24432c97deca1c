#include "serve/take_info.h"

#include <array>

#include "base/error.h"
#include "base/files.h"
#include "base/json_fields.h"
#include "base/text.h"
#include "serve/shelf_folder.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr const char* kShelf = "shelf";
constexpr std::array<const char*, 3> kFiles{"wav", "mid", "json"};

}  // namespace

std::string take_name_from(std::string_view prompt) {
  constexpr size_t kShort = 60;
  std::string name = printable(prompt, kLongestTakeName_bytes);
  if (name.size() > kShort) {
    const size_t space = name.rfind(' ', kShort);
    name.resize(space == std::string::npos || space < kShort / 2 ? kShort : space);
    while (!name.empty() && !is_utf8(name)) name.pop_back();
  }
  return name.empty() ? "Untitled" : name;
}

std::string checked_take_name(std::string_view name) {
  const size_t first = name.find_first_not_of(" \t\r\n");
  const size_t last = name.find_last_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    fail(ErrorKind::kInput, kShelf, "name: expected words, found none.");
  name = name.substr(first, last - first + 1);
  if (name.size() > kLongestTakeName_bytes || !is_utf8(name) ||
      printable(name, name.size()) != name) {
    fail(ErrorKind::kInput, kShelf, "name: expected one line of at most {} bytes, found {}.",
         kLongestTakeName_bytes, name.size());
  }
  return std::string(name);
}

std::string about_text(const TakeInfo& info) {
  const Json json{{"name", info.name},
                  {"created", info.created},
                  {"seconds", info.seconds},
                  {"prompt", info.prompt},
                  {"kind", info.kind},
                  {"bars", info.bars},
                  {"bpm", info.bpm},
                  {"key", info.key},
                  {"lufs", info.lufs ? Json(*info.lufs) : Json()},
                  {"gainDb", info.gain_db}};
  return json.dump(2) + "\n";
}

TakeInfo read_about(const fs::path& folder, const std::string& id) {
  const Json json = parse_json(read_text(folder / kAboutFile), kShelf);
  const JsonFields fields(
      json, kShelf, "",
      {"name", "created", "seconds", "prompt", "kind", "bars", "bpm", "key", "lufs", "gainDb"});
  TakeInfo info;
  info.id = id;
  info.name = fields.text("name");
  info.created = fields.text("created");
  info.seconds = fields.number("seconds", 0, 1e9);
  info.prompt = fields.text("prompt");
  info.kind = fields.text("kind");
  info.bars = fields.integer("bars", 0, 1 << 30);
  info.bpm = fields.integer("bpm", 0, 1 << 30);
  info.key = fields.text("key");
  if (!fields.at("lufs").is_null()) info.lufs = fields.number("lufs", -1000, 1000);
  info.gain_db = fields.number("gainDb", -1000, 1000);
  for (const char* extension : kFiles) {
    std::error_code failed;
    if (fs::is_regular_file(folder / (std::string("take.") + extension), failed))
      info.files.emplace_back(extension);
  }
  info.bytes = bytes_in(folder);
  return info;
}

}  // namespace continuo
