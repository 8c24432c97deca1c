// Small sentences for messages, and whether bytes are text at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// "a, b or c"
std::string joined_with_or(const std::vector<std::string>& items);

// With each `pattern`, which is not empty, replaced.
std::string replaced(std::string_view text, std::string_view pattern, std::string_view with);

// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing over
// U+10FFFF).
bool is_utf8(std::string_view bytes);

// One line of what a stranger wrote, fit to be shown: no control characters, which a terminal would
// obey, and at most `limit_bytes`.
std::string printable(std::string_view bytes, size_t limit_bytes = 120);

}  // namespace continuo
