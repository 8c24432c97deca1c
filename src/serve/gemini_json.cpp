#include "serve/gemini_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/base64.h"
#include "base/text.h"

namespace continuo::gemini {

namespace {

constexpr double kMostExact = 9007199254740992.0;  // 2^53

std::string snake_case(std::string_view camel) {
  std::string name;
  for (const char c : camel) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital) name += '_';
    name += static_cast<char>(capital ? c + ('a' - 'A') : c);
  }
  return name;
}

std::string shown(const Json& value) {
  if (value.is_object() || value.is_array()) return value.type_name();
  return printable(dumped(value), 60);
}

[[noreturn]] void unexpected(const std::string& path, std::string_view wanted, const Json& value) {
  fail(ErrorKind::kInput, "request", "{}: expected {}, found {}.", path, wanted, shown(value));
}

std::optional<double> number_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Message::Message(const Json& json, std::string path) : json_(json), path_(std::move(path)) {
  if (!json.is_object()) unexpected(path_.empty() ? "message" : path_, "an object", json);
}

std::string Message::path(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

const Json* Message::find(std::string_view name) const {
  auto at = json_.find(name);
  if (at == json_.end()) at = json_.find(snake_case(name));
  return at == json_.end() || at->is_null() ? nullptr : &*at;
}

std::optional<std::string> Message::text(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) unexpected(path(name), "a string", *value);
  return value->get<std::string>();
}

std::optional<double> Message::number(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  const std::optional<double> number = number_of(*value);
  if (!number || !std::isfinite(*number)) unexpected(path(name), "a number", *value);
  return number;
}

std::optional<int64_t> Message::integer(std::string_view name) const {
  const std::optional<double> value = number(name);
  if (!value) return std::nullopt;
  return std::llround(std::clamp(*value, -kMostExact, kMostExact));
}

bool Message::flag(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return false;
  if (value->is_boolean()) return value->get<bool>();
  if (*value == "true") return true;
  if (*value != "false") unexpected(path(name), "true or false", *value);
  return false;
}

size_t Message::choice(std::string_view name, std::span<const std::string_view> names) const {
  const Json* value = find(name);
  if (value == nullptr) return 0;
  if (value->is_string()) {
    const auto at = std::find(names.begin(), names.end(), value->get_ref<const std::string&>());
    if (at != names.end()) return static_cast<size_t>(at - names.begin());
  } else if (const std::optional<double> number = number_of(*value)) {
    if (*number >= 0 && *number < static_cast<double>(names.size()) &&
        *number == std::floor(*number))
      return static_cast<size_t>(*number);
  }
  unexpected(path(name), fmt::format("one of {}", fmt::join(names, ", ")), *value);
}

std::optional<Message> Message::object(std::string_view name) const {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  return Message(*value, path(name));
}

std::vector<const Json*> Message::list(std::string_view name, size_t most) const {
  const Json* value = find(name);
  if (value == nullptr) return {};
  if (!value->is_array()) return {value};
  if (value->size() > most) {
    fail(ErrorKind::kInput, "request", "{}: expected at most {} entries, found {}.", path(name),
         most, value->size());
  }
  std::vector<const Json*> entries;
  for (const Json& entry : *value) entries.push_back(&entry);
  return entries;
}

std::string bytes_of(std::string_view base64, const std::string& path) {
  std::string text(base64);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  if (text.find('=') == std::string::npos) text.append((4 - text.size() % 4) % 4, '=');
  return base64_decoded(text, "request", path);
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace continuo::gemini
