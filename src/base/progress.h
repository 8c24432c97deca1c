// One line on a terminal that tells how far a long task is; nothing where the output is not a
// terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace continuo {

class ProgressLine {
 public:
  explicit ProgressLine(std::FILE* stream = stderr);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // At most ten times a second, whatever is asked.
  void show(std::string_view text);
  void clear();

 private:
  std::FILE* stream_;
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

// "0.8 s", "2 min 5 s".
std::string duration_text(double seconds);
// "812 B", "20.7 MB", "2.4 GB".
std::string bytes_text(uint64_t bytes);

}  // namespace continuo
