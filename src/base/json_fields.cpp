#include "base/json_fields.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/text.h"

namespace continuo {

namespace {

std::string found(const Json& value) {
  if (value.is_object() || value.is_array()) return value.type_name();
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

// "[json.exception.parse_error.101] parse error at line 1, column 5: CAUSE; last read: '...'"
std::string cause_of(const Json::parse_error& error) {
  std::string cause = error.what();
  if (const size_t column = cause.find(", column "); column != std::string::npos)
    cause.erase(0, std::min(cause.find(": ", column), cause.size() - 2) + 2);
  const size_t last = cause.find("; last read: ");
  if (last == std::string::npos) return cause;
  const size_t expected = cause.rfind("; expected ");
  const bool says = expected != std::string::npos && expected > last;
  return cause.substr(0, last) + (says ? cause.substr(expected) : "");
}

}  // namespace

JsonShape json_shape(std::string_view text) {
  JsonShape shape;
  std::vector<size_t> open;  // the colons of each bracket that is open
  for (size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
        for (++i; i < text.size() && text[i] != '"'; ++i) i += text[i] == '\\' ? 1 : 0;
        break;
      case '{':
      case '[':
        open.push_back(0);
        shape.depth = std::max(shape.depth, open.size());
        if (shape.depth > kJsonDepthLimit) return shape;
        break;
      case '}':
      case ']':
        if (!open.empty()) open.pop_back();
        break;
      case ':':
        if (!open.empty()) shape.fields = std::max(shape.fields, ++open.back());
        break;
      default:
        break;
    }
  }
  return shape;
}

Json parse_json(std::string_view text, const std::string& where, size_t limit_bytes) {
  if (text.size() > limit_bytes) {
    fail(ErrorKind::kInput, where, "text: expected at most {} bytes, found {}.", limit_bytes,
         text.size());
  }
  if (const JsonShape shape = json_shape(text);
      shape.depth > kJsonDepthLimit || shape.fields > kJsonFieldLimit) {
    fail(ErrorKind::kInput, where,
         "expected JSON of at most {} levels and {} fields an object, found {} and {}.",
         kJsonDepthLimit, kJsonFieldLimit, shape.depth, shape.fields);
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    fail(ErrorKind::kInput, where, "not JSON at byte {}: {}.", error.byte, cause_of(error));
  } catch (const Json::exception& error) {  // a number that no type can hold
    fail(ErrorKind::kInput, where, "not JSON: {}.", error.what());
  }
}

JsonFields::JsonFields(const Json& json, std::string where, std::string path,
                       std::initializer_list<std::string_view> known)
    : json_(json), where_(std::move(where)), path_(std::move(path)) {
  if (!json.is_object()) {
    fail(ErrorKind::kInput, where_, "{}: expected an object, found {}.",
         path_.empty() ? "top level" : path_, found(json));
  }
  for (const auto& [name, value] : json.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    fail(ErrorKind::kInput, where_, "{}: unknown field; expected {}.",
         this->path(name.substr(0, 60)), joined_with_or(names));
  }
}

std::string JsonFields::path(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

const Json& JsonFields::at(const char* name) const {
  const auto found_at = json_.find(name);
  if (found_at == json_.end()) {
    fail(ErrorKind::kInput, where_, "{}: expected this field, found none.", path(name));
  }
  return *found_at;
}

std::string JsonFields::text(const char* name) const {
  const Json& value = at(name);
  if (!value.is_string()) {
    fail(ErrorKind::kInput, where_, "{}: expected a string, found {}.", path(name), found(value));
  }
  return value.get<std::string>();
}

int JsonFields::integer(const char* name, int low, int high) const {
  const Json& value = at(name);
  const double number = value.is_number() ? value.get<double>() : low - 1.0;
  if (!(number >= low && number <= high) || number != std::floor(number)) {
    fail(ErrorKind::kInput, where_, "{}: expected a whole number from {} to {}, found {}.",
         path(name), low, high, found(value));
  }
  return static_cast<int>(number);
}

uint64_t JsonFields::natural(const char* name) const {
  const Json& value = at(name);
  if (!value.is_number_unsigned()) {
    fail(ErrorKind::kInput, where_, "{}: expected a whole number from 0 to 2^64 - 1, found {}.",
         path(name), found(value));
  }
  return value.get<uint64_t>();
}

double JsonFields::number(const char* name, double low, double high) const {
  const Json& value = at(name);
  const double number = value.is_number() ? value.get<double>() : std::nan("");
  if (!(number >= low && number <= high)) {
    fail(ErrorKind::kInput, where_, "{}: expected a number from {:g} to {:g}, found {}.",
         path(name), low, high, found(value));
  }
  return number;
}

const Json& JsonFields::list(const char* name, size_t most) const {
  const Json& value = at(name);
  if (!value.is_array()) {
    fail(ErrorKind::kInput, where_, "{}: expected a list, found {}.", path(name), found(value));
  }
  if (value.size() > most) {
    fail(ErrorKind::kInput, where_, "{}: expected at most {} entries, found {}.", path(name), most,
         value.size());
  }
  return value;
}

}  // namespace continuo
