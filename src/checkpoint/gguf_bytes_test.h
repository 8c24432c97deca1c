// GGUF files for tests, byte by byte, sound or broken.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "checkpoint/gguf_header.h"

namespace continuo {

class GgufBytes {
 public:
  GgufBytes& raw(std::string_view bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  GgufBytes& u8(uint8_t value) { return number(value, 1); }
  GgufBytes& u32(uint32_t value) { return number(value, 4); }
  GgufBytes& u64(uint64_t value) { return number(value, 8); }
  GgufBytes& kind(GgufKind kind) { return u32(static_cast<uint32_t>(kind)); }
  GgufBytes& text(std::string_view text) { return u64(text.size()).raw(text); }

  GgufBytes& header(uint64_t tensors, uint64_t keys, uint32_t version = 3) {
    return raw("GGUF").u32(version).u64(tensors).u64(keys);
  }
  GgufBytes& key(std::string_view name, uint32_t value) {
    return text(name).kind(GgufKind::kUint32).u32(value);
  }
  GgufBytes& key(std::string_view name, std::string_view value) {
    return text(name).kind(GgufKind::kString).text(value);
  }
  GgufBytes& array(std::string_view name, GgufKind element, uint64_t count) {
    return text(name).kind(GgufKind::kArray).kind(element).u64(count);
  }
  // Dimensions innermost first, as the format has them.
  GgufBytes& tensor(std::string_view name, const std::vector<uint64_t>& dimensions, uint32_t type,
                    uint64_t offset) {
    text(name).u32(static_cast<uint32_t>(dimensions.size()));
    for (const uint64_t size : dimensions) u64(size);
    return u32(type).u64(offset);
  }
  GgufBytes& pad(size_t alignment = 32) {
    while (bytes_.size() % alignment != 0) u8(0);
    return *this;
  }
  GgufBytes& fill(size_t count) {
    for (size_t i = 0; i < count; ++i) u8(static_cast<uint8_t>(i * 37 + 11));
    return *this;
  }

  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  GgufBytes& number(uint64_t value, size_t size) {
    for (size_t i = 0; i < size; ++i) bytes_.push_back(static_cast<uint8_t>(value >> (8 * i)));
    return *this;
  }

  std::vector<uint8_t> bytes_;
};

}  // namespace continuo
