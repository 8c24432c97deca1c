#include "checkpoint/hf_config.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/files.h"
#include "base/json_fields.h"

namespace continuo {

namespace {

constexpr size_t kLimitBytes = size_t{4} << 20;

// How a value reads in an error: never longer than a line.
std::string shown(const nlohmann::json& value) {
  if (value.is_structured()) return value.is_object() ? "an object" : "an array";
  std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return text.size() > 60 ? text.substr(0, 60) + "..." : text;
}

}  // namespace

HfConfig HfConfig::open(const std::filesystem::path& path) {
  const std::filesystem::path file =
      std::filesystem::is_directory(path) ? path / "config.json" : path;
  return parse(read_text(file, kLimitBytes), file.string());
}

HfConfig HfConfig::parse(std::string_view text, const std::string& where) {
  if (json_shape(text).depth > kJsonDepthLimit)
    fail(ErrorKind::kInput, "config", "{}: nested more than {} deep.", where, kJsonDepthLimit);
  std::shared_ptr<const nlohmann::json> root;
  try {
    root = std::make_shared<const nlohmann::json>(nlohmann::json::parse(text));
  } catch (const nlohmann::json::parse_error& error) {
    fail(ErrorKind::kInput, "config", "{}: no JSON at byte {}.", where, error.byte);
  } catch (const nlohmann::json::exception&) {
    fail(ErrorKind::kInput, "config", "{}: a number that is too large.", where);
  }
  if (!root->is_object())
    fail(ErrorKind::kInput, "config", "{}: expected an object, found {}.", where, shown(*root));
  const nlohmann::json* here = root.get();
  return HfConfig(std::move(root), here, where + ": ");
}

std::string HfConfig::path_of(std::string_view field) const { return path_ + std::string(field); }

bool HfConfig::has(std::string_view field) const {
  const auto found = here_->find(std::string(field));
  return found != here_->end() && !found->is_null();
}

const nlohmann::json& HfConfig::at(std::string_view field, std::string_view expected) const {
  const auto found = here_->find(std::string(field));
  if (found == here_->end()) {
    fail(ErrorKind::kInput, "config", "{}: expected {}, but it is not there.", path_of(field),
         expected);
  }
  return *found;
}

HfConfig HfConfig::object(std::string_view field) const {
  const nlohmann::json& value = at(field, "an object");
  if (!value.is_object()) {
    fail(ErrorKind::kInput, "config", "{}: expected an object, found {}.", path_of(field),
         shown(value));
  }
  return HfConfig(root_, &value, path_of(field) + ".");
}

int64_t HfConfig::integer(std::string_view field, int64_t low, int64_t high) const {
  const std::string expected = fmt::format("an integer from {} to {}", low, high);
  const nlohmann::json& value = at(field, expected);
  const bool fits =
      value.is_number_integer() &&
      !(value.is_number_unsigned() && value.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX));
  if (!fits || value.get<int64_t>() < low || value.get<int64_t>() > high) {
    fail(ErrorKind::kInput, "config", "{}: expected {}, found {}.", path_of(field), expected,
         shown(value));
  }
  return value.get<int64_t>();
}

double HfConfig::number(std::string_view field, double low, double high) const {
  const std::string expected = fmt::format("a number from {} to {}", low, high);
  const nlohmann::json& value = at(field, expected);
  if (!value.is_number() || !(value.get<double>() >= low && value.get<double>() <= high)) {
    fail(ErrorKind::kInput, "config", "{}: expected {}, found {}.", path_of(field), expected,
         shown(value));
  }
  return value.get<double>();
}

bool HfConfig::boolean(std::string_view field) const {
  const nlohmann::json& value = at(field, "true or false");
  if (!value.is_boolean()) {
    fail(ErrorKind::kInput, "config", "{}: expected true or false, found {}.", path_of(field),
         shown(value));
  }
  return value.get<bool>();
}

std::string HfConfig::text(std::string_view field) const {
  const nlohmann::json& value = at(field, "a text");
  if (!value.is_string()) {
    fail(ErrorKind::kInput, "config", "{}: expected a text, found {}.", path_of(field),
         shown(value));
  }
  return value.get<std::string>();
}

// The list as an object of its own whose fields are "0", "1", ...: each entry is then read as any
// other field is.
HfConfig HfConfig::list(std::string_view field, size_t most) const {
  const std::string expected = fmt::format("a list of 1 to {} entries", most);
  const nlohmann::json& value = at(field, expected);
  if (!value.is_array() || value.empty() || value.size() > most) {
    fail(ErrorKind::kInput, "config", "{}: expected {}, found {}.", path_of(field), expected,
         value.is_array() ? fmt::format("{}", value.size()) : shown(value));
  }
  auto entries = std::make_shared<nlohmann::json>(nlohmann::json::object());
  for (size_t i = 0; i < value.size(); ++i) (*entries)[std::to_string(i)] = value[i];
  return HfConfig(entries, entries.get(), path_of(field) + ".");
}

std::vector<int64_t> HfConfig::integers(std::string_view field, int64_t low, int64_t high,
                                        size_t most) const {
  const HfConfig entries = list(field, most);
  std::vector<int64_t> read;
  for (size_t i = 0; i < entries.here_->size(); ++i)
    read.push_back(entries.integer(std::to_string(i), low, high));
  return read;
}

std::vector<double> HfConfig::numbers(std::string_view field, double low, double high,
                                      size_t most) const {
  const HfConfig entries = list(field, most);
  std::vector<double> read;
  for (size_t i = 0; i < entries.here_->size(); ++i)
    read.push_back(entries.number(std::to_string(i), low, high));
  return read;
}

}  // namespace continuo
