// Of HttpConnection, what goes out: whole answers, refusals, and streams piece by piece.
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <istream>

#include "serve/http_connection.h"
#include "serve/response_head.h"
#include "serve/stream.h"
#include "serve/target.h"

namespace continuo {

namespace asio = boost::asio;

namespace {

Response event_stream() {
  return {
      200, {{"Content-Type", "text/event-stream; charset=utf-8"}, {"X-Accel-Buffering", "no"}}, ""};
}

}  // namespace

void HttpConnection::refuse(int status, std::string_view message) {
  if (status == 503 || status == 413 || status == 431) ++core_.refused;
  keep_ = false;
  Request& request = reader_.request();
  if (request.path.empty())
    if (const auto target = parse_target(reader_.target())) request.path = target->path;
  Response response = core_.router.error(request.path, status, message);
  if (status == 503) response.headers.emplace_back("Retry-After", std::to_string(kRetryAfter_s));
  answer(std::move(response));
}

void HttpConnection::answer(Response response) {
  std::string body = std::move(response.body);
  response.body.clear();
  if (response.status == 204 || response.status == 304) body.clear();
  file_ = std::exchange(response.file, std::nullopt);
  send(dressed(std::move(response), core_.gate, reader_.request()), std::move(body), {});
}

void HttpConnection::send(const Response& head, std::string body, std::string_view bytes) {
  enter(Phase::kWriting);
  if (core_.stopping || end_of_input_) keep_ = false;
  out_body_ = std::move(body);
  out_ = bytes.data() ? bytes : std::string_view(out_body_);
  out_head_ = response_head(head, {file_ ? file_->bytes : out_.size(), false, keep_});
  if (reader_.request().method == "HEAD") {
    out_ = {};
    file_.reset();
  }
  hold(out_body_.size());
  write();
}

void HttpConnection::pump() {
  if (ended_ || writing_ || !exchange_ || last_sent_) return;
  Response head = event_stream();
  {
    const std::lock_guard guard(exchange_->mutex);
    if (!exchange_->begun) return;
    enter(Phase::kStreaming);
    if (exchange_->head) head = *exchange_->head;
    exchange_->announced = false;
    out_body_ = std::exchange(exchange_->pending, {});
    if (exchange_->ended) {
      last_sent_ = true;
      if (exchange_->chunked && !exchange_->head_only) out_body_ += "0\r\n\r\n";
    }
    exchange_->room.notify_all();
  }
  if (!head_sent_) {
    head_sent_ = true;
    if (core_.stopping || !exchange_->chunked) keep_ = false;
    out_head_ = response_head(dressed(std::move(head), core_.gate, exchange_->request),
                              {std::nullopt, exchange_->chunked, keep_});
  }
  out_ = out_body_;
  if (!out_.empty() || !out_head_.empty()) return write();
  if (last_sent_) answered();
}

// The next piece of a file, on a worker: the network's thread does not wait for a disk, and no worker
// for a client.
void HttpConnection::read_file() {
  if (core_.stopping) return finish();  // cut off, so that nobody takes it for the whole
  core_.workers.submit_always(
      [self = shared_from_this(), file = file_->file,
       size = static_cast<size_t>(std::min<uint64_t>(kWrite_bytes, file_->bytes))] {
        std::string piece;
        try {
          piece.resize(size);
          file->read(piece.data(), static_cast<std::streamsize>(size));
          piece.resize(static_cast<size_t>(file->gcount()));
        } catch (const std::exception&) {  // no memory
          piece.clear();
        }
        asio::post(self->core_.network, [self, size, piece = std::move(piece)]() mutable {
          if (self->ended_ || !self->file_) return;
          if (piece.size() < size) return self->finish();  // the file is shorter than it was
          self->file_->bytes -= piece.size();
          self->out_body_ = std::move(piece);
          self->out_ = self->out_body_;
          self->hold(self->out_body_.size());
          self->write();
        });
      });
}

void HttpConnection::write() {
  writing_ = true;
  write_began_ = std::chrono::steady_clock::now();
  arm(core_.options.write_timeout_s);
  const std::string_view piece = out_.substr(0, kWrite_bytes);
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(out_head_),
                                                     asio::buffer(piece.data(), piece.size())};
  asio::async_write(*stream_, buffers,
                    [self = shared_from_this(), count = piece.size()](Code code, size_t) {
                      self->writing_ = false;
                      self->waited_ += std::chrono::steady_clock::now() - self->write_began_;
                      if (self->ended_) return;
                      if (code) return self->finish();
                      self->out_head_.clear();
                      self->out_.remove_prefix(count);
                      self->written();
                    });
}

void HttpConnection::written() {
  if (!out_.empty()) return write();
  disarm();
  if (file_ && file_->bytes > 0) return read_file();
  if (phase_ == Phase::kWriting || last_sent_) return answered();
  pump();
}

void HttpConnection::answered() {
  std::string().swap(out_body_);
  out_ = {};
  hold(0);
  exchange_.reset();
  file_.reset();
  waited_ = {};
  if (!keep_ || core_.stopping || end_of_input_) return linger();
  next_request();
}

void HttpConnection::next_request() {
  reader_ = RequestReader(kHead_bytes, core_.options.body_bytes);
  first_ = false;
  route_ = nullptr;
  head_sent_ = last_sent_ = false;
  enter(Phase::kHead);
  arm(core_.options.idle_timeout_s);
  if (in_.empty()) return read();
  advance();
}

}  // namespace continuo
