#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

template <typename Container>
Container read_all(const fs::path& path, size_t limit_bytes) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    const ErrorKind kind = errno == ENOENT ? ErrorKind::kMissing : ErrorKind::kIo;
    fail(kind, "read", "{}: {}.", path.string(), std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    fail(ErrorKind::kIo, "read", "{}: expected a regular file.", path.string());
  }
  const auto size = static_cast<size_t>(status.st_size);
  if (size > limit_bytes) {
    fail(ErrorKind::kIo, "read", "{}: expected at most {} bytes, found {}.", path.string(),
         limit_bytes, size);
  }
  Container content(size, {});
  size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(file.get(), content.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      fail(ErrorKind::kIo, "read", "{}: broke off after {} of {} bytes.", path.string(), done,
           size);
    done += static_cast<size_t>(got);
  }
  return content;
}

void write_all(const fs::path& path, const void* data, size_t size) {
  const fs::path temporary = temporary_beside(path);
  {
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0)
      fail(ErrorKind::kIo, "write", "{}: {}.", path.string(), std::strerror(errno));
    size_t done = 0;
    while (done < size) {
      const ssize_t put = ::write(file.get(), static_cast<const char*>(data) + done, size - done);
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) {
        const int reason = errno;
        ::unlink(temporary.c_str());
        fail(ErrorKind::kIo, "write", "{}: {} after {} of {} bytes.", path.string(),
             std::strerror(reason), done, size);
      }
      done += static_cast<size_t>(put);
    }
  }
  commit_temporary(temporary, path);
}

}  // namespace

std::vector<uint8_t> read_bytes(const fs::path& path, size_t limit_bytes) {
  return read_all<std::vector<uint8_t>>(path, limit_bytes);
}

std::string read_text(const fs::path& path, size_t limit_bytes) {
  return read_all<std::string>(path, limit_bytes);
}

uint64_t free_bytes_of(const fs::path& folder) {
  fs::path place = fs::absolute(folder);
  std::error_code failed;
  while (!fs::exists(place, failed) && place.has_relative_path()) place = place.parent_path();
  const fs::space_info space = fs::space(place, failed);
  if (failed) fail(ErrorKind::kIo, "write", "{}: {}.", place.string(), failed.message());
  return space.available;
}

void write_bytes(const fs::path& path, std::span<const uint8_t> bytes) {
  write_all(path, bytes.data(), bytes.size());
}

void write_text(const fs::path& path, std::string_view text) {
  write_all(path, text.data(), text.size());
}

fs::path temporary_beside(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  fs::path name = path.filename();
  name = "." + name.string() + "." + std::to_string(::getpid()) + "." + std::to_string(counter++) +
         ".part" + path.extension().string();
  return path.parent_path() / name;
}

void commit_temporary(const fs::path& temporary, const fs::path& path) {
  {
    Descriptor file(::open(temporary.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0) {
      const int reason = errno;
      ::unlink(temporary.c_str());
      fail(ErrorKind::kIo, "write", "{}: {}.", path.string(), std::strerror(reason));
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int reason = errno;
    ::unlink(temporary.c_str());
    fail(ErrorKind::kIo, "write", "{}: {}.", path.string(), std::strerror(reason));
  }
}

}  // namespace continuo
