#include "nn/random_weights.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "nn/layers.h"

namespace continuo {
namespace {

std::vector<float> values_of(const Tensor& tensor) {
  return {tensor.values().begin(), tensor.values().end()};
}

double deviation_of(const Tensor& tensor, double middle) {
  double squares = 0;
  for (const float value : tensor.values()) squares += (value - middle) * (value - middle);
  return std::sqrt(squares / static_cast<double>(tensor.shape().elements()));
}

TEST(RandomWeights, ATensorDependsOnSeedAndNameAlone) {
  ThreadPool one(1), three(3);
  const RandomWeights weights(7, one), again(7, three), other(8, one);
  const Shape shape{301, 97};
  const std::vector<float> first = values_of(weights.make("a.weight", shape));
  weights.make("b.weight", shape);
  EXPECT_EQ(values_of(weights.make("a.weight", shape)), first);
  EXPECT_EQ(values_of(again.make("a.weight", shape)), first);
  EXPECT_NE(values_of(other.make("a.weight", shape)), first);
  EXPECT_NE(values_of(weights.make("b.weight", shape)), first);
}

TEST(RandomWeights, AreOfTheSizeThatTheirPlaceAsksFor) {
  ThreadPool pool(2);
  const RandomWeights weights(1, pool);
  const Tensor matrix = weights.make("layers.3.fc1.weight", {400, 256});
  EXPECT_NEAR(deviation_of(matrix, 0), 1.0 / 16, 0.001);
  const Tensor convolution = weights.make("conv.parametrizations.weight.original1", {64, 32, 8});
  EXPECT_NEAR(deviation_of(convolution, 0), 1.0 / 16, 0.001);
  EXPECT_NEAR(deviation_of(weights.make("final_layer_norm.weight", {5000}), 1), 0.02, 0.001);
  EXPECT_NEAR(deviation_of(weights.make("fc1.bias", {5000}), 0), 0.02, 0.001);
  // No two stretches are alike.
  const auto all = matrix.values();
  EXPECT_FALSE(std::equal(all.begin(), all.begin() + 1000, all.begin() + 16384));
}

TEST(RandomWeights, MatricesMayBeMadeInBlocks) {
  ThreadPool pool(2);
  for (const DType type : {DType::kQ8_0, DType::kQ4_0}) {
    const RandomWeights weights(1, pool, type);
    const Tensor matrix = weights.make("fc1.weight", {400, 256});
    ASSERT_EQ(matrix.dtype(), type);
    const Tensor values = matrix.to_f32();
    EXPECT_NEAR(deviation_of(values, 0), 1.0 / 16, 0.001);
    double sum = 0;
    for (const float value : values.values()) sum += value;
    EXPECT_NEAR(sum / 102400, 0, 0.001);
    // The same on any threads; others by another name.
    ThreadPool one(1);
    const RandomWeights again(1, one, type);
    EXPECT_EQ(values_of(again.make("fc1.weight", {400, 256}).to_f32()), values_of(values));
    EXPECT_NE(values_of(again.make("fc2.weight", {400, 256}).to_f32()), values_of(values));
    // What is no matrix of whole blocks is made as ever.
    EXPECT_EQ(weights.make("fc1.bias", {256}).dtype(), DType::kF32);
    EXPECT_EQ(weights.make("projection.weight", {256, 12}).dtype(), DType::kF32);
    // The kernel's form moves the levels, and does not round them again.
    const PackedMatrix packed = PackedMatrix::pack(matrix, type, &pool);
    std::vector<float> row(256);
    packed.unpack_row(399, row);
    EXPECT_TRUE(std::equal(row.begin(), row.end(), values.f32() + 399 * 256));
  }
}

TEST(RandomWeights, AnyLayerLoadsFromThem) {
  ThreadPool pool(2);
  int64_t told = 0;
  const RandomWeights source(3, pool, DType::kF32, [&](int64_t elements) { told = elements; });
  const Weights weights(source, &pool);
  EXPECT_FALSE(weights.has("fc1.weight"));
  const Linear linear(weights.scope("fc1"), 96, 64, DType::kQ8_0, Linear::Bias::kRequired);
  const LayerNorm norm(weights.scope("layer_norm"), 96);
  EXPECT_EQ(told, 96 * 64 + 64 + 2 * 96);
  weights.ignore("audio_encoder.");
  EXPECT_NO_THROW(weights.finish());
}

TEST(RandomWeights, TheListenerMayGiveUp) {
  ThreadPool pool(1);
  const RandomWeights source(3, pool, DType::kF32,
                             [](int64_t) { fail(ErrorKind::kCancelled, "test", "."); });
  EXPECT_THROW(source.make("a", {2, 2}), Error);
}

TEST(TensorSource, AFileMakesNothing) {
  TensorMap map;
  map.set("a", Tensor::zeros({2}));
  EXPECT_TRUE(map.make("b", {2}).empty());
  const Weights weights(map);
  weights.take("a", {2});
  weights.take("b", {2});
  EXPECT_THROW(weights.finish(), Error);
}

}  // namespace
}  // namespace continuo
