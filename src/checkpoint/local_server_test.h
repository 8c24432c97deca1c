// An HTTP server on 127.0.0.1 for tests, which can fail in all the ways that a server can.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace continuo {

struct ServerRequest {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

struct ServerAnswer {
  int status = 200;
  std::map<std::string, std::string> headers;
  std::string body;
  std::optional<size_t> length;    // announced, where it is not the body's
  std::optional<size_t> cut_at;    // the connection breaks after so many bytes of the body
  std::optional<size_t> stall_at;  // nothing more comes after so many bytes, until the client goes
};

class LocalServer {
 public:
  // The handler is called on the server's threads, one at a time.
  using Handler = std::function<ServerAnswer(const ServerRequest&)>;
  explicit LocalServer(Handler handler);
  ~LocalServer();

  std::string url() const;  // "http://127.0.0.1:PORT"
  std::vector<ServerRequest> requests() const;
  void forget_requests();

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace continuo
