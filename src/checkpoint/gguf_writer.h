// Writes a GGUF file one tensor at a time: what is in memory is one tensor, and the file is there
// whole or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "checkpoint/gguf_header.h"
#include "tensor/tensor.h"

namespace continuo {

struct GgufEntry {
  std::string key;
  std::variant<uint32_t, std::string, std::vector<uint8_t>, std::vector<std::string>> value;
};

struct GgufPlace {
  std::string name;
  DType type{};
  Shape shape;  // of 1 to 4 dimensions
};

class GgufWriter {
 public:
  // Lays the file out; nothing is written yet. Throws Error(kInput) for a name that is too long or
  // a shape that the format lacks.
  GgufWriter(std::filesystem::path path, std::span<const GgufEntry> metadata,
             std::vector<GgufPlace> tensors);
  // Removes a file that was not finished.
  ~GgufWriter();
  GgufWriter(const GgufWriter&) = delete;
  GgufWriter& operator=(const GgufWriter&) = delete;

  uint64_t bytes() const { return total_; }      // of the whole file
  uint64_t written() const { return written_; }  // so far

  // The next tensor of the plan. Throws Error(kInternal) where it is another, Error(kIo) where it
  // cannot be written.
  void add(const Tensor& tensor);
  // The file is on disk under its name, in the place of what was there. Throws Error(kIo).
  void finish();

 private:
  void write(std::span<const uint8_t> bytes);
  void pad();

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  std::vector<uint8_t> header_;
  std::vector<GgufPlace> tensors_;
  size_t next_ = 0;
  int fd_ = -1;
  uint64_t total_ = 0;
  uint64_t written_ = 0;
};

}  // namespace continuo
