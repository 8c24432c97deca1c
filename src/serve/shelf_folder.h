// Folders of a shelf that several programs may share, and that any of them may leave at any moment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file_lock.h"

namespace continuo {

// Held for moments only: while a name comes or goes. Throws Error(kIo) where another program keeps it.
FileLock shelf_gate(const std::filesystem::path& folder);

// A name is on the disk when its folder is.
void sync_folder(const std::filesystem::path& folder);
// At once or not at all, and on the disk when it returns. Throws Error(kIo).
void move_folder(const std::filesystem::path& from, const std::filesystem::path& to);

uint64_t bytes_in(const std::filesystem::path& folder);  // of the files in it
std::vector<std::string> names_in(const std::filesystem::path& folder);

}  // namespace continuo
