#include "tensor/memory.h"

#include <cstdlib>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "base/error.h"

namespace continuo {

std::shared_ptr<void> aligned_memory(size_t bytes) {
  constexpr size_t kHugePage = size_t{2} << 20;
  const size_t alignment = bytes >= kHugePage ? kHugePage : kMemoryAlignment;
  const size_t padded = (bytes == 0 ? 1 : bytes) + alignment - 1;
  if (padded < bytes) fail(ErrorKind::kInternal, "memory", "{} bytes are too many.", bytes);
  const size_t rounded = padded / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory == nullptr) fail(ErrorKind::kInternal, "memory", "no {} bytes of memory left.", bytes);
#if defined(__linux__)
  if (alignment == kHugePage) madvise(memory, rounded, MADV_HUGEPAGE);
#endif
  return std::shared_ptr<void>(memory, std::free);
}

}  // namespace continuo
