#include "serve/background.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <exception>
#include <thread>

namespace continuo {

void run_in_background(const std::function<void()>& work) {
  constexpr int kNice = 10;
  std::exception_ptr thrown;
  std::thread thread([&] {
    // Of this thread alone, as Linux counts it. A thread cannot take it back, so it is a new one.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kNice);
    try {
      work();
    } catch (...) {
      thrown = std::current_exception();
    }
  });
  thread.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace continuo
