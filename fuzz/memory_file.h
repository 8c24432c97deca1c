// Bytes as a file that has a path and no disk, for readers that open files.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "oracle.h"

namespace continuo::fuzz {

class MemoryFile {
 public:
  MemoryFile(const uint8_t* data, size_t size) : file_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    expect(file_ >= 0, "a file in memory");
    for (size_t done = 0; done < size;) {
      const ssize_t put = ::write(file_, data + done, size - done);
      expect(put > 0, "room in memory");
      done += static_cast<size_t>(put);
    }
  }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

}  // namespace continuo::fuzz
