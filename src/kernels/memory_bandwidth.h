// How fast this machine reads its memory: what every figure of bytes a second is held against.
#pragma once

#include <cstddef>

#include "kernels/thread_pool.h"
#include "tensor/tensor.h"

namespace continuo {

// Memory that all threads of a pool read, each its own contiguous share. Bandwidth moves by itself
// on a shared machine: probe it between the rounds of what it is compared with.
class BandwidthProbe {
 public:
  // Much more than the caches hold, so that it is the memory that is measured.
  static constexpr size_t kFarBytes = size_t{256} << 20;

  explicit BandwidthProbe(ThreadPool& pool, size_t bytes = kFarBytes);

  // Bytes a second of one pass over the memory (a few milliseconds for kFarBytes).
  double read() const;

 private:
  ThreadPool* pool_;
  Tensor memory_;
};

}  // namespace continuo
