#include "checkpoint/safetensors_index.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json_fields.h"
#include "base/text.h"

namespace continuo {

std::map<std::string, std::string> parse_safetensors_index(std::string_view text,
                                                           const std::string& where) {
  if (json_shape(text).depth > kJsonDepthLimit)
    fail(ErrorKind::kInput, "safetensors", "{}: nested more than {} deep.", where, kJsonDepthLimit);
  const nlohmann::json index = nlohmann::json::parse(text, nullptr, false);
  if (!index.is_object() || !index.contains("weight_map") || !index["weight_map"].is_object()) {
    fail(ErrorKind::kInput, "safetensors", "{}: expected a JSON object with a weight_map.", where);
  }
  std::map<std::string, std::string> file_of;
  for (const auto& [name, value] : index["weight_map"].items()) {
    const auto* file = value.get_ptr<const std::string*>();
    if (file == nullptr || file->empty() ||
        file->find_first_of(std::string_view("/\0", 2)) != std::string::npos || *file == "." ||
        *file == "..") {
      fail(ErrorKind::kInput, "safetensors",
           "{}: weight_map of {}: expected a file name, found {}.", where, printable(name),
           file != nullptr ? printable(*file) : value.type_name());
    }
    file_of[name] = *file;
  }
  return file_of;
}

}  // namespace continuo
