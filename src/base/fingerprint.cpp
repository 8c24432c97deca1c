#include "base/fingerprint.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "base/error.h"

namespace continuo {

std::string fingerprint(std::span<const uint8_t> bytes) {
  return fmt::format("{:016x}", XXH3_64bits(bytes.data(), bytes.size()));
}

std::string file_fingerprint(const std::filesystem::path& path) {
  std::error_code unknown;
  if (std::filesystem::exists(path, unknown) && !std::filesystem::is_regular_file(path, unknown))
    fail(ErrorKind::kIo, "read", "{}: expected a regular file.", path.string());
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (file == nullptr) {
    const bool missing = errno == ENOENT;
    fail(missing ? ErrorKind::kMissing : ErrorKind::kIo, "read", "{}: {}.", path.string(),
         std::strerror(errno));
  }
  // Weights are gigabytes: they pass through, and need not fit into memory.
  std::vector<uint8_t> block(size_t{1} << 20);
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                              &XXH3_freeState);
  XXH3_64bits_reset(state.get());
  while (const size_t read = std::fread(block.data(), 1, block.size(), file.get()))
    XXH3_64bits_update(state.get(), block.data(), read);
  if (std::ferror(file.get()) != 0)
    fail(ErrorKind::kIo, "read", "{}: {}.", path.string(), std::strerror(errno));
  return fmt::format("{:016x}", XXH3_64bits_digest(state.get()));
}

}  // namespace continuo
