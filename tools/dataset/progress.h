// One line on stderr that says how far a long run is.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace continuo {

class Progress {
 public:
  Progress(int64_t total, bool shown) : total_(total), shown_(shown) {}

  void show(int64_t done) {
    if (!shown_) return;
    const auto now = std::chrono::steady_clock::now();
    if (done < total_ && now - last_ < std::chrono::milliseconds(500)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    const double left = rate > 0 ? static_cast<double>(total_ - done) / rate : 0;
    fmt::print(stderr, "\r{} of {}, {:.0f} a second, {:.0f} s left   ", done, total_, rate, left);
    std::fflush(stderr);
  }
  void end() const {
    if (shown_) fmt::print(stderr, "\n");
  }

 private:
  int64_t total_;
  bool shown_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace continuo
