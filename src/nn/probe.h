// The hook that sees, and may replace, every named intermediate of a model: parity test, debugger
// and steering in one.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "tensor/tensor.h"

namespace continuo {

// at("mlp", x) returns x, or what the observer returns for it. A null probe costs one test of a
// pointer. Probes nest on the stack without building strings: `Probe layer = at.in("layers", 3)`
// names "layers.3.mlp". The observer may write into the tensor, or return another of the same
// shape.
class Probe {
 public:
  using Observer = std::function<Tensor(const std::string& name, const Tensor& tensor)>;

  Probe() = default;
  explicit Probe(const Observer& observer)
      : observer_(&observer) {}  // the observer must outlive the probe

  bool attached() const { return observer_ != nullptr; }
  // The parent must outlive the result.
  Probe in(std::string_view name, int index = -1) const;

  Tensor operator()(std::string_view name, const Tensor& tensor) const {
    return observer_ == nullptr ? tensor : observe(name, tensor);
  }

 private:
  Tensor observe(std::string_view name, const Tensor& tensor) const;
  std::string path() const;

  const Observer* observer_ = nullptr;
  const Probe* parent_ = nullptr;
  std::string_view name_;
  int index_ = -1;
};

}  // namespace continuo
