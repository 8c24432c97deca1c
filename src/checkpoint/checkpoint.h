// A model as it lies on disk, whatever it lies in: a folder in Hugging Face's layout (config.json,
// safetensors, a tokenizer), or one GGUF file that continuo quantise made of such a folder.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "checkpoint/hf_config.h"
#include "nn/weights.h"

namespace continuo {

// What such a GGUF file holds beside its tensors, which keep their names.
inline constexpr const char* kGgufConfig = "continuo.config";                 // config.json
inline constexpr const char* kGgufSpiece = "continuo.tokenizer.spiece";       // spiece.model
inline constexpr const char* kGgufTokenizerJson = "continuo.tokenizer.json";  // tokenizer.json
inline constexpr const char* kGgufSource = "continuo.source_fingerprint";     // of the folder
inline constexpr const char* kGgufLicence = "general.license";

// Cheap to copy; the files stay mapped while any copy or tensor lives. Thread: any.
class Checkpoint {
 public:
  // Whether there is one by its looks: a folder with a config.json, or a file that ends in .gguf.
  static bool is_at(const std::filesystem::path& path);

  // Reads config and headers, no tensors. Throws Error(kMissing), Error(kIo), or Error(kInput) for
  // files that contradict themselves or hold another kind of model.
  static Checkpoint open(const std::filesystem::path& path);

  const std::filesystem::path& path() const;
  std::string_view config_text() const;
  const HfConfig& config() const;
  const TensorSource& tensors() const;
  uint64_t bytes() const;  // of the weights' files

  // The tokenizer's file: spiece.model before tokenizer.json. Throws Error(kMissing) where there is
  // neither.
  struct TokenizerFile {
    std::string name;
    std::span<const uint8_t> bytes;
  };
  TokenizerFile tokenizer() const;

  // The coarsest format of blocks that any tensor is held in; none in a folder.
  std::optional<DType> block_format() const;
  std::string licence() const;   // as SPDX spells it; empty where nothing here names it
  std::string hub_name() const;  // "ORG/NAME" of a folder in the hub's cache, else empty

  // Of all that decides what the model says: config, weights, tokenizer. Reads them all, at the
  // first call: ask late. The contents are those that are mapped, so a file that was put in the
  // place of one meanwhile does not count.
  const std::string& fingerprint() const;

 private:
  struct Content;
  explicit Checkpoint(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

  std::shared_ptr<const Content> content_;
};

}  // namespace continuo
