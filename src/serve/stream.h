// A connection's bytes, plain or under TLS, as one type: what stands on it is compiled once.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <optional>

namespace continuo {

class Stream {
 public:
  using Tcp = boost::asio::ip::tcp;
  using Code = boost::system::error_code;
  using executor_type = Tcp::socket::executor_type;

  // Under TLS where there is a context.
  Stream(Tcp::socket socket, boost::asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls) tls_.emplace(socket_, *tls);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  executor_type get_executor() { return socket_.get_executor(); }
  bool is_tls() const { return tls_.has_value(); }
  Tcp::socket& socket() { return socket_; }

  template <typename Handler>
  void async_handshake(Handler handler, boost::asio::ssl::stream_base::handshake_type side =
                                            boost::asio::ssl::stream_base::server) {
    tls_->async_handshake(side, std::move(handler));
  }

  template <typename Buffers, typename Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, void(Code, size_t)>(
        [this](auto handler, const Buffers& into) {
          if (tls_)
            tls_->async_read_some(into, std::move(handler));
          else
            socket_.async_read_some(into, std::move(handler));
        },
        token, buffers);
  }

  template <typename Buffers, typename Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, void(Code, size_t)>(
        [this](auto handler, const Buffers& from) {
          if (tls_)
            tls_->async_write_some(from, std::move(handler));
          else
            socket_.async_write_some(from, std::move(handler));
        },
        token, buffers);
  }

  // Says that nothing more will be sent. Under TLS that takes a message, and waits for the client's.
  template <typename Handler>
  void async_end_sending(Handler handler) {
    if (tls_) {
      tls_->async_shutdown(std::move(handler));
      return;
    }
    Code ignored;
    socket_.shutdown(Tcp::socket::shutdown_send, ignored);
    boost::asio::post(get_executor(),
                      [handler = std::move(handler)]() mutable { handler(Code()); });
  }

  void close() {
    Code ignored;
    socket_.close(ignored);
  }

 private:
  Tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<Tcp::socket&>> tls_;
};

// What Beast's WebSocket asks of a stream that it does not know. Its owner reads what is left and
// closes, within a time of its own.
template <typename Handler>
void async_teardown(boost::beast::role_type, Stream& stream, Handler&& handler) {
  stream.async_end_sending(std::forward<Handler>(handler));
}
inline void teardown(boost::beast::role_type, Stream& stream, Stream::Code&) { stream.close(); }
inline void beast_close_socket(Stream& stream) { stream.close(); }

}  // namespace continuo
