// A lock that one program at a time can hold, whichever started first: flock on a file of its own,
// as other tools take it. It ends with its holder, however that ends.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

namespace continuo {

class FileLock {
 public:
  // None while another holds it. Makes the file and its folders where they are missing; the file
  // stays. Throws Error(kIo).
  static std::optional<FileLock> try_take(const std::filesystem::path& path);

  ~FileLock();
  FileLock(FileLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace continuo
