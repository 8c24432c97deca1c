#include "serve/server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "serve/http_connection.h"
#include "serve/limits.h"
#include "serve/server_core.h"

namespace continuo {

namespace asio = boost::asio;
using asio::ip::tcp;
using Code = boost::system::error_code;

namespace {

asio::ssl::context tls_context(const ServerOptions& options) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  Code code;
  // A key under a passphrase is refused: OpenSSL would ask for it at the terminal, and wait.
  context.set_password_callback(
      [](size_t, asio::ssl::context::password_purpose) { return std::string(); }, code);
  context.use_certificate_chain_file(options.tls_certificate.string(), code);
  if (code)
    fail(ErrorKind::kUsage, "serve", "{}: expected a certificate as PEM, found: {}.",
         options.tls_certificate.string(), code.message());
  context.use_private_key_file(options.tls_key.string(), asio::ssl::context::pem, code);
  if (code)
    fail(ErrorKind::kUsage, "serve",
         "{}: expected the certificate's key as PEM, without a passphrase, found: {}.",
         options.tls_key.string(), code.message());
  return context;
}

tcp::endpoint endpoint_of(const ServerOptions& options) {
  Code code;
  const std::string text = options.address == "localhost" ? "127.0.0.1" : options.address;
  const auto address = asio::ip::make_address(text, code);
  if (code)
    fail(ErrorKind::kUsage, "serve",
         "address \"{}\": expected a number such as 127.0.0.1, 0.0.0.0 or ::1.", options.address);
  return {address, options.port};
}

std::string url_of(const tcp::endpoint& at, bool tls) {
  const auto address = at.address();
  std::string host = address.to_string();
  if (address.is_unspecified()) host = address.is_v6() ? "::1" : "127.0.0.1";
  if (address.is_v6()) host = "[" + host + "]";
  return fmt::format("{}://{}:{}", tls ? "https" : "http", host, at.port());
}

}  // namespace

struct Server::Impl {
  ServerCore core;
  tcp::acceptor acceptor{core.network};
  asio::steady_timer pause{core.network};
  asio::executor_work_guard<asio::io_context::executor_type> work{core.network.get_executor()};
  uint16_t port = 0;
  std::thread network;
  std::mutex ending;

  Impl(const ServerOptions& options, Router router) : core(options, std::move(router)) {}

  void listen();
  void accept();
  void welcome(tcp::socket socket);
  void run();
  void begin_stop();
  void end_network();
};

void Server::Impl::listen() {
  if (!core.options.tls_certificate.empty()) core.tls.emplace(tls_context(core.options));
  const tcp::endpoint wanted = endpoint_of(core.options);
  Code code;
  acceptor.open(wanted.protocol(), code);
  if (!code) acceptor.set_option(tcp::acceptor::reuse_address(true), code);
  if (!code) acceptor.bind(wanted, code);
  if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
  if (code)
    fail(ErrorKind::kIo, "serve", "cannot listen at {} port {}: {}.", core.options.address,
         core.options.port, code.message());
  const tcp::endpoint at = acceptor.local_endpoint();
  port = at.port();
  core.url = url_of(at, core.tls.has_value());
  accept();
  network = std::thread([this] { run(); });
}

void Server::Impl::run() {
  for (;;) {
    try {
      core.network.run();
      return;
    } catch (const std::exception& error) {  // memory ran out for one connection, not for all
      ++core.failed;
      if (core.options.report) core.options.report(std::string("network: ") + error.what());
    }
  }
}

void Server::Impl::accept() {
  acceptor.async_accept([this](Code code, tcp::socket socket) {
    if (!acceptor.is_open()) return;
    if (!code) {
      accept();
      return welcome(std::move(socket));
    }
    // Out of files, for one: some will be given back.
    pause.expires_after(std::chrono::milliseconds(100));
    pause.async_wait([this](Code stopped) {
      if (!stopped && acceptor.is_open()) accept();
    });
  });
}

void Server::Impl::welcome(tcp::socket socket) {
  Code code;
  const tcp::endpoint peer = socket.remote_endpoint(code);
  if (code) return;
  socket.set_option(tcp::no_delay(true), code);
  std::unique_ptr<Admission> admission = Admission::ask(core, peer.address().to_string());
  if (!admission) {
    static constexpr std::string_view kBusy =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: "
        "close\r\n\r\n";
    socket.non_blocking(true, code);
    if (!core.tls) socket.write_some(asio::buffer(kBusy.data(), kBusy.size()), code);
    return;
  }
  const auto connection =
      std::make_shared<HttpConnection>(core, std::move(socket), std::move(admission));
  core.live.insert(connection);
  connection->start();
}

void Server::Impl::begin_stop() {
  Code ignored;
  acceptor.close(ignored);
  pause.cancel();
  const auto all = core.live;
  for (const auto& connection : all) connection->stop();
}

void Server::Impl::end_network() {
  core.on_empty = [this] { core.network.stop(); };
  if (core.live.empty()) return core.on_empty();
  pause.expires_after(std::chrono::microseconds(static_cast<int64_t>(kStopping_s * 1e6)));
  pause.async_wait([this](Code) {
    const auto all = core.live;
    for (const auto& connection : all) connection->drop();
  });
}

Server::Server(const ServerOptions& options, Router router)
    : impl_(std::make_unique<Impl>(options, std::move(router))) {
  impl_->listen();
}

Server::~Server() { stop(); }

uint16_t Server::port() const { return impl_->port; }
std::string Server::url() const { return impl_->core.url; }

ServerCounts Server::counts() const {
  const ServerCore& core = impl_->core;
  return {core.requests,    core.refused, core.failed,
          core.connections, core.sockets, core.dropped_sockets};
}

void Server::stop() {
  ServerCore& core = impl_->core;
  if (!core.stopping.exchange(true)) asio::post(core.network, [this] { impl_->begin_stop(); });
  // A handler may ask for the end, but cannot wait for its own.
  if (core.workers.is_own_thread() || core.socket_workers.is_own_thread()) return;
  const std::lock_guard guard(impl_->ending);
  if (!impl_->network.joinable()) return;
  core.workers.finish();
  asio::post(core.network, [this] { impl_->end_network(); });
  impl_->network.join();
  core.socket_workers.finish();
}

}  // namespace continuo
