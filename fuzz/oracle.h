// What holds of every parser, whatever bytes it is given: it takes them, or says in one short line
// why not, and nothing else.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/text.h"

// libFuzzer's interface: one of these a program. Returns 0.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace continuo::fuzz {

// Ends the program, so that the input is kept as a crash.
[[noreturn]] inline void broken(const std::string& what) {
  std::fprintf(stderr, "fuzz: %s\n", what.c_str());
  std::abort();
}

inline void expect(bool holds, const char* what) {
  if (!holds) broken(std::string("expected: ") + what);
}

inline std::string_view text_of(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Whether `parse` took what it was given. What it throws instead must be an Error of one of these
// kinds whose message a terminal may show.
template <typename Parse>
bool accepted(Parse parse, std::initializer_list<ErrorKind> kinds = {ErrorKind::kInput}) {
  try {
    parse();
    return true;
  } catch (const Error& error) {
    bool known = false;
    for (const ErrorKind kind : kinds) known |= kind == error.kind();
    if (!known) broken(std::string("an error of another kind: ") + error.what());
    const std::string_view message = error.what();
    if (message.size() > kLongestMessage_bytes + 200 ||
        printable(message, message.size()) != message)
      broken("not one short line: " + printable(message, 400));
  } catch (const std::exception& error) {
    broken(std::string("no Error of ours: ") + error.what());
  }
  return false;
}

}  // namespace continuo::fuzz
