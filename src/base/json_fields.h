// Strict reading of one JSON object: every field known, present, of its type and in its range, or
// an Error that names it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.h"

namespace continuo {

using Json = nlohmann::ordered_json;

// How a text nests if it is JSON, found before anything is built of it: copies and prints of what
// is deep take the stack, and objects of many fields the square of their number.
struct JsonShape {
  size_t depth = 0;   // brackets within brackets
  size_t fields = 0;  // the most of one object
};
inline constexpr size_t kJsonDepthLimit = 64;
inline constexpr size_t kJsonFieldLimit = 10'000;
// Looks no further where the depth is over its limit.
JsonShape json_shape(std::string_view text);

// Throws Error(kInput, where) with the byte offset where the text is not JSON, or where it is over
// `limit_bytes` or one of the limits above.
Json parse_json(std::string_view text, const std::string& where,
                size_t limit_bytes = size_t{1} << 20);

// The JSON must outlive the view. Errors are of kind kInput; their path reads "sections[2].bars".
class JsonFields {
 public:
  JsonFields(const Json& json, std::string where, std::string path,
             std::initializer_list<std::string_view> known);

  std::string path(std::string_view name) const;
  bool has(const char* name) const { return json_.contains(name); }
  const Json& at(const char* name) const;

  std::string text(const char* name) const;
  int integer(const char* name, int low, int high) const;
  uint64_t natural(const char* name) const;
  double number(const char* name, double low, double high) const;
  const Json& list(const char* name, size_t most) const;

  // Runs a parser on a string field and puts the field's path before its complaint.
  template <typename Parser>
  auto parsed(const char* name, Parser parser) const {
    const std::string value = text(name);
    try {
      return parser(value);
    } catch (const Error& error) {
      fail(ErrorKind::kInput, where_, "{}: {}", path(name), error.what());
    }
  }

 private:
  const Json& json_;
  std::string where_;
  std::string path_;
};

}  // namespace continuo
