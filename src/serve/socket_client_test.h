// A WebSocket client for tests.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

struct SocketClientOptions {
  std::string target = "/";
  std::string host = "localhost";
  std::vector<std::pair<std::string, std::string>> headers = {};
  bool tls = false;
  bool offer_deflate = false;
};

// Every wait ends after ten seconds, as a failure.
class SocketClient {
 public:
  // Throws std::runtime_error where the upgrade is refused.
  SocketClient(uint16_t port, const SocketClientOptions& options);
  ~SocketClient();
  SocketClient(SocketClient&&) noexcept;

  void send(std::string_view message, bool binary = false);
  struct Message {
    std::string bytes;
    bool binary = false;
    bool closed = false;  // the socket, with the code and the reason below
  };
  Message read();
  void ping(std::string_view payload);
  void close(int code = 1000);

  int close_code() const;
  std::string close_reason() const;
  std::string pong() const;        // what the last one held
  std::string extensions() const;  // that the server took

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What a server answers under TLS, until it hangs up in good manners; throws where it does not.
std::string ask_tls(uint16_t port, std::string_view request);

}  // namespace continuo
