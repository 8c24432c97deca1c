#include "serve/server_fixture_test.h"

#include <fmt/format.h>

#include "base/error.h"
#include "serve/byte_range.h"

namespace continuo {

namespace {

class Echo final : public SocketHandler {
 public:
  explicit Echo(std::shared_ptr<Socket> socket) : socket_(std::move(socket)) {}
  void on_message(std::string_view message, bool binary) override {
    if (message == "close") return socket_->close(4001, "as you wish");
    if (message == "throw") fail(ErrorKind::kInput, "test", "no such thing");
    if (message == "break") throw std::runtime_error("a secret of the house");
    if (binary)
      socket_->send_binary(std::string(message));
    else
      socket_->send_text(std::string(message));
  }

 private:
  std::shared_ptr<Socket> socket_;
};

Response failing(const Request& request, const Gone&) {
  const std::string& kind = request.parameters.at("kind");
  if (kind == "input") fail(ErrorKind::kInput, "test", "bpm: expected 20 to 300, found 900.");
  if (kind == "missing") fail(ErrorKind::kMissing, "test", "there is no such take.");
  if (kind == "io") fail(ErrorKind::kIo, "test", "/home/someone/secret: disk full");
  throw std::runtime_error("a secret of the house");
}

}  // namespace

Router test_router() {
  Router router;
  router.on("GET", "/api/hello/{name}", [](const Request& request, const Gone&) {
    return json_response(200, "{\"name\":\"" + request.parameters.at("name") + "\"}");
  });
  router.on("POST", "/api/length", [](const Request& request, const Gone&) {
    return json_response(200, std::to_string(request.body.size()));
  });
  router.on("GET", "/api/query", [](const Request& request, const Gone&) {
    std::string lines = request.base_url + "\n";
    for (const auto& [name, value] : request.query) lines += name + "=" + value + "\n";
    return Response{200, {{"Content-Type", "text/plain"}}, lines};
  });
  router.on("GET", "/api/bytes/{count}", [](const Request& request, const Gone&) {
    Response whole{200, {{"Content-Type", "audio/wav"}}, ""};
    whole.body.resize(std::stoul(request.parameters.at("count")));
    for (size_t i = 0; i < whole.body.size(); ++i) whole.body[i] = static_cast<char>('a' + i % 26);
    if (const auto range = parse_byte_range(request.header("range"), whole.body.size())) {
      const std::string size = std::to_string(whole.body.size());
      if (range->outside) return Response{416, {{"Content-Range", "bytes */" + size}}, ""};
      whole.status = 206;
      whole.headers.emplace_back("Content-Range",
                                 fmt::format("bytes {}-{}/{}", range->first, range->last, size));
      whole.body = whole.body.substr(range->first, range->last - range->first + 1);
    }
    return whole;
  });
  router.on_stream("GET", "/api/stream", [](const Request&, ResponseStream& stream) {
    for (int i = 0; i < 3; ++i)
      if (!stream.send("data: " + std::to_string(i) + "\n\n")) break;
    return std::optional<Response>();
  });
  router.on("GET", "/api/health", [](const Request&, const Gone&) {
    return Response{200, {{"Content-Type", "text/plain"}}, "ok"};
  });
  router.on("GET", "/v1beta/models",
            [](const Request&, const Gone&) { return json_response(200, "{\"models\":[]}"); });
  router.errors("/v1beta", [](int status, std::string_view message) {
    return json_response(status, "{\"google\":\"" + std::string(message) + "\"}");
  });
  router.on("GET", "/api/fail/{kind}", failing);
  router.on_socket("/ws/{name}", [](const Request&, std::shared_ptr<Socket> socket) {
    return std::make_unique<Echo>(std::move(socket));
  });
  router.assets([](std::string_view path) -> std::optional<Router::Asset> {
    if (path == "/") return Router::Asset{kTestPage, "text/html; charset=utf-8", false};
    if (path == "/assets/app-1234.js") return Router::Asset{kTestScript, "text/javascript", true};
    return std::nullopt;
  });
  return router;
}

}  // namespace continuo
