// What handlers of the server see of HTTP and WebSocket; nothing here names the library beneath.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace continuo {

struct Request {
  std::string method;  // "GET"
  std::string path;    // runs of slashes as one, percent-decoded, without the query
  std::map<std::string, std::string, std::less<>> query;    // decoded; of a repeated name the last
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case
  std::map<std::string, std::string, std::less<>> parameters;  // of the route: "{model}"
  std::string body;
  std::string base_url;  // "http://127.0.0.1:8080", as the client named this server

  std::string_view header(std::string_view name) const;  // empty where absent
};

// Bytes of a file, from where it stands, in the place of a body: they are read as the client takes
// them, so that no worker waits for a slow one.
struct FileBody {
  std::shared_ptr<std::istream> file;
  uint64_t bytes = 0;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<FileBody> file{};
};

Response json_response(int status, std::string body);
// What our API calls an error of that status: {"error":{"kind":...}}.
std::string_view error_kind(int status);

// A response that is sent piece by piece (server-sent events). Belongs to the handler's thread.
class ResponseStream {
 public:
  virtual ~ResponseStream() = default;
  // Before the first send(): the status and headers of what is no event stream. Its body is left.
  virtual void begin(Response head) = 0;
  // Sends the header at the first call. Waits for room; false where the client is gone.
  virtual bool send(std::string_view piece) = 0;
  virtual bool gone() const = 0;
};

// Handlers run on worker threads and may take their time; `gone` becomes true where the client went
// away or the server stops. An Error that they throw is the answer: 400 (kInput, kUsage), 404
// (kMissing), 503 (kCancelled); anything else is told as 500, without its words.
using Gone = std::function<bool()>;
using Handler = std::function<Response(const Request&, const Gone& gone)>;
// Returns a whole response, or nothing after it has streamed one.
using StreamHandler = std::function<std::optional<Response>(const Request&, ResponseStream&)>;

// The server's side of a WebSocket. Thread: any; all calls return at once.
class Socket {
 public:
  virtual ~Socket() = default;
  // False where the socket is closed, or was closed just now because more than
  // ServerOptions::socket_queue_bytes wait for a slow reader.
  virtual bool send_text(std::string text) = 0;
  virtual bool send_binary(std::string bytes) = 0;
  // Of what waits, drops the binary messages that were queued before now; those under way go on.
  virtual void drop_queued_binary() = 0;
  virtual void close(int code, std::string_view reason) = 0;
  virtual size_t queued_bytes() const = 0;
};

// Lives as long as its socket. Calls come one after the other, on a worker thread; one that takes
// long holds up other sockets, and its own client once some messages wait. What it throws closes the
// socket: 1007 where the client is to blame (kInput, kUsage, kMissing, kCancelled), else 1011.
class SocketHandler {
 public:
  virtual ~SocketHandler() = default;
  virtual void on_message(std::string_view message, bool binary) = 0;
  virtual void on_close() {}
};
// Called on a worker thread after the upgrade was accepted: a refusal is a close with a code and a
// reason, and no handler.
using SocketFactory =
    std::function<std::unique_ptr<SocketHandler>(const Request&, std::shared_ptr<Socket>)>;

// Routes by method and pattern. A pattern's segments are words, or "{name}" for any one segment, or
// a word around it: "/v1beta/models/{model}:generateContent"; "{version}" in the place of a segment
// takes any; a last segment "{rest...}" takes all that follows.
class Router {
 public:
  void on(std::string_view method, std::string_view pattern, Handler handler);
  void on_stream(std::string_view method, std::string_view pattern, StreamHandler handler);
  void on_socket(std::string_view pattern, SocketFactory factory);
  // Files that are part of the program: the studio. `found` returns nothing where there is none.
  // For GET requests that no route takes; need no key. The function may not wait.
  struct Asset {
    std::string_view bytes;
    std::string_view type;
    bool immutable = false;  // its name holds its hash
  };
  void assets(std::function<std::optional<Asset>(std::string_view path)> found);
  // Shapes errors under a path: Google's routes answer in Google's form. The longest prefix counts;
  // what it throws, or no shape, is {"error":{"kind","message"}}. It may not wait.
  using ErrorShape = std::function<Response(int status, std::string_view message)>;
  void errors(std::string_view prefix, ErrorShape shape);

  struct Impl;
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace continuo
