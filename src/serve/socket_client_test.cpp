#include "serve/socket_client_test.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <stdexcept>

#include "serve/stream.h"

namespace continuo {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using Code = boost::system::error_code;

namespace {

asio::ssl::context client_context() {
  asio::ssl::context context(asio::ssl::context::tls_client);
  context.set_verify_mode(asio::ssl::verify_none);
  return context;
}

}  // namespace

struct SocketClient::Impl {
  asio::io_context network{1};
  asio::ssl::context tls = client_context();
  std::unique_ptr<Stream> bytes;
  std::unique_ptr<websocket::stream<Stream&>> socket;
  std::string last_pong;
  std::string extensions;

  // Runs one operation to its end.
  template <typename Start>
  Code await(const char* what, Start start) {
    bool done = false;
    Code result;
    start([&](Code code, auto...) {
      done = true;
      result = code;
    });
    network.restart();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!done && network.run_one_until(end) > 0) {
    }
    if (!done) throw std::runtime_error(std::string(what) + ": nothing in ten seconds");
    return result;
  }
};

SocketClient::SocketClient(SocketClient&&) noexcept = default;
SocketClient::~SocketClient() = default;

SocketClient::SocketClient(uint16_t port, const SocketClientOptions& options)
    : impl_(std::make_unique<Impl>()) {
  asio::ip::tcp::socket socket(impl_->network);
  socket.connect({asio::ip::address_v4::loopback(), port});
  socket.set_option(asio::ip::tcp::no_delay(true));
  impl_->bytes = std::make_unique<Stream>(std::move(socket), options.tls ? &impl_->tls : nullptr);
  if (options.tls) {
    const Code code = impl_->await("TLS", [&](auto done) {
      impl_->bytes->async_handshake(done, asio::ssl::stream_base::client);
    });
    if (code) throw std::runtime_error("TLS: " + code.message());
  }
  impl_->socket = std::make_unique<websocket::stream<Stream&>>(*impl_->bytes);
  auto& web = *impl_->socket;
  websocket::permessage_deflate deflate;
  deflate.client_enable = options.offer_deflate;
  web.set_option(deflate);
  web.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
    for (const auto& [name, value] : options.headers) request.set(name, value);
  }));
  web.read_message_max(64 << 20);
  web.control_callback([impl = impl_.get()](websocket::frame_type kind, auto payload) {
    if (kind == websocket::frame_type::pong) impl->last_pong = std::string(payload);
  });
  websocket::response_type response;
  const Code code = impl_->await("upgrade", [&](auto done) {
    web.async_handshake(response, options.host, options.target, done);
  });
  if (code)
    throw std::runtime_error("upgrade: " + code.message() + ", status " +
                             std::to_string(response.result_int()));
  impl_->extensions = std::string(response["Sec-WebSocket-Extensions"]);
}

void SocketClient::send(std::string_view message, bool binary) {
  impl_->socket->binary(binary);
  const Code code = impl_->await("send", [&](auto done) {
    impl_->socket->async_write(asio::buffer(message.data(), message.size()), done);
  });
  if (code) throw std::runtime_error("send: " + code.message());
}

SocketClient::Message SocketClient::read() {
  boost::beast::flat_buffer buffer;
  const Code code =
      impl_->await("read", [&](auto done) { impl_->socket->async_read(buffer, done); });
  if (code) return {code.message(), false, true};
  return {boost::beast::buffers_to_string(buffer.data()), impl_->socket->got_binary(), false};
}

void SocketClient::ping(std::string_view payload) {
  impl_->await("ping", [&](auto done) {
    impl_->socket->async_ping(
        websocket::ping_data(boost::beast::string_view(payload.data(), payload.size())), done);
  });
}

void SocketClient::close(int code) {
  impl_->await("close", [&](auto done) {
    impl_->socket->async_close(static_cast<websocket::close_code>(code), done);
  });
}

int SocketClient::close_code() const { return impl_->socket->reason().code; }
std::string SocketClient::close_reason() const {
  return std::string(impl_->socket->reason().reason.c_str());
}
std::string ask_tls(uint16_t port, std::string_view request) {
  asio::io_context network{1};
  asio::ssl::context tls = client_context();
  asio::ip::tcp::socket socket(network);
  socket.connect({asio::ip::address_v4::loopback(), port});
  asio::ssl::stream<asio::ip::tcp::socket&> stream(socket, tls);
  stream.handshake(asio::ssl::stream_base::client);
  asio::write(stream, asio::buffer(request.data(), request.size()));
  std::string answer;
  Code code;
  while (!code) {
    char piece[65536];
    const size_t count = stream.read_some(asio::buffer(piece), code);
    answer.append(piece, count);
  }
  if (code != asio::error::eof) throw std::runtime_error("TLS: " + code.message());
  return answer;
}

std::string SocketClient::pong() const { return impl_->last_pong; }
std::string SocketClient::extensions() const { return impl_->extensions; }

}  // namespace continuo
