// What a forward pass needs besides weights and inputs: threads and step memory.
#pragma once

#include "kernels/thread_pool.h"
#include "tensor/arena.h"

namespace continuo {

// Layers take their results from `arena`; the caller resets it between steps, or bounds a part with
// Arena::Scope.
struct Context {
  ThreadPool& pool;
  Arena& arena;
};

}  // namespace continuo
