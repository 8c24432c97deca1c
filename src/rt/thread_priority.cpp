#include "rt/thread_priority.h"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace continuo {

namespace {

constexpr int kNice = -11;  // as sound servers ask for

}  // namespace

bool prefer_this_thread() noexcept {
  sched_param parameters{};
  parameters.sched_priority = sched_get_priority_min(SCHED_RR);
  if (pthread_setschedparam(pthread_self(), SCHED_RR, &parameters) == 0) return true;
  // Linux knows niceness by thread.
  const auto thread = static_cast<id_t>(syscall(SYS_gettid));
  return setpriority(PRIO_PROCESS, thread, kNice) == 0;
}

}  // namespace continuo
