// Counts what a real-time thread must not do: the test program's own malloc, free and locks tell of
// every call made while the trap is armed on their thread.
#pragma once

#include <cstdint>

namespace continuo {

// Sanitisers have their own allocator and locks: there the trap sees nothing, and tests skip.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kRealTimeTrap = false;
#else
inline constexpr bool kRealTimeTrap = true;
#endif

// Armed on this thread for the length of a scope.
class RealTimeTrap {
 public:
  RealTimeTrap();
  ~RealTimeTrap();
  RealTimeTrap(const RealTimeTrap&) = delete;
  RealTimeTrap& operator=(const RealTimeTrap&) = delete;

  uint64_t allocations() const;  // malloc, operator new, free and their kin
  uint64_t locks() const;        // mutexes, read-write locks, waits, sleeps
};

}  // namespace continuo
