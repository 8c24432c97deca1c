#include "tensor/arena.h"

#include <algorithm>

#include "base/error.h"
#include "tensor/memory.h"

namespace continuo {

Arena::Arena(size_t capacity_bytes)
    : memory_(aligned_memory(capacity_bytes)),
      capacity_(capacity_bytes / kMemoryAlignment * kMemoryAlignment) {}

void* Arena::take_bytes(size_t bytes) {
  const size_t rounded = (bytes + kMemoryAlignment - 1) / kMemoryAlignment * kMemoryAlignment;
  if (rounded < bytes || rounded > capacity_ - used_) {
    fail(ErrorKind::kInternal, "arena", "{} bytes do not fit: {} of {} are in use. Size it larger.",
         bytes, used_, capacity_);
  }
  std::byte* memory = static_cast<std::byte*>(memory_.get()) + used_;
  used_ += rounded;
  peak_ = std::max(peak_, used_);
  return memory;
}

Tensor Arena::take(const Shape& shape, DType type) {
  return Tensor::view(take_bytes(bytes_of(type, shape.elements())), shape, type);
}

}  // namespace continuo
