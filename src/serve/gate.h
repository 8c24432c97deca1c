// Who may ask: keys, pages of strangers, and names that a stranger gave to this machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/server.h"
#include "serve/web_origin.h"

namespace continuo {

struct Refusal {
  int status = 403;
  std::string message;
};

class Gate {
 public:
  // Throws Error(kUsage) for options that leave a door open or cannot be met.
  explicit Gate(const ServerOptions& options);

  // On a loopback server the name must be a loopback's: a page whose name server answers 127.0.0.1
  // is "of the same origin" as this server, but tells its own name here.
  std::optional<Refusal> host(const Request& request) const;
  // A request of a browser must come from a page of this server, of this machine, or of those that
  // the options allow.
  std::optional<Refusal> origin(const Request& request) const;
  std::optional<Refusal> key(const Request& request) const;

  // What Access-Control-Allow-Origin may say to this request; empty: nothing.
  std::string_view shared_with(const Request& request) const;

 private:
  bool welcome(const WebOrigin& origin, const Request& request) const;

  bool loopback_ = true;
  bool any_origin_ = false;
  std::vector<WebOrigin> allowed_;
  std::string key_digest_;  // empty: no key is needed
};

// Over OpenSSL.
std::string sha256(std::string_view bytes);  // 32 bytes

}  // namespace continuo
