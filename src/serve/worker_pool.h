// Threads for handlers, and a line of bounded length before them.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace continuo {

class WorkerPool {
 public:
  using Task = std::function<void()>;  // must not throw

  WorkerPool(int threads, size_t waiting);
  ~WorkerPool();  // finishes
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False where as many wait as may, or after finish().
  bool submit(Task task);
  // Whatever waits, and without a place in the line that others could want; for what has bounds of
  // its own. Still taken while finish() runs.
  void submit_always(Task task);

  // Whether a task that comes now must wait.
  bool all_taken() const;
  // Runs what waits, then ends the threads. Not from one of them.
  void finish();
  bool is_own_thread() const;

 private:
  void run();

  const size_t most_waiting_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  struct Waiting {
    Task task;
    bool in_line = false;
  };
  std::deque<Waiting> waiting_;
  size_t line_ = 0;  // of those, how many have a place in the line
  size_t busy_ = 0;  // threads
  bool finishing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace continuo
