// Many tasks of seconds on a few threads, for measurements that take minutes.
#pragma once

#include <cstddef>
#include <functional>

namespace continuo {

// Calls work(worker, task) once for each task in [0, tasks), in their order, on `workers` threads;
// the calling thread is worker 0. Each worker is one thread. `done`, which may be empty, hears how
// many are done after each task, one call at a time. An exception ends the rest and passes through.
void run_tasks(size_t tasks, size_t workers, const std::function<void(size_t, size_t)>& work,
               const std::function<void(size_t)>& done = {});

}  // namespace continuo
