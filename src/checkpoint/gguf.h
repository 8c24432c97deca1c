// A model in one GGUF file, as a source of tensors and of what the file says about itself.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/gguf_header.h"
#include "checkpoint/mapped_file.h"
#include "nn/weights.h"

namespace continuo {

// ggml keeps 63 bytes of a tensor's name. Longer ones stand in the file as "long_name.0",
// "long_name.1", ..., and in full, in that order, under this key.
inline constexpr const char* kGgufLongNames = "continuo.long_names";
inline constexpr size_t kGgufNameBytes = 63;
std::string gguf_alias(size_t index);  // "long_name.0"

// The file stays mapped while any tensor of it lives.
class Gguf : public TensorSource {
 public:
  // Throws Error(kMissing), Error(kIo), or Error(kInput) for a file that contradicts itself.
  static Gguf open(const std::filesystem::path& path);

  std::vector<std::string> names() const override;  // in alphabetical order
  // Shares the mapped memory; F16 is converted to f32.
  Tensor find(const std::string& name) const override;
  int64_t elements() const override { return elements_; }
  std::string description() const override { return path_.string(); }

  // Metadata, none where the file has no such key. Throw Error(kInput) for a value of another kind.
  std::optional<std::string_view> text(std::string_view key) const;
  // The bytes of a text, or of an array of bytes.
  std::optional<std::span<const uint8_t>> bytes(std::string_view key) const;
  std::optional<uint64_t> natural(
      std::string_view key) const;  // any whole number that is not negative
  std::optional<std::vector<std::string>> texts(std::string_view key) const;

  // The coarsest format of blocks that any of its tensors is held in.
  std::optional<DType> block_format() const;
  const std::shared_ptr<const MappedFile>& file() const { return file_; }

 private:
  const GgufValue* value(std::string_view key) const;
  void restore_long_names();
  [[noreturn]] void refuse(std::string_view key, const char* expected) const;

  std::filesystem::path path_;
  std::shared_ptr<const MappedFile> file_;
  GgufHeader header_;
  std::map<std::string, size_t> places_;  // in header_.tensors
  int64_t elements_ = 0;
};

}  // namespace continuo
