// One request on its way through a handler, between the worker that runs it and the network's
// thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

#include "serve/http.h"
#include "serve/limits.h"

namespace continuo {

struct HttpExchange {
  Request request;
  bool head_only = false;
  bool chunked = true;
  const std::atomic<bool>* stopping = nullptr;

  std::atomic<bool> gone{false};

  // Of a streamed answer.
  std::mutex mutex;
  std::condition_variable room;
  std::optional<Response> head;  // else an event stream's
  std::string pending;           // framed, for the network's thread to take
  bool begun = false;
  bool ended = false;
  bool announced = false;  // the network's thread knows of `pending`

  void leave() {
    const std::lock_guard guard(mutex);
    gone = true;
    room.notify_all();
  }
  void wake() {
    const std::lock_guard guard(mutex);
    room.notify_all();
  }
};

class StreamedAnswer final : public ResponseStream {
 public:
  // `announce` tells the network's thread that there is something to send.
  StreamedAnswer(std::shared_ptr<HttpExchange> exchange, std::function<void()> announce)
      : exchange_(std::move(exchange)), announce_(std::move(announce)) {}

  void begin(Response head) override;
  bool send(std::string_view piece) override;
  bool gone() const override { return exchange_->gone || *exchange_->stopping; }

 private:
  std::shared_ptr<HttpExchange> exchange_;
  std::function<void()> announce_;
};

}  // namespace continuo
