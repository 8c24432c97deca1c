#include "serve/http.h"

namespace continuo {

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Response json_response(int status, std::string body) {
  return {status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};
}

std::string_view error_kind(int status) {
  switch (status) {
    case 401:
    case 403:
      return "forbidden";
    case 404:
      return "missing";
    case 408:
      return "cancelled";
    case 409:
      return "usage";
    case 429:
    case 503:
      return "busy";
    case 507:
      return "io";
    default:
      return status < 500 ? "input" : "internal";
  }
}

}  // namespace continuo
