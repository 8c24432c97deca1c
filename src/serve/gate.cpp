#include "serve/gate.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/error.h"

namespace continuo {

namespace {

// Such a key stands in an address as it is: the official client does not escape it there.
bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/=:").find(c) != std::string_view::npos;
}

std::string_view bearer_of(const Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  std::string_view value = request.header("authorization");
  if (value.size() < kScheme.size()) return {};
  for (size_t i = 0; i < kScheme.size(); ++i)
    if ((value[i] | 0x20) != (kScheme[i] | 0x20)) return {};
  value.remove_prefix(kScheme.size());
  return value;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                 EVP_sha256(), nullptr) != 1 ||
      size != digest.size())
    fail(ErrorKind::kInternal, "serve", "OpenSSL cannot compute SHA-256 here.");
  return digest;
}

Gate::Gate(const ServerOptions& options) {
  const std::string& address = options.address;
  loopback_ = is_loopback_host(address);
  if (!loopback_ && options.api_key.empty())
    fail(ErrorKind::kUsage, "serve",
         "address {}: expected an API key, since others can reach it. Give one, or listen on "
         "127.0.0.1.",
         address);
  for (const char c : options.api_key)
    if (!is_key_character(c))
      fail(ErrorKind::kUsage, "serve",
           "API key: expected letters, digits and -._~/=: alone, which an address can hold. "
           "\"openssl rand -hex 24\" makes one.");
  if (!options.api_key.empty()) key_digest_ = sha256(options.api_key);
  for (const std::string& text : options.allowed_origins) {
    const std::optional<WebOrigin> origin = parse_web_origin(text);
    if (text == "*")
      any_origin_ = true;
    else if (!origin)
      fail(ErrorKind::kUsage, "serve",
           "origin \"{}\": expected one such as https://music.example.org, or *.", text);
    else
      allowed_.push_back(*origin);
  }
}

std::optional<Refusal> Gate::host(const Request& request) const {
  if (!loopback_) return std::nullopt;
  const std::string_view text = request.header("host");
  if (text.empty()) return std::nullopt;  // no browser leaves it out
  const std::optional<HostName> name = parse_host(text);
  if (name && is_loopback_host(name->host)) return std::nullopt;
  for (const WebOrigin& origin : allowed_)
    if (name && name->host == origin.host) return std::nullopt;
  return Refusal{403,
                 "This server answers as localhost alone; the request names another host. Allow "
                 "its origin if it is meant."};
}

bool Gate::welcome(const WebOrigin& origin, const Request& request) const {
  if (any_origin_ || is_loopback_host(origin.host)) return true;
  for (const WebOrigin& allowed : allowed_)
    if (origin == allowed) return true;
  const std::optional<HostName> own = parse_host(request.header("host"));
  if (!own || own->host != origin.host) return false;
  const uint16_t default_port = origin.scheme == "https" ? 443 : 80;
  return (own->port == 0 ? default_port : own->port) == origin.port;
}

std::optional<Refusal> Gate::origin(const Request& request) const {
  std::string_view page = request.header("origin");
  if (page.empty()) {
    // A picture or a sound that a page embeds comes without an origin, but with this.
    if (request.header("sec-fetch-site") != "cross-site") return std::nullopt;
    page = request.header("referer");
  }
  const std::optional<WebOrigin> origin = parse_web_origin(page);
  if (any_origin_ || (origin && welcome(*origin, request))) return std::nullopt;
  return Refusal{403,
                 "Pages of this origin may not use this server. Allow the origin if it is meant."};
}

std::optional<Refusal> Gate::key(const Request& request) const {
  if (key_digest_.empty()) return std::nullopt;
  const auto in_query = request.query.find("key");
  bool named = false;
  for (const std::string_view given :
       {request.header("x-goog-api-key"), bearer_of(request),
        in_query == request.query.end() ? std::string_view()
                                        : std::string_view(in_query->second)}) {
    if (given.empty()) continue;
    named = true;
    const std::string digest = sha256(given);  // of one length, whatever was given
    if (CRYPTO_memcmp(digest.data(), key_digest_.data(), digest.size()) == 0) return std::nullopt;
  }
  return Refusal{401, named
                          ? "API key not valid. Please pass a valid API key."
                          : "API key missing: expected it as x-goog-api-key, as a bearer token, or "
                            "as ?key=."};
}

std::string_view Gate::shared_with(const Request& request) const {
  const std::string_view page = request.header("origin");
  if (page.empty() || page.size() > 300) return {};
  const std::optional<WebOrigin> origin = parse_web_origin(page);
  if (origin && welcome(*origin, request)) return page;
  return any_origin_ ? page : std::string_view();
}

}  // namespace continuo
