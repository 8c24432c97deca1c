// The HTTP and WebSocket server: connections, limits, keys, origins and TLS.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "serve/http.h"

namespace continuo {

struct ServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0: any that is free
  // Needed where the address is no loopback: Error(kUsage) otherwise. Checked as
  // "x-goog-api-key: KEY", "Authorization: Bearer KEY", or "?key=KEY".
  std::string api_key;
  // Beside loopback pages and this server's own, these origins may call from a browser.
  std::vector<std::string> allowed_origins;
  // PEM files; both or neither.
  std::filesystem::path tls_certificate;
  std::filesystem::path tls_key;

  size_t body_bytes = size_t{32} << 20;         // of a request
  size_t message_bytes = size_t{1} << 20;       // of a WebSocket
  size_t socket_queue_bytes = size_t{4} << 20;  // that wait for a slow reader
  int connections = 512;                        // more are refused with 503
  int connections_of_address = 0;               // 0: no limit beside `connections`
  int workers = 12;                             // handlers at once
  int waiting_requests = 64;                    // for a worker; more are refused with 503
  double header_timeout_s = 10;                 // to the end of the request's head
  double body_timeout_s = 60;
  double write_timeout_s = 30;  // for a client to take the next 256 KiB of an answer
  double idle_timeout_s = 75;   // between requests of a connection
  double socket_ping_s = 20;    // a WebSocket that does not answer two pings is closed
  // Bodies of requests and answers under way, all together: over it, requests are refused with 503.
  size_t bodies_bytes = size_t{512} << 20;
  // Is told, in a line, of each handler that threw, on the handler's thread: what it threw is the
  // client's only where it is the client's fault.
  std::function<void(std::string_view line)> report;
};

struct ServerCounts {
  uint64_t requests = 0;
  uint64_t refused = 0;          // connections and requests over a limit
  uint64_t failed = 0;           // handlers that threw
  uint64_t connections = 0;      // open now
  uint64_t sockets = 0;          // likewise
  uint64_t dropped_sockets = 0;  // whose reader was too slow or silent
};

class Server {
 public:
  // Listens when it returns. Throws Error(kUsage) for options that are unsafe or do not fit each
  // other, Error(kIo) where it cannot listen.
  Server(const ServerOptions& options, Router router);
  ~Server();  // stops

  uint16_t port() const;
  std::string url() const;  // "http://127.0.0.1:8080"
  ServerCounts counts() const;
  // Refuses what is new, closes sockets with 1001, waits for handlers. Thread: any.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace continuo
