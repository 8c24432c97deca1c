// Times as scripts write them: "[0:10 - 0:25]", "1:05".
#include <algorithm>
#include <charconv>

#include "compose/course.h"

namespace continuo {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<TimeStamp> stamp_at(std::string_view text, size_t at) {
  const size_t start = at;
  const char open = at < text.size() ? text[at] : ' ';
  const bool bracket = open == '[' || open == '(';
  if (bracket) ++at;
  const auto spaces = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  };
  // "1:05", "0:05.5"; in brackets a bare number of seconds is a time too.
  const auto clock = [&](bool bare) -> std::optional<double> {
    const auto number = [&](double& value) {
      const size_t end = std::min(text.find_first_not_of("0123456789.", at), text.size());
      size_t stop = end;
      while (stop > at && text[stop - 1] == '.') --stop;
      if (stop == at || stop - at > 8) return false;
      const auto [read, error] = std::from_chars(text.data() + at, text.data() + stop, value);
      if (error != std::errc() || read != text.data() + stop) return false;
      at = stop;
      return true;
    };
    double seconds = 0;
    if (!number(seconds)) return std::nullopt;
    int colons = 0;
    while (colons < 2 && at + 1 < text.size() && text[at] == ':' && is_digit(text[at + 1])) {
      ++at;
      double next = 0;
      if (!number(next) || next >= 60) return std::nullopt;
      seconds = 60 * seconds + next;
      ++colons;
    }
    if (colons == 0 && !bare) return std::nullopt;
    if (at < text.size() && text[at] == 's') ++at;
    return seconds;
  };
  spaces();
  const size_t first = at;
  const std::optional<double> begin = clock(bracket);
  if (!begin || *begin > 3600) return std::nullopt;
  const bool coloned = text.substr(first, at - first).find(':') != std::string_view::npos;
  TimeStamp stamp{*begin, {}, at};
  spaces();
  for (const std::string_view dash :
       {std::string_view("-"), std::string_view("\xe2\x80\x93"), std::string_view("\xe2\x80\x94"),
        std::string_view("to "), std::string_view("~")}) {
    if (!text.substr(at).starts_with(dash)) continue;
    at += dash.size();
    spaces();
    const std::optional<double> end = clock(true);
    if (end && *end > *begin && *end <= 3600) {
      stamp.end_s = end;
      stamp.after = at;
    }
    break;
  }
  if (bracket) {
    spaces();
    const char close = open == '[' ? ']' : ')';
    if (at >= text.size() || text[at] != close || (!stamp.end_s && !coloned)) return std::nullopt;
    stamp.after = at + 1;
  }
  if (stamp.after <= start) return std::nullopt;
  return stamp;
}

}  // namespace continuo
