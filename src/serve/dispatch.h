// What becomes of a request, once its head is known: an answer at once, a handler, or a socket.
#pragma once

#include <variant>

#include "serve/gate.h"
#include "serve/router.h"

namespace continuo {

struct HandlerCall {
  const Route* route = nullptr;
};
struct SocketOpening {
  const SocketRoute* route = nullptr;
};
struct SocketRefusal {
  int code = 1008;
  std::string reason;
};
struct AssetAnswer {
  Response head;           // its body is empty
  std::string_view bytes;  // part of the program
};
struct Answer {
  Response response;
};
using Decision = std::variant<Answer, AssetAnswer, HandlerCall, SocketOpening, SocketRefusal>;

struct Asked {
  std::string_view target;
  bool upgrade = false;
  std::string_view server_url;
  bool tls = false;
};
// `request` has its method and headers, and gets the rest but its body.
Decision decide(const Router::Impl& router, const Gate& gate, const Asked& asked, Request& request);

// An answer with what every answer has: who may read it, and that nothing guesses its type.
Response dressed(Response response, const Gate& gate, const Request& request);

}  // namespace continuo
