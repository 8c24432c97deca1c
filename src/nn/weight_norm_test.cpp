// Weight norm by hand.
#include "nn/weight_norm.h"

#include <gtest/gtest.h>

#include <algorithm>

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

TEST(WeightNorm, WhatIsFoldedIsTakenAsItIs) {
  TensorMap map;
  map.set("conv.weight", Tensor::from({1, 2, 2}, std::vector<float>{1, 2, 3, 4}).to(DType::kBf16));
  const Weights weights(map);
  const Tensor folded = take_normed_weight(weights.scope("conv"), {1, 2, 2});
  weights.finish();
  EXPECT_EQ(folded.dtype(), DType::kBf16);
  EXPECT_EQ(folded.to_f32().values()[3], 4);
}

// Shared out or not, the same numbers.
TEST(WeightNorm, AnyThreadsFoldTheSame) {
  TensorMap map;
  std::vector<float> v(300 * 6), g(300);
  for (size_t i = 0; i < v.size(); ++i) v[i] = static_cast<float>(i % 17) - 8.3f;
  for (size_t i = 0; i < g.size(); ++i) g[i] = static_cast<float>(i) * 0.01f;
  map.set("weight_v", Tensor::from({300, 2, 3}, v));
  map.set("weight_g", Tensor::from({300, 1, 1}, g));
  ThreadPool pool(2);
  const Tensor alone = take_normed_weight(Weights(map), {300, 2, 3});
  const Tensor shared = take_normed_weight(Weights(map, &pool), {300, 2, 3});
  EXPECT_TRUE(std::equal(alone.values().begin(), alone.values().end(), shared.values().begin()));
}

}  // namespace
}  // namespace continuo
