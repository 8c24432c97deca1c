// What a server has to say on a WebSocket, until the network takes it: bounded, from any thread.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "serve/http.h"

namespace continuo {

class SocketQueue final : public Socket {
 public:
  struct Message {
    std::string bytes;
    bool binary = false;
  };
  struct Ending {
    int code = 1000;
    std::string reason;
  };

  // `wake` is called whenever there is something new for the network's thread, until shut().
  SocketQueue(size_t most_bytes, std::function<void()> wake);

  bool send_text(std::string text) override;
  bool send_binary(std::string bytes) override;
  void drop_queued_binary() override;
  void close(int code, std::string_view reason) override;
  size_t queued_bytes() const override;

  // For the network's thread. A message is under way, and counts, from next() to written().
  std::optional<Message> next();
  void written(const Message& message);
  // Once nothing is left to be sent.
  std::optional<Ending> ending() const;
  bool closing() const;
  bool overflowed() const;
  // Nothing goes in any more, nothing is woken, what waits is dropped.
  void shut();

 private:
  bool push(std::string bytes, bool binary);
  void wake_locked();

  const size_t most_bytes_;
  mutable std::mutex mutex_;
  std::function<void()> wake_;
  std::deque<Message> waiting_;
  size_t bytes_ = 0;  // with those under way
  std::optional<Ending> ending_;
  bool overflowed_ = false;
  bool shut_ = false;
  bool awake_ = false;  // woken, and next() not yet asked
};

// What a close frame may carry: a code that may be sent, and at most 123 bytes of UTF-8.
SocketQueue::Ending sendable(int code, std::string_view reason);

}  // namespace continuo
