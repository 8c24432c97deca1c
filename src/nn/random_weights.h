// Weights made on the spot, of any size: how fast a model is does not depend on what it learned.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kernels/thread_pool.h"
#include "nn/weights.h"

namespace continuo {

// Makes each tensor when it is asked for, by its name and the seed alone, so that no more than one
// is ever held as f32. Values are of the size that training leaves: matrices keep the size of what
// they multiply, norms pass it on, biases and tables are small. Thread: any, one at a time.
class RandomWeights : public TensorSource {
 public:
  // Called after each tensor with the numbers made so far; may throw to give up.
  using OnTensor = std::function<void(int64_t elements)>;

  // `matrices`: a block format in which to make them, where rows are whole blocks. Rounding to it
  // would take longer than all the rest. The pool must outlive the source.
  RandomWeights(uint64_t seed, ThreadPool& pool, DType matrices = DType::kF32,
                OnTensor on_tensor = {});

  // It lists no names and has a tensor for each.
  std::vector<std::string> names() const override { return {}; }
  Tensor find(const std::string&) const override { return {}; }
  Tensor make(const std::string& name, const Shape& shape) const override;
  int64_t elements() const override;  // without bound
  std::string description() const override { return "random weights"; }

 private:
  uint64_t seed_;
  ThreadPool* pool_;
  DType matrices_;
  OnTensor on_tensor_;
  mutable int64_t made_ = 0;
};

}  // namespace continuo
