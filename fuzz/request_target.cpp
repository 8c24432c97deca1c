// The target of a request, as any client may write it, and the route that it finds.
#include "serve/target.h"

#include <algorithm>

#include "oracle.h"
#include "serve/router.h"
#include "serve/web_origin.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

struct Known {
  std::string pattern;
  std::string again(const RouteParameters& parameters) const {
    std::string text = pattern;
    for (const auto& [name, value] : parameters) {
      const std::string rest = "{" + name + "...}";
      text = replaced(text, text.find(rest) == std::string::npos ? "{" + name + "}" : rest, value);
    }
    return text;
  }
};

const std::vector<Known>& known() {
  static const std::vector<Known> patterns = {{"/api/takes"},
                                              {"/api/takes/{id}"},
                                              {"/api/takes/{id}/audio"},
                                              {"/{version}/models/{model}"},
                                              {"/{version}/models/{model}:generateContent"},
                                              {"/ws/google.ai.{version}.Service"},
                                              {"/files/{rest...}"}};
  return patterns;
}

Router& router() {
  static Router routes = [] {
    Router made;
    for (const Known& one : known())
      made.on("GET", one.pattern, [&one](const Request& request, const Gone&) {
        return Response{200, {}, one.again(request.parameters)};
      });
    return made;
  }();
  return routes;
}

std::string escaped(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    result += '%';
    result += kDigits[static_cast<unsigned char>(c) >> 4];
    result += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return result;
}

std::string joined(const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) path += "/" + segment;
  return path;
}

void check_path(const Target& target) {
  expect(target.path.starts_with('/'), "a path that begins with a slash");
  expect(is_utf8(target.path), "text");
  for (const char c : target.path)
    expect(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "no control characters");
  for (size_t begin = 0; begin <= target.path.size();) {
    const size_t end = std::min(target.path.find_first_of("/\\", begin), target.path.size());
    const std::string name = target.path.substr(begin, end - begin);
    expect(name != "." && name != "..", "no way up");
    begin = end + 1;
  }
  const std::string path = joined(target.segments);
  expect(target.path == path || target.path == path + "/", "the segments are the path");
  for (const std::string& segment : target.segments) expect(!segment.empty(), "no empty segment");
}

void check_again(const Target& target) {
  std::string text = "//";
  for (const std::string& segment : target.segments) text += escaped(segment) + "//";
  char sign = '?';
  for (const auto& [name, value] : target.query) {
    text += sign + escaped(name) + "=" + escaped(value);
    sign = '&';
  }
  const auto again = parse_target(text);
  expect(again.has_value(), "what was read can be written");
  expect(again->segments == target.segments && again->query == target.query, "the same again");
}

void check_route(const Target& target) {
  Request request;
  const Route* route = router().impl().find("GET", target.segments, request);
  const std::string allowed = router().impl().allowed(target.segments);
  expect((route != nullptr) == (allowed == "GET, HEAD, OPTIONS"), "one opinion");
  if (!route) return;
  const Response response = route->handler(request, [] { return false; });
  const std::string path = joined(target.segments);
  // A parameter that looks like a pattern is put in again where it stands.
  if (path.find('{') != std::string::npos) return;
  expect(response.body == path || response.body == path + "/", "the pattern holds the path");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  if (const auto target = parse_target(text)) {
    check_path(*target);
    check_again(*target);
    check_route(*target);
  }
  if (const auto decoded = percent_decoded(text, false))
    expect(decoded->size() <= text.size(), "escapes are longer than what they mean");
  if (const auto host = parse_host(text)) {
    expect(!host->host.empty(), "a host");
    const auto origin = parse_web_origin("http://" + std::string(text));
    expect(origin && origin->host == host->host, "the same host as an origin's");
  }
  if (const auto origin = parse_web_origin(text))
    expect(!origin->scheme.empty() && !origin->host.empty(), "a scheme and a host");
  return 0;
}
