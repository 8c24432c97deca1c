// Loading by name: a scoped view over a checkpoint's tensors that ends in one error naming all that
// is wrong.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernels/thread_pool.h"
#include "tensor/tensor.h"

namespace continuo {

// What a checkpoint offers to a model. Tensors are [shape] in any DType; a mapped file shares its
// memory.
class TensorSource {
 public:
  virtual ~TensorSource() = default;
  virtual std::vector<std::string> names() const = 0;
  // An empty tensor where there is none of this name.
  virtual Tensor find(const std::string& name) const = 0;
  // What stands in for a tensor that is not listed; empty where it is simply missing, as it is in
  // any file.
  virtual Tensor make(const std::string& name, const Shape& shape) const;
  virtual int64_t elements() const = 0;         // of all tensors together
  virtual std::string description() const = 0;  // the file, for messages
};

// The plainest source: tensors in memory (tests, weights made on the spot).
class TensorMap : public TensorSource {
 public:
  void set(const std::string& name, Tensor tensor);
  std::vector<std::string> names() const override;
  Tensor find(const std::string& name) const override;
  int64_t elements() const override;
  std::string description() const override { return "tensors in memory"; }

 private:
  std::vector<std::pair<std::string, Tensor>> tensors_;
};

// weights.scope("decoder").scope("layers", 3).take("fc1.weight", {1280, 320}) takes
// "decoder.layers.3.fc1.weight". The source must outlive the view; what was taken lives on by
// itself.
class Weights {
 public:
  // Layers that repack what they take share that work out to `pool`, where there is one.
  explicit Weights(const TensorSource& source, ThreadPool* pool = nullptr);

  Weights scope(std::string_view name) const;
  Weights scope(std::string_view name, int index) const;
  bool has(std::string_view name) const;
  ThreadPool* pool() const;
  // Marks the tensor used. One that is missing or of another shape is noted for finish() and stands
  // in as zeros.
  Tensor take(std::string_view name, const Shape& shape) const;
  // Marks as used every tensor under this scope whose name starts with `prefix`: known, and not
  // needed.
  void ignore(std::string_view prefix) const;
  // Throws Error(kInput) that lists the missing, the misshapen and the unused tensors of the whole
  // source, if any. Every load ends with it.
  void finish() const;

 private:
  struct Ledger;
  Weights(std::shared_ptr<Ledger> ledger, std::string prefix);

  std::shared_ptr<Ledger> ledger_;
  std::string prefix_;
};

}  // namespace continuo
