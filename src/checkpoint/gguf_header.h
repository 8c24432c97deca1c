// What a GGUF header says, believed only where it agrees with itself and with the file.
//
// The format: docs/gguf.md of https://github.com/ggml-org/ggml, versions 2 and 3, little endian:
// metadata by key, then where each tensor lies, then the tensors. Odd: dimensions come innermost
// first; here they are outermost first, as everywhere else.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// Element formats of tensors, by the format's numbers: those that Continuo reads.
enum class GgufType : uint32_t { kF32 = 0, kF16 = 1, kQ4_0 = 2, kQ8_0 = 8, kBf16 = 30 };

// Kinds of metadata, by the format's numbers.
enum class GgufKind : uint32_t {
  kUint8 = 0,
  kInt8,
  kUint16,
  kInt16,
  kUint32,
  kInt32,
  kFloat32,
  kBool,
  kString,
  kArray,
  kUint64,
  kInt64,
  kFloat64
};

// A value of metadata: where it lies in the file, which must outlive it.
struct GgufValue {
  GgufKind kind{};
  GgufKind element{};  // of an array
  uint64_t count = 1;  // of an array's elements
  // The number, the text without its length, or an array's elements one after the other: texts
  // with a length before each, arrays with kind and count before each.
  std::span<const uint8_t> bytes;
};

struct GgufTensor {
  std::string name;
  GgufType type{};
  std::vector<int64_t> shape;
  uint64_t begin = 0;  // in the file
  uint64_t end = 0;
};

struct GgufHeader {
  static constexpr uint64_t kUsualAlignment = 32;  // of tensors, where "general.alignment" is not

  uint32_t version = 0;
  std::map<std::string, GgufValue, std::less<>> metadata;
  std::vector<GgufTensor> tensors;  // by position in the file
};

// Bytes that `elements` of a type take, rows being whole blocks.
uint64_t bytes_of(GgufType type, uint64_t elements);
std::string_view name_of(GgufType type);  // "Q8_0"

// Checks the whole of `file` but the numbers themselves: that texts, arrays and tensors lie in it,
// that no name stands twice, that tensors are aligned, of 1 to 4 dimensions of at least 1, of a
// format that is read, and do not overlap. Throws Error(kInput), naming `where` and the key, the
// tensor or the byte; memory is bounded by the header's size.
GgufHeader parse_gguf(std::span<const uint8_t> file, const std::string& where);

}  // namespace continuo
