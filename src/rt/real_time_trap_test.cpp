#include "rt/real_time_trap_test.h"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

namespace continuo {

namespace {

struct Trapped {
  bool armed = false;
  uint64_t allocations = 0;
  uint64_t locks = 0;
};
thread_local constinit Trapped trapped;

}  // namespace

RealTimeTrap::RealTimeTrap() { trapped = {true, 0, 0}; }
RealTimeTrap::~RealTimeTrap() { trapped.armed = false; }
uint64_t RealTimeTrap::allocations() const { return trapped.allocations; }
uint64_t RealTimeTrap::locks() const { return trapped.locks; }

}  // namespace continuo

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

// The C library's own, under the names that it keeps for such programs.
extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
void __libc_free(void*);
}

namespace {

void count_allocation() noexcept {
  if (continuo::trapped.armed) ++continuo::trapped.allocations;
}

template <typename Function>
Function* count_lock(Function*& real, const char* name) noexcept {
  if (continuo::trapped.armed) ++continuo::trapped.locks;
  if (real == nullptr) real = reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
  return real;
}

int (*real_mutex_lock)(pthread_mutex_t*);
int (*real_read_lock)(pthread_rwlock_t*);
int (*real_write_lock)(pthread_rwlock_t*);
int (*real_wait)(pthread_cond_t*, pthread_mutex_t*);
int (*real_sleep)(clockid_t, int, const timespec*, timespec*);

}  // namespace

extern "C" {

void* malloc(size_t size) noexcept {
  count_allocation();
  return __libc_malloc(size);
}
void* calloc(size_t count, size_t size) noexcept {
  count_allocation();
  return __libc_calloc(count, size);
}
void* realloc(void* old, size_t size) noexcept {
  count_allocation();
  return __libc_realloc(old, size);
}
void* memalign(size_t alignment, size_t size) noexcept {
  count_allocation();
  return __libc_memalign(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) noexcept {
  count_allocation();
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** out, size_t alignment, size_t size) noexcept {
  count_allocation();
  *out = __libc_memalign(alignment, size);
  return *out == nullptr ? ENOMEM : 0;
}
void free(void* old) noexcept {
  if (old != nullptr) count_allocation();
  __libc_free(old);
}

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  return count_lock(real_mutex_lock, "pthread_mutex_lock")(mutex);
}
int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
  return count_lock(real_read_lock, "pthread_rwlock_rdlock")(lock);
}
int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
  return count_lock(real_write_lock, "pthread_rwlock_wrlock")(lock);
}
int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  return count_lock(real_wait, "pthread_cond_wait")(condition, mutex);
}
int clock_nanosleep(clockid_t clock, int flags, const timespec* until, timespec* left) {
  return count_lock(real_sleep, "clock_nanosleep")(clock, flags, until, left);
}

}  // extern "C"

namespace continuo {
namespace {

volatile size_t of_unknown_size = 100;  // or the compiler leaves an allocation out

TEST(RealTimeTrap, SeesAllocations) {
  const RealTimeTrap trap;
  EXPECT_EQ(trap.allocations(), 0u);
  { const std::vector<char> bytes(of_unknown_size); }
  EXPECT_EQ(trap.allocations(), 2u);  // and its end
  ::free(::malloc(of_unknown_size));
  EXPECT_EQ(trap.allocations(), 4u);
  EXPECT_EQ(trap.locks(), 0u);
}

TEST(RealTimeTrap, SeesLocks) {
  std::mutex mutex;
  std::shared_mutex shared;
  const RealTimeTrap trap;
  { const std::lock_guard lock(mutex); }
  EXPECT_EQ(trap.locks(), 1u);
  { const std::shared_lock lock(shared); }
  { const std::unique_lock lock(shared); }
  EXPECT_EQ(trap.locks(), 3u);
  EXPECT_EQ(trap.allocations(), 0u);
}

TEST(RealTimeTrap, SeesNothingOfOtherThreadsNorOfLater) {
  uint64_t allocations = 0;
  {
    std::mutex mutex;
    std::thread other;
    std::condition_variable changed;
    bool go = false;
    other = std::thread([&] {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return go; });
      const std::vector<char> bytes(of_unknown_size);
    });
    {
      const RealTimeTrap trap;
      {
        const std::lock_guard lock(mutex);
        go = true;
      }
      changed.notify_one();
      EXPECT_EQ(trap.locks(), 1u);
      allocations = trap.allocations();
    }
    other.join();
  }
  EXPECT_EQ(allocations, 0u);
  { const std::vector<char> bytes(of_unknown_size); }
  EXPECT_EQ(RealTimeTrap().allocations(), 0u);
}

}  // namespace
}  // namespace continuo

#endif
