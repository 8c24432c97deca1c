// What a safetensors header says, believed only where it agrees with itself and with the file.
//
// The format: https://github.com/huggingface/safetensors (8 bytes little-endian header length, a
// JSON object, the data).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// The element formats that the header may name.
enum class StoredType : uint8_t {
  kF64,
  kF32,
  kF16,
  kBf16,
  kF8E4M3,
  kF8E5M2,
  kI64,
  kI32,
  kI16,
  kI8,
  kU64,
  kU32,
  kU16,
  kU8,
  kBool
};

std::string_view name_of(StoredType type);  // "F32"
size_t bytes_of(StoredType type);

struct StoredTensor {
  std::string name;
  StoredType type{};
  std::vector<int64_t> shape;
  uint64_t begin = 0;  // in the file, header included
  uint64_t end = 0;
};

// Checks the whole of `file` but the numbers themselves: header length, JSON shape, types, shapes
// against offsets, and that the tensors tile the data without overlap, hole or rest. Returns them
// by position. Throws Error(kInput), naming `where` and the tensor or the byte; memory is bounded
// by the header's size.
std::vector<StoredTensor> parse_safetensors(std::span<const uint8_t> file,
                                            const std::string& where);

}  // namespace continuo
