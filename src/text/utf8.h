// Characters of UTF-8, as the reference's string type sees them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace continuo {

struct Utf8Char {
  int32_t code = 0;
  size_t bytes = 0;
};

// The first character of well-formed UTF-8 that is not empty.
Utf8Char first_char(std::string_view text);
// Well-formed: each byte that is none becomes U+FFFD.
std::string repaired_utf8(std::string_view bytes);
// Unicode's White_Space.
bool is_white_space(int32_t code);
std::string_view without_space_at_start(std::string_view text);
std::string_view without_space_at_end(std::string_view text);
// The bytes of the first extended grapheme cluster (UAX #29): what a reader takes for one
// character.
size_t first_grapheme_bytes(std::string_view text);

}  // namespace continuo
