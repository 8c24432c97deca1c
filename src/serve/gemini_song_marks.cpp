#include "serve/gemini_song_marks.h"

#include <algorithm>
#include <charconv>

#include "score/words.h"
#include "serve/gemini_section_words.h"

namespace continuo::gemini {

namespace {

constexpr size_t kMostSections = 64;
constexpr size_t kLongestMark_bytes = 200;

// Reads "1:05", "0:05.5" or "12.5" off the front; nothing where there is no time.
std::optional<double> take_time(std::string_view& text) {
  const auto number = [&](double& value) {
    const size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    if (digits == 0 || digits > 8) return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc() || end != text.data() + digits) return false;
    text.remove_prefix(digits);
    return true;
  };
  double first = 0;
  if (!number(first)) return std::nullopt;
  for (int colons = 0; colons < 2 && text.starts_with(':'); ++colons) {
    std::string_view rest = text;
    text.remove_prefix(1);
    double next = 0;
    if (text.size() < 2 || !number(next) || next >= 60) {
      text = rest;
      return colons == 0 ? std::nullopt : std::optional(first);
    }
    first = 60 * first + next;
  }
  if (text.starts_with('s')) text.remove_prefix(1);
  return first;
}

// What stands between the brackets: "0:00 - 0:10", "0:00–0:10", "0:10 to 0:20", "1:05".
std::optional<Stamp> stamp_of(std::string_view text) {
  text = trimmed(text);
  const bool clock = text.find(':') != std::string_view::npos;
  const std::optional<double> begin = take_time(text);
  if (!begin) return std::nullopt;
  text = trimmed(text);
  if (text.empty()) return clock ? std::optional(Stamp{*begin, {}}) : std::nullopt;
  bool dash = false;
  for (const std::string_view mark : {"-", "\xe2\x80\x93", "\xe2\x80\x94", "to", "~"}) {
    if (!dash && text.starts_with(mark)) {
      text = trimmed(text.substr(mark.size()));
      dash = true;
    }
  }
  if (!dash) return std::nullopt;
  if (text.empty() || text == "end") return Stamp{*begin, {}};
  const std::optional<double> end = take_time(text);
  if (!end || !trimmed(text).empty() || *end <= *begin) return std::nullopt;
  return Stamp{*begin, end};
}

}  // namespace

std::string_view trimmed(std::string_view text, std::string_view what) {
  const size_t begin = text.find_first_not_of(what);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

std::vector<Mark> marks_of(std::string_view prompt) {
  std::vector<Mark> marks;
  size_t at = 0;
  while (marks.size() < kMostSections) {
    at = prompt.find_first_of("[(", at);
    if (at == std::string_view::npos) break;
    const bool square = prompt[at] == '[';
    const size_t close = prompt.find(square ? ']' : ')', at);
    if (close == std::string_view::npos) {
      ++at;
      continue;
    }
    const std::string_view inside = prompt.substr(at + 1, close - at - 1);
    if (inside.size() > kLongestMark_bytes) {
      ++at;
      continue;
    }
    Mark mark{at, close + 1, stamp_of(inside), std::string(trimmed(inside))};
    const bool tag = square && kind_named(plain_words(mark.tag)).has_value();
    if (mark.stamp || tag) {
      marks.push_back(std::move(mark));
      at = close + 1;
    } else {
      ++at;
    }
  }
  return marks;
}

}  // namespace continuo::gemini
