#include "checkpoint/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace continuo {

MappedFile::MappedFile(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const ErrorKind kind = errno == ENOENT ? ErrorKind::kMissing : ErrorKind::kIo;
    fail(kind, "checkpoint", "{}: {}.", path.string(), std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(file);
    fail(ErrorKind::kIo, "checkpoint", "{}: expected a regular file.", path.string());
  }
  size_ = static_cast<size_t>(status.st_size);
  if (size_ >
      0) {  // an empty mapping is an error to mmap, an empty file is one to whoever parses it
    void* data = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    const int reason = errno;
    if (data == MAP_FAILED) {
      ::close(file);
      fail(ErrorKind::kIo, "checkpoint", "{}: cannot map {} bytes: {}.", path.string(), size_,
           std::strerror(reason));
    }
    data_ = static_cast<const uint8_t*>(data);
  }
  ::close(file);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<uint8_t*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace continuo
