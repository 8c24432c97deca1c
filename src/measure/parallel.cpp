#include "measure/parallel.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace continuo {

void run_tasks(size_t tasks, size_t workers, const std::function<void(size_t, size_t)>& work,
               const std::function<void(size_t)>& done) {
  std::atomic<size_t> next{0};
  std::mutex mutex;
  size_t finished = 0;
  std::exception_ptr problem;
  const auto run = [&](size_t worker) {
    try {
      for (size_t task = next++; task < tasks; task = next++) {
        work(worker, task);
        const std::lock_guard lock(mutex);
        ++finished;
        if (done) done(finished);
      }
    } catch (...) {
      next = tasks;
      const std::lock_guard lock(mutex);
      if (!problem) problem = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  for (size_t worker = 1; worker < workers && worker < tasks; ++worker)
    threads.emplace_back(run, worker);
  run(0);
  for (std::thread& thread : threads) thread.join();
  if (problem) std::rethrow_exception(problem);
}

}  // namespace continuo
