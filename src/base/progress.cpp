#include "base/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

namespace continuo {

ProgressLine::ProgressLine(std::FILE* stream)
    : stream_(stream), terminal_(::isatty(::fileno(stream)) == 1) {}

void ProgressLine::show(std::string_view text) {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || (shown_ && now - last_ < std::chrono::milliseconds(100))) return;
  last_ = now;
  shown_ = true;
  fmt::print(stream_, "\r\033[K{}", text);
  std::fflush(stream_);
}

void ProgressLine::clear() {
  if (!shown_) return;
  shown_ = false;
  fmt::print(stream_, "\r\033[K");
  std::fflush(stream_);
}

std::string duration_text(double seconds) {
  if (seconds < 60) return fmt::format("{:.1f} s", seconds);
  const long whole = std::lround(seconds);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::string bytes_text(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double amount = static_cast<double>(bytes) / 1000;
  // Below what would be rounded up to 1000.0.
  for (const char* unit : {"kB", "MB", "GB"}) {
    if (amount < 999.95) return fmt::format("{:.1f} {}", amount, unit);
    amount /= 1000;
  }
  return fmt::format("{:.1f} TB", amount);
}

}  // namespace continuo
