// What stands behind Router: the tables of routes, and the answer of each to a path.
#pragma once

#include <deque>

#include "serve/http.h"
#include "serve/route_pattern.h"

namespace continuo {

struct Route {
  std::string method;
  RoutePattern pattern;
  Handler handler;  // one of the two
  StreamHandler stream;
};

struct SocketRoute {
  RoutePattern pattern;
  SocketFactory factory;
};

struct Router::Impl {
  std::deque<Route> routes;  // what is found stays where it is
  std::deque<SocketRoute> sockets;
  std::map<std::string, ErrorShape, std::less<>> shapes;  // by prefix
  std::function<std::optional<Asset>(std::string_view)> found_asset;

  // HEAD is answered by GET's. Fills request.parameters.
  const Route* find(std::string_view method, const std::vector<std::string>& segments,
                    Request& request) const;
  const SocketRoute* find_socket(const std::vector<std::string>& segments, Request& request) const;
  // "GET, HEAD, OPTIONS"; empty where no method would do.
  std::string allowed(const std::vector<std::string>& segments) const;
  std::optional<Asset> asset(std::string_view path) const;
  // In the shape of the path.
  Response error(std::string_view path, int status, std::string_view message) const;
};

}  // namespace continuo
