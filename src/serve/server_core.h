// What all connections of a server share. But for the counts and the pools, the network thread's.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "serve/gate.h"
#include "serve/router.h"
#include "serve/server.h"
#include "serve/worker_pool.h"

namespace continuo {

// A connection, HTTP's or a WebSocket's, as the server sees it.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void stop() = 0;  // ends soon, in good manners
  virtual void drop() = 0;  // ends now

  // Since when it has given nothing to do: for a request to come, or for an answer to be taken.
  using Since = std::optional<std::chrono::steady_clock::time_point>;
  virtual Since asking_since() const { return std::nullopt; }
  virtual Since taking_since() const { return std::nullopt; }
  // Since when, were its waits put together, a worker has been held up by a client that takes an
  // answer slowly.
  virtual Since holding_since() const { return std::nullopt; }
};

struct ServerCore {
  ServerCore(const ServerOptions& chosen, Router routes);

  const ServerOptions options;
  Router router_owner;
  const Router::Impl& router;
  const Gate gate;
  std::string url;

  std::atomic<uint64_t> requests{0}, refused{0}, failed{0}, connections{0}, sockets{0},
      dropped_sockets{0};
  std::atomic<size_t> body_bytes{0};  // of requests and answers under way
  std::atomic<bool> stopping{false};

  // Who is here. `turned_away` are those over a limit, who are told so.
  std::set<std::shared_ptr<Connection>> live;
  std::map<std::string, int> of_address;
  int admitted = 0;
  int turned_away = 0;
  std::function<void()> on_empty;  // once the server stops

  std::optional<boost::asio::ssl::context> tls;
  boost::asio::io_context network{1};
  // Sockets have workers of their own: a knob is turned while all others compose.
  WorkerPool workers;
  WorkerPool socket_workers;

  void leave(const std::shared_ptr<Connection>& connection);
  // Where there is no more room: drops the connection that has lasted longest at what `since` tells,
  // if that was some time. False where there is none such.
  bool drop_slowest(Connection::Since (Connection::*since)() const);
  // Counts what a handler threw, and says what the client may hear of it.
  struct Failure {
    int status = 500;
    std::string message;
  };
  Failure failure(std::exception_ptr thrown, std::string_view where);
};

// A place among the connections, until it is given back.
class Admission {
 public:
  // By the limits; `refused` where there is no place, but one among those who are told so.
  static std::unique_ptr<Admission> ask(ServerCore& core, const std::string& address);
  ~Admission();
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;
  bool refused() const { return refused_; }

 private:
  Admission(ServerCore& core, std::string address, bool refused);
  ServerCore& core_;
  const std::string address_;
  const bool refused_;
};

}  // namespace continuo
