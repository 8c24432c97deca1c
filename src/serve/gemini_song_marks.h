// The brackets of a song's prompt that say when something begins: "[0:10 - 0:25]", "[Verse 1]".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace continuo::gemini {

struct Stamp {
  double begin = 0;
  std::optional<double> end;
};

// A bracket of the prompt: what it is, where it stands.
struct Mark {
  size_t begin = 0, end = 0;  // of the bracket, bytes
  std::optional<Stamp> stamp;
  std::string tag;  // where it is none
};

// In their order; brackets that are neither stamps nor name a section are none.
std::vector<Mark> marks_of(std::string_view prompt);

// Without what stands at both ends.
std::string_view trimmed(std::string_view text, std::string_view what = " \t\r\n");

}  // namespace continuo::gemini
