#include "nn/lstm.h"

#include <algorithm>

#include "base/error.h"
#include "kernels/convolution.h"
#include "tensor/memory.h"

namespace continuo {

Lstm::Lstm(const Weights& weights, int64_t size, int64_t layers, DType type) : size_(size) {
  for (int64_t i = 0; i < layers; ++i) {
    const std::string suffix = "_l" + std::to_string(i);
    const Tensor input = weights.take("weight_ih" + suffix, {4 * size, size});
    const Tensor hidden = weights.take("weight_hh" + suffix, {4 * size, size});
    const Tensor given = weights.take("bias_ih" + suffix, {4 * size}).to_f32();
    const Tensor bias = weights.take("bias_hh" + suffix, {4 * size}).to_f32();
    for (int64_t g = 0; g < 4 * size; ++g) bias.mutable_f32()[g] += given.f32()[g];
    layers_.push_back({Linear(input, bias, type, weights.pool()),
                       Linear(hidden, Tensor(), type, weights.pool())});
  }
}

Lstm::State Lstm::start() const {
  const Shape shape{static_cast<int64_t>(layers_.size()), size_};
  return {Tensor::zeros(shape), Tensor::zeros(shape)};
}

Tensor Lstm::operator()(const Tensor& x, State& state, Context& context) const {
  const int64_t T = x.shape().rows();
  if (x.shape().last() != size_ || state.hidden.empty()) {
    fail(ErrorKind::kInternal, "lstm", "expected rows of {} and a state of its own, found {}.",
         size_, x.shape().text());
  }
  Tensor y = context.arena.take({T, size_});
  for (size_t i = 0; i < layers_.size(); ++i) {
    const Arena::Scope scope(context.arena);
    const auto row = static_cast<int64_t>(i);
    const Tensor gates = layers_[i].input(i == 0 ? x : y, context);
    const Tensor kept = state.hidden.slice(row, 1);
    float* cell = state.cell.slice(row, 1).mutable_f32();
    for (int64_t t = 0; t < T; ++t) {
      const Arena::Scope step(context.arena);
      const Tensor given = gates.slice(t, 1);
      const Tensor all =
          layers_[i].hidden(t == 0 ? kept : y.slice(t - 1, 1), context, {.residual = &given});
      lstm_cell(y.mutable_f32() + t * size_, cell, all.f32(), size_);
    }
    if (T > 0) std::copy_n(y.f32() + (T - 1) * size_, size_, kept.mutable_f32());
  }
  return y;
}

size_t Lstm::arena_bytes(int64_t T) const {
  const Layer& layer = layers_.front();
  return static_cast<size_t>(T * size_) * sizeof(float) + layer.input.arena_bytes(T) +
         layer.hidden.arena_bytes(1) + 4 * kMemoryAlignment;
}

}  // namespace continuo
