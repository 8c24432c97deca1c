#include "serve/router.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"

namespace continuo {

namespace {

Response plain_error(int status, std::string_view message) {
  const nlohmann::json body = {{"error", {{"kind", error_kind(status)}, {"message", message}}}};
  return json_response(status,
                       body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

template <typename Table, typename Fits>
auto best_of(const Table& table, const std::vector<std::string>& segments, Request& request,
             Fits fits) -> const typename Table::value_type* {
  const typename Table::value_type* best = nullptr;
  for (const auto& route : table) {
    if (!fits(route)) continue;
    auto parameters = route.pattern.match(segments);
    if (!parameters || (best && !route.pattern.more_special_than(best->pattern))) continue;
    best = &route;
    request.parameters = std::move(*parameters);
  }
  return best;
}

}  // namespace

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::on(std::string_view method, std::string_view pattern, Handler handler) {
  impl_->routes.push_back(
      {std::string(method), RoutePattern(pattern), std::move(handler), nullptr});
}

void Router::on_stream(std::string_view method, std::string_view pattern, StreamHandler handler) {
  impl_->routes.push_back(
      {std::string(method), RoutePattern(pattern), nullptr, std::move(handler)});
}

void Router::on_socket(std::string_view pattern, SocketFactory factory) {
  impl_->sockets.push_back({RoutePattern(pattern), std::move(factory)});
}

void Router::assets(std::function<std::optional<Asset>(std::string_view path)> found) {
  impl_->found_asset = std::move(found);
}

void Router::errors(std::string_view prefix, ErrorShape shape) {
  impl_->shapes[std::string(prefix)] = std::move(shape);
}

const Route* Router::Impl::find(std::string_view method, const std::vector<std::string>& segments,
                                Request& request) const {
  const Route* found = best_of(routes, segments, request,
                               [&](const Route& route) { return route.method == method; });
  if (found || method != "HEAD") return found;
  return find("GET", segments, request);
}

const SocketRoute* Router::Impl::find_socket(const std::vector<std::string>& segments,
                                             Request& request) const {
  return best_of(sockets, segments, request, [](const SocketRoute&) { return true; });
}

std::string Router::Impl::allowed(const std::vector<std::string>& segments) const {
  std::set<std::string> methods;
  for (const Route& route : routes)
    if (route.pattern.match(segments)) methods.insert(route.method);
  if (methods.empty()) return "";
  if (methods.contains("GET")) methods.insert("HEAD");
  methods.insert("OPTIONS");
  std::string list;
  for (const std::string& method : methods) list += (list.empty() ? "" : ", ") + method;
  return list;
}

std::optional<Router::Asset> Router::Impl::asset(std::string_view path) const {
  if (!found_asset) return std::nullopt;
  return found_asset(path);
}

Response Router::Impl::error(std::string_view path, int status, std::string_view message) const {
  const ErrorShape* shape = nullptr;
  size_t longest = 0;
  for (const auto& [prefix, candidate] : shapes) {
    if (!path.starts_with(prefix) || (shape && prefix.size() < longest)) continue;
    longest = prefix.size();
    shape = &candidate;
  }
  const std::string shown = printable(message, 1500);
  if (!shape) return plain_error(status, shown);
  try {
    return (*shape)(status, shown);
  } catch (const std::exception&) {  // an error while an error is told: the plain form tells it
    return plain_error(status, shown);
  }
}

}  // namespace continuo
