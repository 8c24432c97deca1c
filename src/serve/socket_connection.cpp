#include "serve/socket_connection.h"

#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <chrono>

#include "base/error.h"
#include "serve/limits.h"
#include "serve/socket_calls.h"
#include "serve/socket_queue.h"
#include "serve/stream.h"

namespace continuo {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPingsUnanswered = 2;

Clock::duration duration(double seconds) {
  return std::chrono::microseconds(static_cast<int64_t>(seconds * 1e6));
}

class SocketConnection final : public Connection,
                               public std::enable_shared_from_this<SocketConnection> {
 public:
  SocketConnection(ServerCore& core, std::shared_ptr<Stream> stream,
                   std::unique_ptr<Admission> admission, Request request, Decision decision);
  void start();
  void stop() override;
  void drop() override { finish(); }

 private:
  using Code = beast::error_code;

  void accepted();
  void make_handler(const SocketRoute& route);
  void read();
  void received(Code code);
  void wake();
  void write_next();
  void say_farewell(const SocketQueue::Ending& ending);
  void schedule_tick();
  void tick();
  void drop_counted();
  void give(double seconds);  // until it is over, whatever happens
  void linger();
  void discard();
  void finish();

  ServerCore& core_;
  std::shared_ptr<Stream> stream_;
  websocket::stream<Stream&, false> socket_;
  std::unique_ptr<Admission> admission_;
  Request request_;
  const Decision decision_;
  beast::http::request<beast::http::empty_body> upgrade_;

  std::shared_ptr<SocketQueue> queue_;
  std::shared_ptr<SocketCalls> calls_;
  beast::flat_buffer in_;
  std::optional<SocketQueue::Message> under_way_;
  Clock::time_point under_way_since_;
  bool paused_ = false;  // reading, until the handler has caught up
  bool reading_ = false;
  bool farewell_ = false;
  bool closing_armed_ = false;
  bool served_ = false;  // counted as a socket
  bool ended_ = false;
  bool pinging_ = false;
  int silent_ticks_ = 0;
  asio::steady_timer ticker_;
  asio::steady_timer closing_;
};

SocketConnection::SocketConnection(ServerCore& core, std::shared_ptr<Stream> stream,
                                   std::unique_ptr<Admission> admission, Request request,
                                   Decision decision)
    : core_(core),
      stream_(std::move(stream)),
      socket_(*stream_),
      admission_(std::move(admission)),
      request_(std::move(request)),
      decision_(std::move(decision)),
      ticker_(core.network),
      closing_(core.network) {
  upgrade_.method(beast::http::verb::get);
  upgrade_.target("/");
  upgrade_.version(11);
  for (const auto& [name, value] : request_.headers)
    upgrade_.set(beast::string_view(name.data(), name.size()), value);
  upgrade_.set(beast::http::field::upgrade, "websocket");
}

void SocketConnection::start() {
  // Times are kept by tick(); Beast's own would know nothing of the pauses.
  socket_.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                     websocket::stream_base::none(), false});
  socket_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
    response.set(beast::http::field::server, "continuo");
  }));
  socket_.auto_fragment(false);
  socket_.read_message_max(core_.options.message_bytes);
  socket_.control_callback(
      [this](websocket::frame_type, beast::string_view) { silent_ticks_ = 0; });
  give(core_.options.header_timeout_s);
  socket_.async_accept(upgrade_, [self = shared_from_this()](Code code) {
    if (self->ended_) return;
    if (code) return self->finish();
    self->accepted();
  });
}

void SocketConnection::accepted() {
  closing_.cancel();
  if (const auto* refusal = std::get_if<SocketRefusal>(&decision_))
    return say_farewell(sendable(refusal->code, refusal->reason));
  if (core_.stopping) return say_farewell(sendable(1001, "The server stops."));
  served_ = true;
  ++core_.sockets;
  const std::weak_ptr<SocketConnection> weak = weak_from_this();
  queue_ = std::make_shared<SocketQueue>(core_.options.socket_queue_bytes,
                                         [weak, &network = core_.network] {
                                           asio::post(network, [weak] {
                                             if (const auto self = weak.lock()) self->wake();
                                           });
                                         });
  make_handler(*std::get<SocketOpening>(decision_).route);
  schedule_tick();
  read();
}

void SocketConnection::make_handler(const SocketRoute& route) {
  calls_ = std::make_shared<SocketCalls>(
      core_.socket_workers, core_.options.message_bytes,
      [&core = core_, queue = queue_, path = request_.path](std::exception_ptr thrown) {
        const auto failure = core.failure(thrown, path);
        queue->close(failure.status < 500 ? 1007 : 1011, failure.message);
      });
  calls_->on_room([weak = weak_from_this(), &network = core_.network] {
    asio::post(network, [weak] {
      const auto self = weak.lock();
      if (!self) return;
      self->paused_ = false;
      self->read();
    });
  });
  calls_->open([&factory = route.factory, request = std::move(request_), queue = queue_] {
    std::unique_ptr<SocketHandler> handler = factory(request, queue);
    if (!handler && !queue->closing())
      fail(ErrorKind::kInternal, "serve", "the factory of {} made no handler.", request.path);
    return handler;
  });
}

// --- reading

void SocketConnection::read() {
  if (reading_ || paused_ || ended_ || farewell_) return;
  reading_ = true;
  socket_.async_read_some(in_, kRead_bytes, [self = shared_from_this()](Code code, size_t) {
    self->reading_ = false;
    if (!self->ended_) self->received(code);
  });
}

void SocketConnection::received(Code code) {
  silent_ticks_ = 0;
  if (code) {
    if (farewell_) return;  // which reads the client's own
    const Code farewell = websocket::error::closed;
    return code.category() == farewell.category() ? linger() : finish();
  }
  if (socket_.is_message_done()) {
    const auto data = in_.data();
    std::string message(static_cast<const char*>(data.data()), data.size());
    in_.consume(data.size());
    paused_ = !calls_->message(std::move(message), socket_.got_binary());
    if (paused_) in_.shrink_to_fit();
  }
  read();
}

// --- writing

void SocketConnection::wake() {
  if (ended_) return;
  if (queue_->overflowed()) return drop_counted();
  if (queue_->closing() && !std::exchange(closing_armed_, true)) give(kClosing_s);
  write_next();
}

void SocketConnection::write_next() {
  if (under_way_ || ended_ || farewell_) return;
  under_way_ = queue_->next();
  if (!under_way_) {
    if (const auto ending = queue_->ending()) say_farewell(*ending);
    return;
  }
  under_way_since_ = Clock::now();
  socket_.binary(under_way_->binary);
  socket_.async_write(asio::buffer(under_way_->bytes),
                      [self = shared_from_this()](Code code, size_t) {
                        self->queue_->written(*self->under_way_);
                        self->under_way_.reset();
                        if (self->ended_) return;
                        if (!code) return self->write_next();
                        // Else what reads sees the end too, and may be at the farewell.
                        if (!self->reading_ && !self->farewell_) self->finish();
                      });
}

void SocketConnection::say_farewell(const SocketQueue::Ending& ending) {
  if (farewell_ || ended_) return;
  farewell_ = true;
  give(kClosing_s);
  websocket::close_reason reason(static_cast<websocket::close_code>(ending.code));
  reason.reason.assign(ending.reason.data(), ending.reason.size());
  socket_.async_close(reason, [self = shared_from_this()](Code) { self->finish(); });
}

// --- ending

void SocketConnection::schedule_tick() {
  ticker_.expires_after(duration(core_.options.socket_ping_s));
  ticker_.async_wait([self = shared_from_this()](Code code) {
    if (!code && !self->ended_) self->tick();
  });
}

void SocketConnection::tick() {
  if (under_way_ && Clock::now() - under_way_since_ > duration(core_.options.write_timeout_s))
    return drop_counted();
  if (!paused_ && !farewell_) {  // nobody is silent to whom nobody listens
    if (silent_ticks_ >= kPingsUnanswered) return drop_counted();
    ++silent_ticks_;
    if (!pinging_) {
      pinging_ = true;
      socket_.async_ping({}, [self = shared_from_this()](Code) { self->pinging_ = false; });
    }
  }
  schedule_tick();
}

void SocketConnection::stop() {
  if (queue_)
    queue_->close(1001, "The server stops.");
  else if (!farewell_)
    finish();
}

void SocketConnection::drop_counted() {
  ++core_.dropped_sockets;
  finish();
}

void SocketConnection::give(double seconds) {
  closing_.expires_after(duration(seconds));
  closing_.async_wait([self = shared_from_this()](Code code) {
    if (!code) self->finish();
  });
}

// The close frame was sent, to a client that may still be sending: what comes is read for a while,
// or the connection would be reset and the frame be lost.
void SocketConnection::linger() {
  farewell_ = true;
  queue_->shut();
  calls_->closed();
  give(kLinger_s);
  discard();
}

void SocketConnection::discard() {
  stream_->socket().async_read_some(asio::buffer(in_.prepare(kRead_bytes)),
                                    [self = shared_from_this()](Code code, size_t) {
                                      if (self->ended_) return;
                                      if (code) return self->finish();
                                      self->discard();
                                    });
}

void SocketConnection::finish() {
  if (ended_) return;
  ended_ = true;
  ticker_.cancel();
  closing_.cancel();
  stream_->close();
  if (queue_) queue_->shut();
  if (calls_) calls_->closed();
  if (served_) --core_.sockets;
  admission_.reset();
  core_.leave(shared_from_this());
}

}  // namespace

void open_socket(ServerCore& core, std::shared_ptr<Stream> stream,
                 std::unique_ptr<Admission> admission, Request request, Decision decision) {
  const auto connection = std::make_shared<SocketConnection>(
      core, std::move(stream), std::move(admission), std::move(request), std::move(decision));
  core.live.insert(connection);
  connection->start();
}

}  // namespace continuo
