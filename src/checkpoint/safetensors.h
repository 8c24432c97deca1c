// Checkpoints in safetensors files, one or several, as a source of tensors.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "checkpoint/mapped_file.h"
#include "checkpoint/safetensors_header.h"
#include "nn/weights.h"

namespace continuo {

// The file stays mapped while any tensor of it lives.
class Safetensors : public TensorSource {
 public:
  // `path` is a file, or a folder with model.safetensors or model.safetensors.index.json and its
  // shards. Throws Error(kMissing), Error(kIo), or Error(kInput) for a file that contradicts
  // itself.
  static Safetensors open(const std::filesystem::path& path);

  std::vector<std::string> names() const override;  // in alphabetical order
  // F32 and BF16 share the mapped memory; F16 and F64 are converted to f32. Throws Error(kInput)
  // for other formats.
  Tensor find(const std::string& name) const override;
  std::string description() const override { return path_.string(); }

  int64_t elements() const override;
  // The files that the tensors lie in, in alphabetical order.
  const std::vector<std::shared_ptr<const MappedFile>>& files() const { return files_; }
  // I32 and I64 tensors, which are not numbers that layers take. Throws Error(kInput) where there
  // is none of this name.
  std::vector<int64_t> integers(const std::string& name) const;

 private:
  struct Place {
    std::shared_ptr<const MappedFile> file;
    StoredTensor tensor;
  };

  void add_file(const std::filesystem::path& path);

  std::filesystem::path path_;
  std::vector<std::shared_ptr<const MappedFile>> files_;
  std::map<std::string, Place> places_;
};

struct NamedTensor {
  std::string name;
  Tensor tensor;  // f32 or bf16
};
// Throws Error(kInput) for a format that safetensors lacks, Error(kIo) where the file cannot be
// written.
void write_safetensors(const std::filesystem::path& path, std::span<const NamedTensor> tensors);

}  // namespace continuo
