#include "base/base64.h"

#include <algorithm>
#include <cstdint>

#include "base/error.h"

namespace continuo {

namespace {

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64_encoded(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* out = text.data();
  const auto byte = [&](size_t i) {
    return i < bytes.size() ? static_cast<uint32_t>(static_cast<uint8_t>(bytes[i])) : 0u;
  };
  for (size_t i = 0; i < bytes.size(); i += 3, out += 4) {
    const uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    const size_t digits = std::min<size_t>(bytes.size() - i, 3) + 1;
    for (size_t k = 0; k < digits; ++k) out[k] = kDigits[three >> (18 - 6 * k) & 63];
  }
  return text;
}

std::string base64_decoded(std::string_view text, const std::string& operation,
                           const std::string& where) {
  const size_t size = text.size();
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  uint32_t bits = 0;
  int count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const int value = value_of(text[i]);
    if (value < 0) {
      fail(ErrorKind::kInput, operation, "{}: expected base64, found another byte at {}.", where,
           i);
    }
    bits = bits << 6 | static_cast<uint32_t>(value);
    if ((count += 6) >= 8) bytes += static_cast<char>(bits >> (count -= 8) & 0xFF);
  }
  if (size % 4 != 0 || count == 6) {
    fail(ErrorKind::kInput, operation, "{}: expected base64 in fours, found {} characters.", where,
         size);
  }
  return bytes;
}

}  // namespace continuo
