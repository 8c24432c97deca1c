// The number formats that weights and activations are held in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace continuo {

// kQ8_0 and kQ4_0 are GGML's: along the last dimension, blocks of 32 values. q8_0 is {fp16 scale, 32
// int8}, value = scale * int8; q4_0 is {fp16 scale, 16 bytes}, value = scale * (nibble - 8), where
// byte i holds values i (low) and i + 16 (high).
enum class DType : uint8_t { kF32, kBf16, kQ8_0, kQ4_0 };

inline constexpr int64_t kBlockValues = 32;  // of both block formats
inline constexpr int64_t kQ8BlockBytes = 34;
inline constexpr int64_t kQ4BlockBytes = 18;

constexpr bool is_block_format(DType type) { return type == DType::kQ8_0 || type == DType::kQ4_0; }

std::string_view name_of(DType type);  // "q8_0"
std::optional<DType> dtype_of(std::string_view name);
// Bytes that `count` consecutive values take. Throws Error(kInput) where a block format is given a
// count that is no multiple of 32.
size_t bytes_of(DType type, int64_t count);

}  // namespace continuo
