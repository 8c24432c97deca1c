// Weight norm by hand.
#include "nn/weight_norm.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace continuo {
namespace {

TEST(WeightNorm, FoldsBothSpellings) {
  const std::vector<float> v = {3, 0, 4, 0, 0, 0, 1, 1, -1, 1, 0, 0};
  const std::vector<float> g = {10, 7};
  for (const bool older : {false, true}) {
    TensorMap map;
    map.set(older ? "conv.weight_v" : "conv.parametrizations.weight.original1",
            Tensor::from({2, 2, 3}, v));
    map.set(older ? "conv.weight_g" : "conv.parametrizations.weight.original0",
            Tensor::from({2, 1, 1}, g));
    const Weights weights(map);
    const Tensor folded = take_normed_weight(weights.scope("conv"), {2, 2, 3});
    weights.finish();
    EXPECT_FLOAT_EQ(folded.f32()[0], 6);
    EXPECT_FLOAT_EQ(folded.f32()[2], 8);
    EXPECT_FLOAT_EQ(folded.f32()[8], -3.5);
  }
  const TensorMap none;
  const Weights weights(none);
  EXPECT_EQ(take_normed_weight(weights, {2, 1, 3}).f32()[0], 0);
  try {
    weights.finish();
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("parametrizations.weight.original0 [2, 1, 1]"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace continuo
