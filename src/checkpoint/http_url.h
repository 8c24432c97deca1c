// Addresses: whose they are, and how a name is written in one.
#pragma once

#include <string>
#include <string_view>

namespace continuo {

// Who answers at an address. A token given to one is nobody else's.
struct Origin {
  std::string scheme;
  std::string host;  // in lower case
  std::string port;

  bool operator==(const Origin& other) const = default;
};

// Throws Error(kIo) for what is no http or https address.
Origin origin_of(const std::string& url);

// As it stands in a path: "refs/pr/1" -> "refs%2Fpr%2F1".
std::string url_escaped(std::string_view text);

}  // namespace continuo
