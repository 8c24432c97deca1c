// The number formats that weights and activations are held in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace continuo {

// kQ8_0 is GGML's: along the last dimension, blocks of 32 values as {fp16 scale, 32 int8}; value =
// scale * int8.
enum class DType : uint8_t { kF32, kBf16, kQ8_0 };

inline constexpr int64_t kQ8BlockValues = 32;
inline constexpr int64_t kQ8BlockBytes = 34;

std::string_view name_of(DType type);
// Bytes that `count` consecutive values take. Throws Error(kInput) where q8_0 is given a count that
// is no multiple of 32.
size_t bytes_of(DType type, int64_t count);

}  // namespace continuo
