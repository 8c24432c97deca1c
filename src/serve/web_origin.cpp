#include "serve/web_origin.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace continuo {

namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return lower;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

std::optional<uint16_t> parse_port(std::string_view text) {
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool is_ipv6(const std::string& text) {
  in6_addr address{};
  return ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

}  // namespace

std::optional<HostName> parse_host(std::string_view text) {
  HostName name;
  if (text.starts_with('[')) {
    const size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    name.host = lower_case(text.substr(1, close - 1));
    if (!is_ipv6(name.host)) return std::nullopt;
    text.remove_prefix(close + 1);
  } else {
    const size_t colon = std::min(text.find(':'), text.size());
    name.host = lower_case(text.substr(0, colon));
    if (name.host.ends_with('.')) name.host.pop_back();
    if (name.host.empty() || !std::all_of(name.host.begin(), name.host.end(), is_host_character))
      return std::nullopt;
    text.remove_prefix(colon);
  }
  if (text.empty()) return name;
  if (text == ":") return name;
  const std::optional<uint16_t> port =
      text.front() == ':' ? parse_port(text.substr(1)) : std::nullopt;
  if (!port) return std::nullopt;
  name.port = *port;
  return name;
}

std::optional<WebOrigin> parse_web_origin(std::string_view text) {
  const size_t end_of_scheme = text.find("://");
  if (end_of_scheme == std::string_view::npos || end_of_scheme == 0) return std::nullopt;
  WebOrigin origin;
  origin.scheme = lower_case(text.substr(0, end_of_scheme));
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  if (!std::all_of(origin.scheme.begin(), origin.scheme.end(), fits)) return std::nullopt;
  text.remove_prefix(end_of_scheme + 3);
  const std::optional<HostName> name = parse_host(text.substr(0, text.find_first_of("/?#")));
  if (!name) return std::nullopt;
  origin.host = name->host;
  origin.port = name->port;
  if (origin.port == 0 && (origin.scheme == "http" || origin.scheme == "ws")) origin.port = 80;
  if (origin.port == 0 && (origin.scheme == "https" || origin.scheme == "wss")) origin.port = 443;
  return origin;
}

bool is_loopback_host(std::string_view host) {
  const std::string text(host);
  if (text == "localhost" || text.ends_with(".localhost")) return true;
  in_addr four{};
  if (::inet_pton(AF_INET, text.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  in6_addr six{};
  return ::inet_pton(AF_INET6, text.c_str(), &six) == 1 &&
         std::memcmp(&six, &in6addr_loopback, sizeof six) == 0;
}

}  // namespace continuo
