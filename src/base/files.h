// Whole files in and out: a file is either the old one or the new one, never half of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

// Throws Error(kMissing) where there is no such file, Error(kIo) where it cannot be read or is over
// `limit_bytes`.
std::vector<uint8_t> read_bytes(const std::filesystem::path& path,
                                size_t limit_bytes = size_t{1} << 30);
std::string read_text(const std::filesystem::path& path, size_t limit_bytes = size_t{16} << 20);

// What is free on the file system that the folder, or the nearest one above it that is there, lies
// on. Throws Error(kIo).
uint64_t free_bytes_of(const std::filesystem::path& folder);

// Writes beside the target, syncs, renames over it. Throws Error(kIo) and leaves nothing behind on
// failure.
void write_bytes(const std::filesystem::path& path, std::span<const uint8_t> bytes);
void write_text(const std::filesystem::path& path, std::string_view text);

// A name beside `path` for a file in the making, on the same file system; unique to this process.
std::filesystem::path temporary_beside(const std::filesystem::path& path);
// Syncs a finished temporary to disk and renames it to its final name. Throws Error(kIo) and
// removes the temporary.
void commit_temporary(const std::filesystem::path& temporary, const std::filesystem::path& path);

}  // namespace continuo
