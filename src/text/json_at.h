// Fields of a tokenizer.json, where unknown ones are let pass but those that count must be there.
#pragma once

#include <string>

#include "base/json_fields.h"
#include "base/text.h"

namespace continuo {

// All throw Error(kInput, "tokenizer") that names the field after `where`.
inline const Json& at(const Json& object, const char* field, const std::string& where) {
  const auto found = object.is_object() ? object.find(field) : object.end();
  if (!object.is_object() || found == object.end())
    fail(ErrorKind::kInput, "tokenizer", "{}: expected a field {}, found none.", where, field);
  return *found;
}

inline std::string text_at(const Json& object, const char* field, const std::string& where) {
  const Json& value = at(object, field, where);
  if (!value.is_string()) {
    fail(ErrorKind::kInput, "tokenizer", "{}: {}: expected a text, found {}.", where, field,
         value.type_name());
  }
  return value.get<std::string>();
}

inline const Json& list_at(const Json& object, const char* field, const std::string& where) {
  const Json& value = at(object, field, where);
  if (!value.is_array()) {
    fail(ErrorKind::kInput, "tokenizer", "{}: {}: expected a list, found {}.", where, field,
         value.type_name());
  }
  return value;
}

inline bool flag_at(const Json& object, const char* field, const std::string& where) {
  const Json& value = at(object, field, where);
  if (!value.is_boolean()) {
    fail(ErrorKind::kInput, "tokenizer", "{}: {}: expected true or false, found {}.", where, field,
         value.type_name());
  }
  return value.get<bool>();
}

inline bool flag_at_or(const Json& object, const char* field, bool otherwise,
                       const std::string& where) {
  return object.is_object() && object.contains(field) ? flag_at(object, field, where) : otherwise;
}

inline int32_t id_at(const Json& object, const char* field, int64_t limit,
                     const std::string& where) {
  const Json& value = at(object, field, where);
  const bool fits =
      value.is_number_unsigned() && value.get<uint64_t>() < static_cast<uint64_t>(limit);
  if (!fits) {
    fail(ErrorKind::kInput, "tokenizer", "{}: {}: expected 0 to {}, found {}.", where, field,
         limit - 1, value.is_number() ? value.dump() : value.type_name());
  }
  return static_cast<int32_t>(value.get<uint64_t>());
}

}  // namespace continuo
