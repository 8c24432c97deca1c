// Names of hosts and of pages, as browsers write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace continuo {

struct HostName {
  std::string host;   // in lower case, no brackets, no dot at its end
  uint16_t port = 0;  // 0: none is named
};

// The page that a request comes from: "http://localhost:5173".
struct WebOrigin {
  std::string scheme;  // in lower case
  std::string host;
  uint16_t port = 0;  // the scheme's own where none is named

  bool operator==(const WebOrigin&) const = default;
};

// "localhost:8080", "[::1]:8080"; nothing for what is no host.
std::optional<HostName> parse_host(std::string_view text);
// What follows the host and port is left out: a Referer is taken too. Nothing for "null".
std::optional<WebOrigin> parse_web_origin(std::string_view text);

// "localhost", names under it, and the loopback addresses; never a name that a stranger's name
// server could give to 127.0.0.1.
bool is_loopback_host(std::string_view host);

}  // namespace continuo
