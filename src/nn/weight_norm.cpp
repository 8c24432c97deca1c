#include "nn/weight_norm.h"

#include <cmath>

namespace continuo {

Tensor take_normed_weight(const Weights& weights, const Shape& shape) {
  if (weights.has("weight")) return weights.take("weight", shape);
  const bool older = weights.has("weight_g");
  const Shape lengths{shape[0], 1, 1};
  const Tensor g =
      weights.take(older ? "weight_g" : "parametrizations.weight.original0", lengths).to_f32();
  const Tensor given =
      weights.take(older ? "weight_v" : "parametrizations.weight.original1", shape);
  const Tensor v = given.dtype() == DType::kF32 ? given : given.to_f32();
  Tensor folded = Tensor::zeros(shape);
  float* values = folded.mutable_f32();
  const int64_t size = shape[1] * shape[2];
  share_out(shape[0], weights.pool(), [&](int64_t n) {
    const float* direction = v.f32() + n * size;
    double squares = 0;
    for (int64_t i = 0; i < size; ++i) squares += double{direction[i]} * direction[i];
    if (squares == 0) return;
    const double scale = g.f32()[n] / std::sqrt(squares);
    float* out = values + n * size;
    for (int64_t i = 0; i < size; ++i) out[i] = static_cast<float>(direction[i] * scale);
  });
  return folded;
}

}  // namespace continuo
