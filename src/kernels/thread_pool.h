// Fork-join threads for operations that last microseconds: hot workers spin, idle ones sleep.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace continuo {

// Each thread owns a contiguous share of the tasks and helps the others when it is done, so a
// worker that sleeps or was preempted before it began holds nobody up. Which thread runs a task
// never changes what the task computes.
class ThreadPool {
 public:
  static int default_threads();  // the cores this process may use

  // The calling thread is one of the `threads`; 1 makes no thread at all. Throws Error(kUsage)
  // outside 1 to 256.
  explicit ThreadPool(int threads = default_threads());
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int size() const { return size_; }

  // Calls work(task) once for each task in [0, tasks) and returns when all are done. `work` must
  // not throw. A second caller at the same time, or a call from inside a task, runs its tasks on
  // its own thread. At most 65535 tasks.
  template <typename Work>
  void run(int tasks, Work&& work) {
    if (tasks <= 1 || size_ == 1) {
      for (int task = 0; task < tasks; ++task) work(task);
      return;
    }
    using Plain = std::remove_reference_t<Work>;
    run_erased(
        tasks, [](void* context, int task) { (*static_cast<Plain*>(context))(task); },
        const_cast<std::remove_const_t<Plain>*>(std::addressof(work)));
  }

 private:
  using Function = void (*)(void* context, int task);
  struct State;

  void run_erased(int tasks, Function function, void* context);

  int size_ = 1;
  std::unique_ptr<State> state_;
};

// Calls work(i) once for each i below `count`, in any order: on `pool` where there is one. Items
// that lie together mostly run on one thread.
template <typename Work>
void share_out(int64_t count, ThreadPool* pool, Work&& work) {
  constexpr int64_t kMostTasks = 256;
  const int64_t tasks = pool == nullptr ? 1 : (count < kMostTasks ? count : kMostTasks);
  const auto part = [&](int task) {
    for (int64_t i = count * task / tasks; i < count * (task + 1) / tasks; ++i) work(i);
  };
  if (pool == nullptr) {
    part(0);
  } else {
    pool->run(static_cast<int>(tasks), part);
  }
}

}  // namespace continuo
