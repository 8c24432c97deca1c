#include "base/text.h"

#include <cstdint>

namespace continuo {

std::string joined_with_or(const std::vector<std::string>& items) {
  std::string text;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " or " : ", ";
    text += items[i];
  }
  return text;
}

std::string replaced(std::string_view text, std::string_view pattern, std::string_view with) {
  std::string out;
  for (size_t at = 0;;) {
    const size_t found = text.find(pattern, at);
    out += text.substr(at, found - at);
    if (found == std::string_view::npos) return out;
    out += with;
    at = found + pattern.size();
  }
}

bool is_utf8(std::string_view bytes) {
  for (size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<uint8_t>(bytes[i++]);
    if (lead < 0x80) continue;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() - i < static_cast<size_t>(more)) return false;
    uint32_t code = lead & (0x3Fu >> more);
    for (int k = 0; k < more; ++k) {
      const auto next = static_cast<uint8_t>(bytes[i++]);
      if ((next & 0xC0) != 0x80) return false;
      code = code << 6 | (next & 0x3Fu);
    }
    const uint32_t least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return false;
  }
  return true;
}

std::string printable(std::string_view bytes, size_t limit_bytes) {
  const bool text = is_utf8(bytes);
  std::string shown;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<uint8_t>(bytes[i]);
    const bool last_control = text && byte == 0xC2 && static_cast<uint8_t>(bytes[i + 1]) < 0xA0;
    if (last_control) ++i;  // U+0080 to U+009F, of two bytes
    const bool plain = byte >= 0x20 && byte != 0x7F && !last_control && (byte < 0x80 || text);
    shown += plain ? static_cast<char>(byte) : '?';
  }
  if (shown.size() <= limit_bytes) return shown;
  size_t end = limit_bytes;
  while (end > 0 && (static_cast<uint8_t>(shown[end]) & 0xC0) == 0x80) --end;
  return shown.substr(0, end) + "...";
}

}  // namespace continuo
