// Short names for contents: to tell whether two files or two takes are the same, not to keep
// secrets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace continuo {

// XXH3, 64 bits, as 16 hexadecimal digits.
std::string fingerprint(std::span<const uint8_t> bytes);
std::string file_fingerprint(const std::filesystem::path& path);

}  // namespace continuo
