// A begun download: appended to, or begun again. It stays when the object goes, unless it is empty.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace continuo {

class IncompleteFile {
 public:
  // `may_stay_empty`: nothing is all that there is to come. Throws Error(kIo), as all here do.
  IncompleteFile(std::filesystem::path path, bool may_stay_empty);
  ~IncompleteFile();
  IncompleteFile(const IncompleteFile&) = delete;
  IncompleteFile& operator=(const IncompleteFile&) = delete;

  uint64_t size() const { return size_; }
  void append(std::string_view bytes);
  void begin_again();

 private:
  std::filesystem::path path_;
  bool may_stay_empty_;
  int fd_ = -1;
  uint64_t size_ = 0;
};

}  // namespace continuo
