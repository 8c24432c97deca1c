// Base64 (RFC 4648), as binary tables stand in JSON.
#pragma once

#include <string>
#include <string_view>

namespace continuo {

// Throws Error(kInput, "tokenizer") that begins with `where`.
std::string base64_decoded(std::string_view text, const std::string& where);

}  // namespace continuo
