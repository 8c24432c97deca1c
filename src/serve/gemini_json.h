// JSON as Google's services read it (protocol buffers' JSON): names in camelCase or snake_case, null
// as absent, numbers as text, enums by name or number, unknown fields passed over.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_fields.h"

namespace continuo::gemini {

// The JSON must outlive the view. All throw Error(kInput, "request") that begins with the field's
// path. Fields are asked for in camelCase.
class Message {
 public:
  // Throws where it is no object.
  Message(const Json& json, std::string path);

  bool has(std::string_view name) const { return find(name) != nullptr; }
  const Json* find(std::string_view name) const;  // null where absent or null
  std::optional<std::string> text(std::string_view name) const;
  std::optional<double> number(std::string_view name) const;  // finite
  // A fraction is rounded.
  std::optional<int64_t> integer(std::string_view name) const;
  bool flag(std::string_view name) const;  // false where absent
  // The index of an enum's value in `names`; 0 where absent.
  size_t choice(std::string_view name, std::span<const std::string_view> names) const;
  std::optional<Message> object(std::string_view name) const;
  // A value that stands alone is a list of one.
  std::vector<const Json*> list(std::string_view name, size_t most) const;

  const Json& json() const { return json_; }
  std::string path(std::string_view name) const;

 private:
  const Json& json_;
  std::string path_;
};

// Base64 of either alphabet, padded or not.
std::string bytes_of(std::string_view base64, const std::string& path);

// One value as JSON text, whatever bytes strings hold.
std::string dumped(const Json& json);

}  // namespace continuo::gemini
