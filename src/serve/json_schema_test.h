// As much of JSON Schema as docs/openapi.json uses: whether a value is what the document says.
#pragma once

#include <cmath>
#include <regex>
#include <set>
#include <string>

#include "base/json_fields.h"

namespace continuo {

class JsonSchemas {
 public:
  explicit JsonSchemas(const Json& document) : document_(document) {}

  // What does not fit, with where; empty where all does.
  std::string misfit(const Json& value, const Json& schema, const std::string& at = "$") const {
    for (const auto& [word, meaning] : schema.items()) {
      static const std::set<std::string> kWords{
          "$ref",      "type",      "description", "properties", "required", "additionalProperties",
          "items",     "enum",      "const",       "oneOf",      "minimum",  "maximum",
          "minLength", "maxLength", "minItems",    "maxItems",   "format",   "pattern",
          "default",   "example"};
      if (!kWords.contains(word)) return at + ": the test does not know \"" + word + "\"";
    }
    if (schema.contains("$ref")) return misfit(value, referred(schema["$ref"]), at);
    if (schema.contains("const") && value != schema["const"]) return at + ": not the constant";
    if (schema.contains("oneOf")) {
      int fitting = 0;
      std::string reasons;
      for (const Json& choice : schema["oneOf"]) {
        const std::string reason = misfit(value, choice, at);
        fitting += reason.empty() ? 1 : 0;
        reasons += reason + "; ";
      }
      if (fitting != 1) return at + ": fits " + std::to_string(fitting) + " choices: " + reasons;
    }
    if (schema.contains("type") && !has_type(value, schema["type"]))
      return at + ": expected " + schema["type"].dump() + ", found " + value.dump();
    if (value.is_null()) return "";
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
      return at + ": not one of " + schema["enum"].dump();
    if (value.is_number()) return range(value.get<double>(), schema, "minimum", "maximum", at);
    if (value.is_string()) {
      const auto text = value.get<std::string>();
      if (schema.contains("pattern") &&
          !std::regex_search(text, std::regex(schema["pattern"].get<std::string>())))
        return at + ": does not match";
      return range(static_cast<double>(text.size()), schema, "minLength", "maxLength", at);
    }
    if (value.is_array()) {
      for (size_t i = 0; schema.contains("items") && i < value.size(); ++i) {
        const auto reason = misfit(value[i], schema["items"], at + "[" + std::to_string(i) + "]");
        if (!reason.empty()) return reason;
      }
      return range(static_cast<double>(value.size()), schema, "minItems", "maxItems", at);
    }
    return value.is_object() ? fields_misfit(value, schema, at) : "";
  }

  const Json& referred(const std::string& reference) const {
    return document_.at(Json::json_pointer(reference.substr(1)));
  }

 private:
  std::string fields_misfit(const Json& value, const Json& schema, const std::string& at) const {
    const Json required = schema.value("required", Json::array());
    for (const Json& name : required) {
      if (!value.contains(name.get<std::string>())) return at + ": lacks " + name.dump();
    }
    for (const auto& [name, field] : value.items()) {
      const bool known = schema.contains("properties") && schema["properties"].contains(name);
      if (!known && schema.value("additionalProperties", true) == false)
        return at + "." + name + ": is not documented";
      if (!known) continue;
      const std::string reason = misfit(field, schema["properties"][name], at + "." + name);
      if (!reason.empty()) return reason;
    }
    return "";
  }

  static bool has_type(const Json& value, const Json& type) {
    if (type.is_array()) {
      for (const Json& one : type) {
        if (has_type(value, one)) return true;
      }
      return false;
    }
    if (type == "integer")
      return value.is_number() && value.get<double>() == std::floor(value.get<double>());
    return (type == "null" && value.is_null()) || (type == "number" && value.is_number()) ||
           (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "array" && value.is_array()) || (type == "object" && value.is_object());
  }

  static std::string range(double value, const Json& schema, const char* least, const char* most,
                           const std::string& at) {
    if (schema.contains(least) && value < schema[least].get<double>()) return at + ": too small";
    if (schema.contains(most) && value > schema[most].get<double>()) return at + ": too large";
    return "";
  }

  const Json& document_;
};

}  // namespace continuo
