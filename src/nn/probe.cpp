#include "nn/probe.h"

#include "base/error.h"

namespace continuo {

Probe Probe::in(std::string_view name, int index) const {
  Probe inner;
  inner.observer_ = observer_;
  inner.parent_ = this;
  inner.name_ = name;
  inner.index_ = index;
  return inner;
}

std::string Probe::path() const {
  std::string text = parent_ == nullptr ? "" : parent_->path();
  if (!name_.empty()) {
    if (!text.empty()) text += '.';
    text += name_;
  }
  if (index_ >= 0) text += '.' + std::to_string(index_);
  return text;
}

Tensor Probe::observe(std::string_view name, const Tensor& tensor) const {
  std::string full = path();
  if (!full.empty()) full += '.';
  full += name;
  Tensor seen = (*observer_)(full, tensor);
  if (seen.shape() != tensor.shape() || seen.dtype() != tensor.dtype()) {
    fail(ErrorKind::kInternal, "probe", "{}: expected the observer to return {}, found {}.", full,
         tensor.shape().text(), seen.shape().text());
  }
  return seen;
}

}  // namespace continuo
