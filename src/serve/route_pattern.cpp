#include "serve/route_pattern.h"

#include <limits>

#include "base/error.h"

namespace continuo {

RoutePattern::Segment RoutePattern::parse_segment(std::string_view text, std::string_view pattern) {
  const size_t open = text.find('{');
  const size_t close = text.find('}');
  if (open == std::string_view::npos && close == std::string_view::npos)
    return {std::string(text), "", ""};
  const bool once = open < close && close != std::string_view::npos && close > open + 1 &&
                    text.find_first_of("{}", open + 1) == close &&
                    text.find_first_of("{}", close + 1) == std::string_view::npos;
  if (!once)
    fail(ErrorKind::kInternal, "router", "{}: expected one {{name}} in \"{}\".", pattern, text);
  return {std::string(text.substr(0, open)), std::string(text.substr(open + 1, close - open - 1)),
          std::string(text.substr(close + 1))};
}

RoutePattern::RoutePattern(std::string_view text) {
  if (text.empty() || text.front() != '/')
    fail(ErrorKind::kInternal, "router", "expected a pattern that begins with /, found {}.", text);
  for (size_t begin = 1; begin < text.size();) {
    const size_t end = std::min(text.find('/', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (takes_rest_ || word.empty())
      fail(ErrorKind::kInternal, "router", "{}: expected words between single slashes.", text);
    if (word.starts_with('{') && word.ends_with("...}") && word.size() > 5) {
      takes_rest_ = true;
      rest_ = word.substr(1, word.size() - 5);
      ranks_.push_back(0);
      continue;
    }
    segments_.push_back(parse_segment(word, text));
    const Segment& segment = segments_.back();
    ranks_.push_back(segment.name.empty() ? std::numeric_limits<size_t>::max()
                                          : 1 + segment.before.size() + segment.after.size());
  }
}

std::optional<RouteParameters> RoutePattern::match(const std::vector<std::string>& segments) const {
  if (segments.size() < segments_.size() || (segments.size() > segments_.size() && !takes_rest_))
    return std::nullopt;
  RouteParameters parameters;
  for (size_t i = 0; i < segments_.size(); ++i) {
    const auto& [before, name, after] = segments_[i];
    const std::string_view found = segments[i];
    if (name.empty()) {
      if (found != before) return std::nullopt;
      continue;
    }
    if (found.size() <= before.size() + after.size() || !found.starts_with(before) ||
        !found.ends_with(after))
      return std::nullopt;
    parameters[name] = found.substr(before.size(), found.size() - before.size() - after.size());
  }
  if (takes_rest_) {
    std::string& rest = parameters[rest_];
    for (size_t i = segments_.size(); i < segments.size(); ++i)
      rest += (i > segments_.size() ? "/" : "") + segments[i];
  }
  return parameters;
}

}  // namespace continuo
