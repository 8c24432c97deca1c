#include "serve/http_connection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <chrono>

#include "serve/socket_connection.h"
#include "serve/stream.h"

namespace continuo {

namespace asio = boost::asio;

HttpConnection::HttpConnection(ServerCore& core, asio::ip::tcp::socket socket,
                               std::unique_ptr<Admission> admission)
    : core_(core),
      stream_(std::make_shared<Stream>(std::move(socket), core.tls ? &*core.tls : nullptr)),
      admission_(std::move(admission)),
      timer_(core.network),
      reader_(kHead_bytes, core.options.body_bytes) {}

HttpConnection::~HttpConnection() = default;

void HttpConnection::start() {
  arm(admission_->refused() ? std::min(kTurnedAway_s, core_.options.header_timeout_s)
                            : core_.options.header_timeout_s);
  if (!stream_->is_tls()) return read();
  enter(Phase::kHandshake);
  stream_->async_handshake([self = shared_from_this()](Code code) {
    if (self->ended_) return;
    if (code) return self->finish();
    self->enter(Phase::kHead);
    self->read();
  });
}

// --- reading

void HttpConnection::read() {
  if (reading_ || ended_ || end_of_input_) return;
  reading_ = true;
  stream_->async_read_some(asio::buffer(piece_),
                           [self = shared_from_this()](Code code, size_t count) {
                             self->reading_ = false;
                             if (!self->ended_) self->received(code, count);
                           });
}

void HttpConnection::received(Code code, size_t count) {
  if (code) {
    end_of_input_ = true;
    if (exchange_) exchange_->leave();
    // An answer under way still goes to a client that only closed its own side.
    if (phase_ == Phase::kHead || phase_ == Phase::kBody || phase_ == Phase::kLinger) finish();
    return;
  }
  if (phase_ == Phase::kLinger) return read();
  in_.append(piece_.data(), count);
  if (phase_ == Phase::kHead || phase_ == Phase::kBody) return advance();
  if (in_.size() < kReadAhead_bytes) read();
}

void HttpConnection::advance() {
  using State = RequestReader::State;
  while (!ended_ && (phase_ == Phase::kHead || phase_ == Phase::kBody)) {
    const bool had_begun = reader_.begun();
    in_.erase(0, reader_.take(in_));
    switch (reader_.state()) {
      case State::kHead:
        if (!had_begun && reader_.begun() && !first_) arm(core_.options.header_timeout_s);
        return read();
      case State::kHeadDone:
        if (!head_done()) return;
        break;
      case State::kBody:
        hold(reader_.request().body.size());
        if (core_.body_bytes > core_.options.bodies_bytes)
          return refuse(503, "Too much is under way here just now. Try again.");
        return read();
      case State::kDone:
        return handle();
      case State::kFailed:
        return refuse(reader_.status(), reader_.reason());
    }
  }
}

bool HttpConnection::head_done() {
  ++core_.requests;
  const bool upgrade_wanted = reader_.wants_upgrade();
  if (admission_->refused() || core_.stopping) {
    if (upgrade_wanted)
      upgrade(core_.stopping ? SocketRefusal{1001, "The server stops."}
                             : SocketRefusal{1013, "Too many connections. Try again later."});
    else
      refuse(503, core_.stopping ? "The server stops." : "Too many connections. Try again later.");
    return false;
  }
  Decision decision = decide(core_.router, core_.gate,
                             {reader_.target(), upgrade_wanted, core_.url, core_.tls.has_value()},
                             reader_.request());
  if (const auto* call = std::get_if<HandlerCall>(&decision)) return begin_handling(*call->route);
  carry_out(std::move(decision));
  return false;
}

void HttpConnection::carry_out(Decision decision) {
  keep_ = reader_.keep_alive() && !reader_.has_body();
  if (auto* whole = std::get_if<Answer>(&decision)) {
    answer(std::move(whole->response));
  } else if (auto* asset = std::get_if<AssetAnswer>(&decision)) {
    send(dressed(std::move(asset->head), core_.gate, reader_.request()), "", asset->bytes);
  } else {
    upgrade(std::move(decision));
  }
}

bool HttpConnection::begin_handling(const Route& route) {
  route_ = &route;
  keep_ = reader_.keep_alive();
  if (core_.body_bytes >= core_.options.bodies_bytes &&
      !core_.drop_slowest(&Connection::taking_since)) {
    refuse(503, "Too much is under way here just now. Try again.");
    return false;
  }
  if (!reader_.has_body()) return true;
  enter(Phase::kBody);
  arm(core_.options.body_timeout_s);
  if (!reader_.expects_continue() || !in_.empty()) return true;
  enter(Phase::kContinue);
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(*stream_, asio::buffer(kContinue.data(), kContinue.size()),
                    [self = shared_from_this()](Code code, size_t) {
                      if (self->ended_ || self->phase_ != Phase::kContinue) return;
                      if (code) return self->finish();
                      self->enter(Phase::kBody);
                      self->advance();
                    });
  return false;
}

// --- handling

void HttpConnection::handle() {
  enter(Phase::kHandling);
  disarm();
  exchange_ = std::make_shared<HttpExchange>();
  exchange_->request = std::move(reader_.request());
  exchange_->head_only = exchange_->request.method == "HEAD";
  exchange_->chunked = reader_.http_1_1();
  exchange_->stopping = &core_.stopping;
  auto task = [self = shared_from_this(), route = route_, exchange = exchange_] {
    self->run(*route, exchange);
  };
  if (core_.workers.all_taken()) core_.drop_slowest(&Connection::holding_since);
  if (core_.workers.submit(std::move(task))) return read();
  reader_.request() = std::move(exchange_->request);
  exchange_.reset();
  refuse(503, "All workers are busy. Try again.");
}

void HttpConnection::run(const Route& route, const std::shared_ptr<HttpExchange>& exchange) {
  std::optional<Response> response;
  bool failed = false;
  const Request& request = exchange->request;
  try {
    if (core_.stopping) {
      response = core_.router.error(request.path, 503, "The server stops.");
    } else if (route.handler) {
      response =
          route.handler(request, [exchange] { return exchange->gone || *exchange->stopping; });
    } else {
      StreamedAnswer streamed(exchange, [this, self = shared_from_this()] {
        asio::post(core_.network, [self] { self->pump(); });
      });
      response = route.stream(request, streamed);
    }
  } catch (...) {
    failed = true;
    const auto failure =
        core_.failure(std::current_exception(), request.method + " " + request.path);
    response = core_.router.error(request.path, failure.status, failure.message);
  }
  asio::post(core_.network,
             [self = shared_from_this(), failed, response = std::move(response)]() mutable {
               self->handled(std::move(response), failed);
             });
}

void HttpConnection::handled(std::optional<Response> response, bool failed) {
  if (ended_) return;
  bool begun = false;
  {
    const std::lock_guard guard(exchange_->mutex);
    if (!response) exchange_->begun = true;  // a stream of nothing
    begun = exchange_->begun;
    exchange_->ended = true;
  }
  if (!begun) {
    reader_.request() = std::move(exchange_->request);
    exchange_.reset();
    return answer(std::move(*response));
  }
  if (failed) return finish();  // cut off, so that nobody takes it for the whole
  pump();
}

// --- ending

void HttpConnection::upgrade(Decision decision) {
  // What a client sends before it was accepted is nobody's message.
  if (reading_ || !in_.empty() || reader_.has_body())
    return refuse(400, "Expected to be accepted first.");
  ended_ = true;
  disarm();
  open_socket(core_, std::move(stream_), std::move(admission_), std::move(reader_.request()),
              std::move(decision));
  core_.leave(shared_from_this());
}

void HttpConnection::enter(Phase phase) {
  phase_ = phase;
  since_ = std::chrono::steady_clock::now();
}

Connection::Since HttpConnection::asking_since() const {
  const bool asking =
      phase_ == Phase::kHead || phase_ == Phase::kBody || phase_ == Phase::kHandshake;
  if (!asking || !admission_ || admission_->refused()) return std::nullopt;
  return since_;
}

Connection::Since HttpConnection::taking_since() const {
  if (phase_ != Phase::kWriting || held_ < kLongAnswer_bytes) return std::nullopt;
  return since_;
}

Connection::Since HttpConnection::holding_since() const {
  if (phase_ != Phase::kStreaming || !writing_) return std::nullopt;
  return write_began_ - waited_;
}

void HttpConnection::arm(double seconds) {
  timer_.expires_after(std::chrono::microseconds(static_cast<int64_t>(seconds * 1e6)));
  timer_.async_wait([self = shared_from_this(), armed = ++armed_](Code) {
    if (!self->ended_ && armed == self->armed_) self->expired();
  });
}

void HttpConnection::disarm() {
  ++armed_;
  timer_.cancel();
}

void HttpConnection::expired() {
  const bool waits = phase_ == Phase::kHead || phase_ == Phase::kBody;
  if (!waits || !reader_.begun()) return finish();
  refuse(408, "The request took too long to arrive.");
}

void HttpConnection::stop() {
  keep_ = false;
  if (exchange_) exchange_->wake();
  if (phase_ == Phase::kHandshake || (phase_ == Phase::kHead && !reader_.begun())) finish();
}

// To close on bytes that were not read would reset the connection, and with it take the answer from
// a client that still sends. So they are read, for a while.
void HttpConnection::linger() {
  enter(Phase::kLinger);
  arm(kLinger_s);
  if (end_of_input_ && !stream_->is_tls()) return finish();
  if (!stream_->is_tls() || !reader_.has_body())  // TLS says farewell where nothing else comes
    stream_->async_end_sending([self = shared_from_this()](Code) {
      if (self->stream_->is_tls()) self->finish();
    });
  read();
}

void HttpConnection::finish() {
  if (ended_) return;
  ended_ = true;
  disarm();
  if (exchange_) exchange_->leave();
  file_.reset();
  hold(0);
  stream_->close();
  admission_.reset();
  core_.leave(shared_from_this());
}

void HttpConnection::hold(size_t bytes) {
  core_.body_bytes += bytes - held_;
  held_ = bytes;
}

}  // namespace continuo
