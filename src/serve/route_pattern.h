// Patterns of paths, and which of them fits a path best.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

using RouteParameters = std::map<std::string, std::string, std::less<>>;

// "/v1beta/models/{model}:generateContent": segments that are words, or hold one "{name}" that takes
// at least one character; a last "{name...}" takes all that follows, which may be nothing.
class RoutePattern {
 public:
  explicit RoutePattern(std::string_view text);  // Error(kInternal) where it is none

  std::optional<RouteParameters> match(const std::vector<std::string>& segments) const;
  // Whether this one says more about a path that both fit.
  bool more_special_than(const RoutePattern& other) const { return ranks_ > other.ranks_; }

 private:
  struct Segment {
    std::string before;  // all of a word
    std::string name;    // empty: a word
    std::string after;
  };
  static Segment parse_segment(std::string_view text, std::string_view pattern);

  std::vector<Segment> segments_;
  std::string rest_;  // the name of what follows
  bool takes_rest_ = false;
  std::vector<size_t> ranks_;  // by segment: how much of it is fixed
};

}  // namespace continuo
