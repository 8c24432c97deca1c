#include "serve/dispatch.h"

#include <fmt/format.h>

#include "serve/response_head.h"
#include "serve/target.h"

namespace continuo {

namespace {

constexpr std::string_view kHealth = "/api/health";

Answer refused(const Router::Impl& router, const Request& request, int status,
               std::string_view message) {
  Answer answer{router.error(request.path, status, message)};
  if (status == 401) answer.response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return answer;
}

// What a page of another origin may send along: what the official clients do.
std::string shared_request_headers(const Request& request) {
  std::string list =
      "authorization, content-type, if-none-match, range, x-goog-api-client, x-goog-api-key, "
      "x-goog-user-project, x-server-timeout, x-goog-upload-command, x-goog-upload-file-name, "
      "x-goog-upload-header-content-length, x-goog-upload-header-content-type, "
      "x-goog-upload-offset, x-goog-upload-protocol";
  std::string_view wanted = request.header("access-control-request-headers");
  for (size_t begin = 0; begin < wanted.size();) {
    const size_t end = std::min(wanted.find(',', begin), wanted.size());
    std::string_view name = wanted.substr(begin, end - begin);
    begin = end + 1;
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    const bool plain =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
    if (name.starts_with("x-goog-") && plain && name.size() < 64) list += fmt::format(", {}", name);
  }
  return list;
}

Answer preflight(const Router::Impl& router, const Request& request,
                 const std::vector<std::string>& segments) {
  Response response{204, {}, ""};
  const std::string allowed = router.allowed(segments);
  response.headers.emplace_back("Allow", allowed.empty() ? "GET, HEAD, OPTIONS" : allowed);
  if (!request.header("access-control-request-method").empty()) {
    response.headers.emplace_back("Access-Control-Allow-Methods",
                                  "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    response.headers.emplace_back("Access-Control-Allow-Headers", shared_request_headers(request));
    response.headers.emplace_back("Access-Control-Max-Age", "600");
    if (request.header("access-control-request-private-network") == "true")
      response.headers.emplace_back("Access-Control-Allow-Private-Network", "true");
  }
  return {std::move(response)};
}

// What the studio's page may load and call: this server, and sound that it has made itself.
std::string page_policy(const Request& request) {
  const std::string_view own =
      std::string_view(request.base_url).substr(request.base_url.find(':') + 3);
  return fmt::format(
      "default-src 'self'; script-src 'self' blob:; worker-src 'self' blob:; style-src 'self' "
      "'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' "
      "data:; connect-src 'self' ws://{0} wss://{0}; object-src 'none'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors 'none'",
      own);
}

bool names_tag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find(tag) != std::string_view::npos;
}

AssetAnswer asset_answer(const Router::Asset& asset, const Request& request) {
  AssetAnswer answer;
  auto& headers = answer.head.headers;
  headers.emplace_back("Content-Type", asset.type);
  headers.emplace_back("Content-Security-Policy", page_policy(request));
  headers.emplace_back("Referrer-Policy", "no-referrer");
  headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  if (asset.immutable) {
    headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  } else {
    headers.emplace_back("Cache-Control", "no-cache");
    std::string tag = "\"";
    for (const char c : sha256(asset.bytes).substr(0, 8))
      tag += fmt::format("{:02x}", static_cast<unsigned char>(c));
    tag += '"';
    if (names_tag(request.header("if-none-match"), tag)) answer.head.status = 304;
    headers.emplace_back("ETag", std::move(tag));
  }
  if (answer.head.status == 200) answer.bytes = asset.bytes;
  return answer;
}

Decision decide_socket(const Router::Impl& router, const Gate& gate,
                       const std::optional<Target>& target, Request& request) {
  if (!target) return SocketRefusal{1008, "This is no address that a server could know."};
  for (const auto& refusal : {gate.host(request), gate.origin(request), gate.key(request)})
    if (refusal) return SocketRefusal{1008, refusal->message};
  const SocketRoute* route = router.find_socket(target->segments, request);
  if (!route) return SocketRefusal{1008, "There is no socket at this path."};
  return SocketOpening{route};
}

bool names_other_host(const Target& target, const Request& request) {
  if (target.authority.empty()) return false;
  const auto named = parse_host(target.authority);
  const auto host = parse_host(request.header("host"));
  return !named || !host || named->host != host->host;
}

}  // namespace

Decision decide(const Router::Impl& router, const Gate& gate, const Asked& asked,
                Request& request) {
  const std::string_view host = request.header("host");
  if (!host.empty() && !parse_host(host))
    return refused(router, request, 400, "Host: expected a name and a port.");
  request.base_url = host.empty() ? std::string(asked.server_url)
                                  : fmt::format("{}://{}", asked.tls ? "https" : "http", host);
  std::optional<Target> target;
  if (request.method == "OPTIONS" && asked.target == "*")
    target.emplace();
  else
    target = parse_target(asked.target);
  if (target && names_other_host(*target, request)) target.reset();
  if (target) {
    request.path = target->path;
    request.query = target->query;
  }
  if (asked.upgrade) return decide_socket(router, gate, target, request);
  if (!target) return refused(router, request, 400, "This is no address that a server could know.");

  if (const auto refusal = gate.host(request))
    return refused(router, request, refusal->status, refusal->message);
  const Route* route = router.find(request.method, target->segments, request);
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!route && reads)
    if (const auto asset = router.asset(request.path)) return asset_answer(*asset, request);
  if (const auto refusal = gate.origin(request))
    return refused(router, request, refusal->status, refusal->message);
  if (request.method == "OPTIONS" && !route) return preflight(router, request, target->segments);
  if (!(reads && request.path == kHealth))
    if (const auto refusal = gate.key(request))
      return refused(router, request, refusal->status, refusal->message);
  if (route) return HandlerCall{route};

  Request unused;
  const std::string allowed = router.allowed(target->segments);
  if (allowed.empty() && !router.find_socket(target->segments, unused))
    return refused(router, request, 404, "There is nothing at " + request.path + ".");
  if (allowed.empty()) {
    Answer answer = refused(router, request, 426, "This path is a WebSocket's.");
    answer.response.headers.emplace_back("Upgrade", "websocket");
    return answer;
  }
  Answer answer = refused(router, request, 405, "Expected " + allowed + " here.");
  answer.response.headers.emplace_back("Allow", allowed);
  return answer;
}

Response dressed(Response response, const Gate& gate, const Request& request) {
  auto& headers = response.headers;
  if (!has_header(response, "x-content-type-options"))
    headers.emplace_back("X-Content-Type-Options", "nosniff");
  if (!has_header(response, "cache-control")) headers.emplace_back("Cache-Control", "no-store");
  const std::string_view page = gate.shared_with(request);
  if (!page.empty()) {
    headers.emplace_back("Access-Control-Allow-Origin", page);
    headers.emplace_back(
        "Access-Control-Expose-Headers",
        "x-goog-upload-url, x-goog-upload-status, x-goog-upload-chunk-granularity, accept-ranges, "
        "content-disposition, content-range, etag, location, retry-after");
  }
  if (!has_header(response, "vary")) headers.emplace_back("Vary", "Origin");
  return response;
}

}  // namespace continuo
