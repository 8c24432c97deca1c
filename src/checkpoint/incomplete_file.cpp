#include "checkpoint/incomplete_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/progress.h"

namespace continuo {

IncompleteFile::IncompleteFile(std::filesystem::path path, bool may_stay_empty)
    : path_(std::move(path)), may_stay_empty_(may_stay_empty) {
  fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  struct stat status {};
  if (fd_ < 0 || ::fstat(fd_, &status) != 0)
    fail(ErrorKind::kIo, "pull", "{}: {}.", path_.string(), std::strerror(errno));
  size_ = static_cast<uint64_t>(status.st_size);
}

IncompleteFile::~IncompleteFile() {
  ::close(fd_);
  if (size_ == 0 && !may_stay_empty_) ::unlink(path_.c_str());
}

void IncompleteFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      fail(ErrorKind::kIo, "pull", "{}: {} after {}. What is there stays.", path_.string(),
           std::strerror(errno), bytes_text(size_));
    }
    bytes.remove_prefix(static_cast<size_t>(put));
    size_ += static_cast<uint64_t>(put);
  }
}

void IncompleteFile::begin_again() {
  if (::ftruncate(fd_, 0) != 0)
    fail(ErrorKind::kIo, "pull", "{}: {}.", path_.string(), std::strerror(errno));
  size_ = 0;
}

}  // namespace continuo
