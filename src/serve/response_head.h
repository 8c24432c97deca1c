// The head of an answer as it goes over the wire.
#pragma once

#include <cstdint>
#include <optional>

#include "serve/http.h"

namespace continuo {

struct Framing {
  std::optional<uint64_t> length;  // else chunked, or to the end of the connection
  bool chunked = false;
  bool keep_alive = true;
};

// Headers that frame the message are the server's own: a handler's are left out, as are values that
// would end their line.
std::string response_head(const Response& response, const Framing& framing);
bool has_header(const Response& response, std::string_view name);  // in lower case

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(int64_t unix_s);

}  // namespace continuo
