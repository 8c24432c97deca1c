// Base64 (RFC 4648), as bytes stand in JSON.
#pragma once

#include <string>
#include <string_view>

namespace continuo {

// With padding, in one line.
std::string base64_encoded(std::string_view bytes);
// Throws Error(kInput, operation) that begins with `where`.
std::string base64_decoded(std::string_view text, const std::string& operation,
                           const std::string& where);

}  // namespace continuo
