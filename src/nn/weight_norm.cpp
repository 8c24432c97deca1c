#include "nn/weight_norm.h"

#include <cmath>

namespace continuo {

Tensor take_normed_weight(const Weights& weights, const Shape& shape) {
  const bool older = weights.has("weight_g");
  const Shape lengths{shape[0], 1, 1};
  const Tensor g =
      weights.take(older ? "weight_g" : "parametrizations.weight.original0", lengths).to_f32();
  const Tensor v =
      weights.take(older ? "weight_v" : "parametrizations.weight.original1", shape).to_f32();
  Tensor folded = Tensor::zeros(shape);
  const int64_t size = shape[1] * shape[2];
  for (int64_t n = 0; n < shape[0]; ++n) {
    const float* direction = v.f32() + n * size;
    double squares = 0;
    for (int64_t i = 0; i < size; ++i) squares += double{direction[i]} * direction[i];
    if (squares == 0) continue;
    const double scale = g.f32()[n] / std::sqrt(squares);
    float* out = folded.mutable_f32() + n * size;
    for (int64_t i = 0; i < size; ++i) out[i] = static_cast<float>(direction[i] * scale);
  }
  return folded;
}

}  // namespace continuo
