#include "text/utf8.h"

#include <utf8proc.h>

namespace continuo {

namespace {

// Negative bytes where it is no character.
utf8proc_ssize_t read_char(std::string_view text, utf8proc_int32_t& code) {
  return utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                          static_cast<utf8proc_ssize_t>(text.size()), &code);
}

}  // namespace

Utf8Char first_char(std::string_view text) {
  utf8proc_int32_t code = 0;
  const auto bytes = read_char(text, code);
  return {code, static_cast<size_t>(bytes)};
}

std::string repaired_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    utf8proc_int32_t code = 0;
    const auto length = read_char(bytes, code);
    if (length > 0) {
      text += bytes.substr(0, static_cast<size_t>(length));
      bytes.remove_prefix(static_cast<size_t>(length));
    } else {
      text += "\xEF\xBF\xBD";
      bytes.remove_prefix(1);
    }
  }
  return text;
}

bool is_white_space(int32_t code) {
  return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

std::string_view without_space_at_start(std::string_view text) {
  while (!text.empty()) {
    const Utf8Char first = first_char(text);
    if (!is_white_space(first.code)) break;
    text.remove_prefix(first.bytes);
  }
  return text;
}

std::string_view without_space_at_end(std::string_view text) {
  size_t end = 0;
  for (size_t i = 0; i < text.size();) {
    const Utf8Char one = first_char(text.substr(i));
    i += one.bytes;
    if (!is_white_space(one.code)) end = i;
  }
  return text.substr(0, end);
}

size_t first_grapheme_bytes(std::string_view text) {
  Utf8Char before = first_char(text);
  size_t bytes = before.bytes;
  utf8proc_int32_t state = 0;
  while (bytes < text.size()) {
    const Utf8Char next = first_char(text.substr(bytes));
    if (utf8proc_grapheme_break_stateful(before.code, next.code, &state)) break;
    bytes += next.bytes;
    before = next;
  }
  return bytes;
}

}  // namespace continuo
