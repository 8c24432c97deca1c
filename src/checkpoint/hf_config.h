// Strict reading of a checkpoint's config.json: what a model needs is there, of its type and within
// bounds, or the error says where it is not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// One object of the file. Every reader throws Error(kInput) that names the file and the field's
// path.
class HfConfig {
 public:
  // `path` is the file, or the folder that holds config.json.
  static HfConfig open(const std::filesystem::path& path);
  static HfConfig parse(std::string_view text, const std::string& where);

  bool has(std::string_view field) const;  // present and not null
  HfConfig object(std::string_view field) const;
  int64_t integer(std::string_view field, int64_t low, int64_t high) const;
  double number(std::string_view field, double low, double high) const;
  bool boolean(std::string_view field) const;
  std::string text(std::string_view field) const;
  // Lists of 1 to `most` entries.
  std::vector<int64_t> integers(std::string_view field, int64_t low, int64_t high,
                                size_t most) const;
  std::vector<double> numbers(std::string_view field, double low, double high, size_t most) const;

  std::string path_of(std::string_view field) const;  // "config.json: decoder.hidden_size"

 private:
  HfConfig(std::shared_ptr<const nlohmann::json> root, const nlohmann::json* here, std::string path)
      : root_(std::move(root)), here_(here), path_(std::move(path)) {}
  const nlohmann::json& at(std::string_view field, std::string_view expected) const;
  HfConfig list(std::string_view field, size_t most) const;

  std::shared_ptr<const nlohmann::json> root_;
  const nlohmann::json* here_;
  std::string path_;
};

}  // namespace continuo
