#include "base/fingerprint.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/error.h"
#include "base/files.h"

namespace continuo {

std::string fingerprint(std::span<const uint8_t> bytes) {
  return fmt::format("{:016x}", XXH3_64bits(bytes.data(), bytes.size()));
}

std::string file_fingerprint(const std::filesystem::path& path) {
  return fingerprint(read_bytes(path));
}

}  // namespace continuo
