#include "serve/worker_pool.h"

#include <algorithm>

namespace continuo {

WorkerPool::WorkerPool(int threads, size_t waiting) : most_waiting_(waiting) {
  threads_.reserve(static_cast<size_t>(threads));
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() { finish(); }

bool WorkerPool::submit(Task task) {
  {
    const std::lock_guard guard(mutex_);
    if (finishing_ || line_ >= most_waiting_ + threads_.size() - busy_) return false;
    waiting_.push_back({std::move(task), true});
    ++line_;
  }
  wake_.notify_one();
  return true;
}

void WorkerPool::submit_always(Task task) {
  {
    const std::lock_guard guard(mutex_);
    waiting_.push_back({std::move(task), false});
  }
  wake_.notify_one();
}

bool WorkerPool::all_taken() const {
  const std::lock_guard guard(mutex_);
  return busy_ + line_ >= threads_.size();
}

void WorkerPool::finish() {
  {
    const std::lock_guard guard(mutex_);
    finishing_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool WorkerPool::is_own_thread() const {
  return std::any_of(threads_.begin(), threads_.end(), [](const std::thread& thread) {
    return thread.get_id() == std::this_thread::get_id();
  });
}

void WorkerPool::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return finishing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    Task task = std::move(waiting_.front().task);
    line_ -= waiting_.front().in_line ? 1 : 0;
    waiting_.pop_front();
    ++busy_;
    lock.unlock();
    task();
    task = nullptr;  // what it holds may end with it
    lock.lock();
    --busy_;
  }
}

}  // namespace continuo
