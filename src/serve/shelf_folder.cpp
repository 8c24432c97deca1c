#include "serve/shelf_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/error.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr const char* kShelf = "shelf";

}  // namespace

FileLock shelf_gate(const fs::path& folder) {
  for (int attempt = 0; attempt < 5000; ++attempt) {
    if (auto lock = FileLock::try_take(folder / ".gate")) return std::move(*lock);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  fail(ErrorKind::kIo, kShelf, "{}: another program has held the shelf for ten seconds.",
       folder.string());
}

void sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

void move_folder(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0)
    fail(ErrorKind::kIo, kShelf, "{}: {}.", to.string(), std::strerror(errno));
  sync_folder(to.parent_path());
  if (from.parent_path() != to.parent_path()) sync_folder(from.parent_path());
}

uint64_t bytes_in(const fs::path& folder) {
  uint64_t bytes = 0;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    std::error_code gone;
    const uint64_t size = entry.is_regular_file(gone) ? entry.file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    names.push_back(entry.path().filename().string());
  return names;
}

}  // namespace continuo
