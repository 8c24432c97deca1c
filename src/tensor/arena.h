// Step memory: sized once, handed out in order, given back all at once, so that nothing allocates
// inside a step.
#pragma once

#include <cstddef>
#include <memory>

#include "tensor/tensor.h"

namespace continuo {

class Arena {
 public:
  explicit Arena(size_t capacity_bytes);

  // Borrowed memory, 64-byte aligned, contents undefined, valid until the arena is rewound past it.
  // Throws Error(kInternal) where the arena is full.
  Tensor take(const Shape& shape, DType type = DType::kF32);
  void* take_bytes(size_t bytes);

  void reset() { used_ = 0; }
  size_t used() const { return used_; }
  size_t peak() const { return peak_; }  // the most ever used: what to size it to
  size_t capacity() const { return capacity_; }

  // Gives back at the end of a block everything taken inside it.
  class Scope {
   public:
    explicit Scope(Arena& arena) : arena_(arena), mark_(arena.used_) {}
    ~Scope() { arena_.used_ = mark_; }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Arena& arena_;
    size_t mark_;
  };

 private:
  std::shared_ptr<void> memory_;
  size_t capacity_ = 0;
  size_t used_ = 0;
  size_t peak_ = 0;
};

}  // namespace continuo
