// What a request asks for: its target taken apart, strictly, before anybody looks at it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

struct Target {
  std::string authority;              // "host:port" where the target is a whole address; else empty
  std::string path;                   // decoded; begins with a slash
  std::vector<std::string> segments;  // of the path, decoded one by one: "%2F" ends none
  std::map<std::string, std::string, std::less<>> query;  // of a repeated name the last
};

// Slashes that follow each other are one, which is settled before anything is read as an address:
// the official client asks for "//ws/google.ai...", where a parser of addresses sees a host "ws".
// Nothing for what is malformed: escapes, what is not UTF-8, control characters, "." and "..".
std::optional<Target> parse_target(std::string_view text);

// Nothing where an escape is cut off or no number.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace continuo
