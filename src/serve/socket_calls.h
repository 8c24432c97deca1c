// A handler of a WebSocket and what it is yet to be told: one call after the other, on the workers,
// and a line short enough that a flood is left on the network.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "serve/http.h"
#include "serve/worker_pool.h"

namespace continuo {

class SocketCalls : public std::enable_shared_from_this<SocketCalls> {
 public:
  using Make = std::function<std::unique_ptr<SocketHandler>()>;
  // What a call threw. The calls that wait are dropped then; on_close still comes.
  using Failed = std::function<void(std::exception_ptr)>;

  SocketCalls(WorkerPool& workers, size_t most_bytes, Failed failed);

  void open(Make make);
  // False where no more should be read before `resume` is called, on a worker.
  bool message(std::string bytes, bool binary);
  void on_room(std::function<void()> resume);
  // The last: the handler hears of it after all that came before.
  void closed();

 private:
  struct Message {
    std::string bytes;
    bool binary = false;
  };
  void schedule_locked();
  void turn();
  void call(const std::function<void()>& what);

  WorkerPool& workers_;
  const size_t most_bytes_;
  const Failed failed_;
  std::unique_ptr<SocketHandler> handler_;  // the workers' alone
  bool broken_ = false;                     // likewise

  std::mutex mutex_;
  Make make_;
  std::deque<Message> waiting_;
  size_t bytes_ = 0;
  std::function<void()> resume_;
  bool full_ = false;
  bool closed_ = false;
  bool over_ = false;
  bool scheduled_ = false;
};

}  // namespace continuo
