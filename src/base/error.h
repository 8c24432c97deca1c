// The one exception of cold paths (load, configure, command line), and Result for failures that are
// expected.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace continuo {

enum class ErrorKind { kUsage, kInput, kMissing, kIo, kCancelled, kInternal };

// `where` names the operation ("safetensors", "generate"); the message says what was expected, what
// was found, and what to do. what() reads "[where] message". Messages quote files and answers of
// strangers: both are kept to one line of at most kLongestMessage_bytes that a terminal may show.
inline constexpr size_t kLongestMessage_bytes = 1500;

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& where, const std::string& message);

  ErrorKind kind() const { return kind_; }
  const std::string& where() const { return where_; }
  const std::string& message() const { return message_; }

 private:
  ErrorKind kind_;
  std::string where_;
  std::string message_;
};

// fail(ErrorKind::kInput, "plan", "bpm: expected 20 to 300, found {}.", bpm)
template <typename... Args>
[[noreturn]] void fail(ErrorKind kind, std::string where, fmt::format_string<Args...> text,
                       Args&&... args) {
  throw Error(kind, std::move(where), fmt::format(text, std::forward<Args>(args)...));
}

}  // namespace continuo
