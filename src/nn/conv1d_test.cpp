// Convolutions over time against the plain form over a sequence that the test pads itself, whole
// and in random pieces.
#include "nn/conv1d.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/rng.h"
#include "kernels/reference.h"
#include "kernels/test_support.h"

namespace continuo {
namespace {

using Sizes = Conv1d::Sizes;

class Convolutions : public ::testing::Test {
 protected:
  Context context() {
    arena_.reset();
    return {pool_, arena_};
  }

  // Random pieces, some of them empty; the last may be too.
  template <class Layer>
  std::vector<float> in_pieces(const Layer& layer, const std::vector<float>& x, Prepare prepare,
                               Rng& rng) {
    auto state = layer.start();
    Arena arena(layer.arena_bytes(40));  // throws where that is too little
    const int64_t channels = layer.sizes().inputs;
    const auto T = static_cast<int64_t>(x.size()) / channels;
    std::vector<float> y;
    for (int64_t begin = 0, last = 0; last == 0;) {
      const int64_t n = std::min<int64_t>(T - begin, rng.range(0, rng.chance(0.5) ? 3 : 40));
      last = begin + n == T && rng.chance(0.7) ? 1 : 0;
      const Tensor piece = Tensor::from(
          {n, channels}, {x.data() + begin * channels, static_cast<size_t>(n * channels)});
      arena.reset();
      Context with{pool_, arena};
      const Tensor out = layer(piece, state, {prepare, last == 1}, with);
      EXPECT_LE(out[0], layer.most_rows(n));
      y.insert(y.end(), out.values().begin(), out.values().end());
      begin += n;
    }
    return y;
  }

  ThreadPool pool_{2};
  Arena arena_{size_t{16} << 20};
};

// The rule in the words of the reference: pad with what is there; a sequence not longer than its
// padding is first followed by zeros, and as much is cut off after.
std::vector<float> padded(std::vector<float> x, int64_t C, int64_t left, int64_t right,
                          Padding padding) {
  auto T = static_cast<int64_t>(x.size()) / C;
  const int64_t most = std::max(left, right);
  const int64_t extra = padding == Padding::kReflect && T <= most ? most - T + 1 : 0;
  x.resize(x.size() + static_cast<size_t>(extra * C));
  T += extra;
  std::vector<float> out;
  for (int64_t t = -left; t < T + right - extra; ++t) {
    int64_t from = t;
    if (padding == Padding::kReflect && from < 0) from = -from;
    if (padding == Padding::kReflect && from >= T) from = 2 * (T - 1) - from;
    for (int64_t c = 0; c < C; ++c)
      out.push_back(from < 0 || from >= T ? 0.0f : x[static_cast<size_t>(from * C + c)]);
  }
  return out;
}

struct Weighted {
  Weighted(const Shape& shape, int64_t outputs, uint64_t seed)
      : weight(Tensor::from(shape, random_values(shape.elements(), seed))),
        bias(Tensor::from({outputs}, random_values(outputs, seed + 1))) {}
  Tensor weight, bias;
};

std::vector<float> expected_conv(const std::vector<float>& x, const Weighted& weights,
                                 const Sizes& sizes, const ConvPadding& padding) {
  const auto T = static_cast<int64_t>(x.size()) / sizes.inputs;
  const int64_t total = (sizes.kernel - 1) * sizes.dilation + 1 - sizes.stride;
  const int64_t frames = (T + sizes.stride - 1) / sizes.stride;
  const int64_t right = (padding.causal ? 0 : total / 2) + frames * sizes.stride - T;
  const int64_t left = padding.causal ? total : total - total / 2;
  const auto wide = padded(x, sizes.inputs, left, right, padding.padding);
  std::vector<float> y(static_cast<size_t>(frames * sizes.outputs));
  reference::conv1d(y.data(), wide.data(), weights.weight.f32(), weights.bias.f32(),
                    {static_cast<int64_t>(wide.size()) / sizes.inputs, sizes.inputs, sizes.outputs,
                     sizes.kernel, sizes.stride, sizes.dilation});
  return y;
}

TEST_F(Convolutions, MatchThePlainFormWholeAndInPieces) {
  Rng rng(1);
  for (int round = 0; round < 300; ++round) {
    Sizes sizes;
    sizes.inputs = rng.range(1, 9);
    sizes.outputs = rng.range(1, 40);
    if (rng.chance(0.3)) {
      sizes.stride = rng.range(1, 8);
      sizes.kernel = 2 * sizes.stride;
    } else {
      sizes.kernel = rng.range(1, 7);
      sizes.dilation = rng.range(1, 3);
    }
    const ConvPadding padding{rng.chance(0.5),
                              rng.chance(0.5) ? Padding::kReflect : Padding::kZeros};
    const Weighted weights({sizes.outputs, sizes.inputs, sizes.kernel}, sizes.outputs, rng.next());
    const Conv1d layer(weights.weight, weights.bias, sizes, padding, DType::kF32);
    const int64_t T = rng.range(1, rng.chance(0.5) ? 12 : 150);
    const auto x = random_values(T * sizes.inputs, rng.next());
    SCOPED_TRACE(fmt::format("round {}: T {} k {} s {} d {} causal {} reflect {}", round, T,
                             sizes.kernel, sizes.stride, sizes.dilation, padding.causal,
                             padding.padding == Padding::kReflect));

    auto state = layer.start();
    Context with = context();
    const Tensor y = layer(Tensor::from({T, sizes.inputs}, x), state, {}, with);
    const std::vector<float> whole(y.values().begin(), y.values().end());
    const auto expected = expected_conv(x, weights, sizes, padding);
    ASSERT_EQ(whole.size(), expected.size());
    ASSERT_LT(error_of(whole, expected), 1e-5);
    ASSERT_EQ(in_pieces(layer, x, Prepare::kCopy, rng), whole);
  }
}

TEST_F(Convolutions, TransposedOnesMatchThePlainFormWholeAndInPieces) {
  Rng rng(2);
  for (int round = 0; round < 200; ++round) {
    Sizes sizes;
    sizes.inputs = rng.range(1, 9);
    sizes.outputs = rng.range(1, 20);
    sizes.stride = rng.range(1, 8);
    sizes.kernel = sizes.stride * rng.range(1, 3);
    ConvPadding padding;
    padding.causal = rng.chance(0.5);
    if (padding.causal) padding.trim_right = rng.uniform();
    const Weighted weights({sizes.inputs, sizes.outputs, sizes.kernel}, sizes.outputs, rng.next());
    const ConvTranspose1d layer(weights.weight, weights.bias, sizes, padding, DType::kF32);
    const int64_t T = rng.range(1, 60);
    const auto x = random_values(T * sizes.inputs, rng.next());

    std::vector<float> full(
        static_cast<size_t>(((T - 1) * sizes.stride + sizes.kernel) * sizes.outputs));
    reference::conv_transpose1d(full.data(), x.data(), weights.weight.f32(), weights.bias.f32(),
                                {T, sizes.inputs, sizes.outputs, sizes.kernel, sizes.stride, 1});
    const int64_t surplus = sizes.kernel - sizes.stride;
    const int64_t right =
        padding.causal
            ? static_cast<int64_t>(std::ceil(static_cast<double>(surplus) * padding.trim_right))
            : surplus / 2;
    const std::vector<float> expected(full.begin() + (surplus - right) * sizes.outputs,
                                      full.end() - right * sizes.outputs);
    auto state = layer.start();
    Context with = context();
    const Tensor y = layer(Tensor::from({T, sizes.inputs}, x), state, {}, with);
    const std::vector<float> whole(y.values().begin(), y.values().end());
    ASSERT_EQ(whole.size(), expected.size()) << round;
    ASSERT_EQ(static_cast<int64_t>(whole.size()), T * sizes.stride * sizes.outputs);
    ASSERT_LT(error_of(whole, expected), 1e-5) << round;
    ASSERT_EQ(in_pieces(layer, x, Prepare::kCopy, rng), whole) << round;
  }
}

// bf16 rounds weights and inputs to 8 bits of mantissa, and is as indifferent to pieces.
TEST_F(Convolutions, Bf16StaysWithinItsRounding) {
  Rng rng(3);
  for (const int64_t dilation : {1, 2}) {
    const Sizes sizes{.inputs = 6, .outputs = 33, .kernel = 3, .dilation = dilation};
    const Weighted weights({33, 6, 3}, 33, 4);
    const Conv1d layer(weights.weight, weights.bias, sizes, {false, Padding::kReflect},
                       DType::kBf16);
    const auto x = random_values(70 * 6, 5);
    std::vector<float> bent(x.size());
    for (size_t i = 0; i < x.size(); ++i)
      bent[i] = static_cast<float>(reference::elu(double{x[i]}));
    auto state = layer.start();
    Context with = context();
    const Tensor y = layer(Tensor::from({70, 6}, x), state, {Prepare::kElu, true}, with);
    const std::vector<float> whole(y.values().begin(), y.values().end());
    EXPECT_LT(error_of(whole, expected_conv(bent, weights, sizes, {false, Padding::kReflect})),
              1e-2);
    EXPECT_EQ(in_pieces(layer, x, Prepare::kElu, rng), whole);
  }
}

TEST_F(Convolutions, AStateServesOneSequenceAfterAnother) {
  const Weighted weights({5, 2, 7}, 5, 6);
  const Conv1d layer(weights.weight, weights.bias, {.inputs = 2, .outputs = 5, .kernel = 7},
                     {false, Padding::kReflect}, DType::kF32);
  auto state = layer.start();
  std::vector<std::vector<float>> results;
  for (int round = 0; round < 2; ++round) {
    Context with = context();
    const Tensor y = layer(Tensor::from({9, 2}, random_values(18, 7)), state, {}, with);
    results.emplace_back(y.values().begin(), y.values().end());
  }
  EXPECT_EQ(results[0], results[1]);
  Context with = context();
  EXPECT_EQ(layer(Tensor::zeros({0, 2}), state, {}, with)[0], 0);  // an empty sequence
}

TEST_F(Convolutions, NormsOverTimeMatchAndRefusePieces) {
  TensorMap map;
  map.set("weight", Tensor::from({3}, random_values(3, 8)));
  map.set("bias", Tensor::from({3}, random_values(3, 9)));
  const Weighted weights({3, 2, 3}, 3, 10);
  const Sizes sizes{.inputs = 2, .outputs = 3, .kernel = 3};
  const Conv1d layer(weights.weight, weights.bias, sizes, {}, DType::kF32,
                     TimeNorm(Weights(map), 3));
  const auto x = random_values(40, 11);
  auto expected = expected_conv(x, weights, sizes, {});
  double mean = 0, variance = 0;
  for (const float v : expected) mean += v / 60.0;
  for (const float v : expected) variance += (v - mean) * (v - mean) / 60.0;
  for (size_t i = 0; i < 60; ++i) {
    expected[i] = static_cast<float>((expected[i] - mean) / std::sqrt(variance + 1e-5) *
                                         map.find("weight").f32()[i % 3] +
                                     map.find("bias").f32()[i % 3]);
  }
  auto state = layer.start();
  Context with = context();
  const Tensor y = layer(Tensor::from({20, 2}, x), state, {}, with);
  EXPECT_LT(error_of({y.values().begin(), y.values().end()}, expected), 1e-5);
  EXPECT_THROW(layer(Tensor::from({20, 2}, x), state, {.last = false}, with), Error);
}

TEST_F(Convolutions, WrongTensorsAreRefused) {
  const Weighted weights({5, 2, 6}, 5, 12);
  EXPECT_THROW(Conv1d(weights.weight, weights.bias, {.inputs = 3, .outputs = 5, .kernel = 6}, {},
                      DType::kF32),
               Error);
  EXPECT_THROW(Conv1d(weights.weight, Tensor::zeros({4}), {.inputs = 2, .outputs = 5, .kernel = 6},
                      {}, DType::kF32),
               Error);
  EXPECT_THROW(Conv1d(weights.weight, weights.bias,
                      {.inputs = 2, .outputs = 5, .kernel = 6, .stride = 7}, {}, DType::kF32),
               Error);
  EXPECT_THROW(
      ConvTranspose1d(weights.weight, Tensor::zeros({2}),
                      {.inputs = 5, .outputs = 2, .kernel = 6, .stride = 4}, {}, DType::kF32),
      Error);
}

}  // namespace
}  // namespace continuo
