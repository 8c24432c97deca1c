// In a file of its own: where the compiler sees both sides, it takes our pair for a mismatched one.
#include "models/allocations_test.h"

#include <cstdlib>
#include <new>

namespace continuo {
std::atomic<int64_t> allocations{0};
}  // namespace continuo

void* operator new(size_t size) {
  ++continuo::allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

void* operator new(size_t size, std::align_val_t alignment) {
  ++continuo::allocations;
  const auto line = static_cast<size_t>(alignment);
  if (void* memory = std::aligned_alloc(line, (size + line - 1) / line * line)) return memory;
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }
