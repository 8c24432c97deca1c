// Each operation against its plain form: on every instruction set here, on awkward sizes, for one to four threads.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "kernels/elementwise.h"
#include "kernels/matmul.h"
#include "kernels/reference.h"
#include "kernels/test_support.h"

namespace continuo {
namespace {

using Kernels = OnEachTarget;
INSTANTIATE_TEST_SUITE_P(Targets, Kernels, ::testing::ValuesIn(kernel_targets()), target_name);

struct Product {
  std::vector<float> x, weight, bias, residual;
  int64_t M, N, K;

  Product(int64_t rows, int64_t outputs, int64_t inputs, uint64_t seed)
      : x(random_values(rows * inputs, seed)),
        weight(random_values(outputs * inputs, seed + 1)),
        bias(random_values(outputs, seed + 2)),
        residual(random_values(rows * outputs, seed + 3)),
        M(rows),
        N(outputs),
        K(inputs) {}

  PackedMatrix packed(DType type) const {
    return PackedMatrix::pack(Tensor::from({N, K}, weight), type);
  }
  Epilogue epilogue(Activation activation) const {
    return {bias.data(), activation, residual.data()};
  }

  std::vector<float> run(DType type, const Epilogue& with, Arena& arena, ThreadPool& pool) const {
    std::vector<float> y(static_cast<size_t>(M * N), std::numeric_limits<float>::quiet_NaN());
    matmul(y.data(), x.data(), packed(type), M, with, arena, pool);
    return y;
  }
  std::vector<float> expected(const std::vector<float>& weights, const Epilogue& with) const {
    std::vector<float> y(static_cast<size_t>(M * N));
    reference::matmul(y.data(), x.data(), weights.data(), M, N, K, with);
    return y;
  }
};

struct Sizes {
  int64_t M, N, K;
};
const std::vector<Sizes> kSizes = {{1, 1, 1},     {1, 3, 17},    {2, 17, 3},    {3, 31, 33},
                                   {4, 33, 31},   {5, 64, 100},  {1, 100, 64},  {2, 320, 320},
                                   {7, 1000, 33}, {2, 96, 1000}, {17, 33, 100}, {100, 65, 64},
                                   {131, 40, 31}};

TEST_P(Kernels, F32ProductsMatch) {
  for (const auto& [M, N, K] : kSizes) {
    const Product product(M, N, K, 7);
    const Epilogue epilogue = product.epilogue(Activation::kNone);
    EXPECT_LT(error_of(product.run(DType::kF32, epilogue, arena_, pool_),
                       product.expected(product.weight, epilogue)),
              1e-5)
        << M << " " << N << " " << K;
  }
}

TEST_P(Kernels, EpiloguesApplyInOrder) {
  const Product product(3, 50, 40, 11);
  for (const Activation activation :
       {Activation::kNone, Activation::kRelu, Activation::kGelu, Activation::kSilu}) {
    for (const bool bias : {false, true}) {
      for (const bool residual : {false, true}) {
        Epilogue epilogue;
        epilogue.activation = activation;
        if (bias) epilogue.bias = product.bias.data();
        if (residual) epilogue.residual = product.residual.data();
        EXPECT_LT(error_of(product.run(DType::kF32, epilogue, arena_, pool_),
                           product.expected(product.weight, epilogue)),
                  1e-5);
      }
    }
  }
}

TEST_P(Kernels, ResidualMayBeTheOutput) {
  const Product product(2, 320, 64, 12);
  std::vector<float> y = product.residual;
  const Epilogue epilogue{product.bias.data(), Activation::kNone, y.data()};
  matmul(y.data(), product.x.data(), product.packed(DType::kF32), product.M, epilogue, arena_,
         pool_);
  EXPECT_EQ(y, product.run(DType::kF32, product.epilogue(Activation::kNone), arena_, pool_));
}

// Against the rounded weights only the activations' rounding is left: 8 bits of mantissa, half an ulp: 2^-9 each.
TEST_P(Kernels, Bf16ProductsMatchRoundedWeights) {
  for (const auto& [M, N, K] : kSizes) {
    const Product product(M, N, K, 21);
    const PackedMatrix packed = product.packed(DType::kBf16);
    std::vector<float> rounded(product.weight.size());
    for (int64_t n = 0; n < N; ++n) {
      packed.unpack_row(n, {rounded.data() + n * K, static_cast<size_t>(K)});
    }
    EXPECT_LT(error_of(rounded, product.weight), 1.0 / 256);
    const Epilogue epilogue;
    const auto found = product.run(DType::kBf16, epilogue, arena_, pool_);
    const auto expected = product.expected(rounded, epilogue);
    for (int64_t i = 0; i < M * N; ++i) {
      double magnitude = 0;
      for (int64_t k = 0; k < K; ++k) {
        magnitude += std::abs(double{product.x[static_cast<size_t>(i / N * K + k)]} *
                              rounded[static_cast<size_t>(i % N * K + k)]);
      }
      EXPECT_LE(std::abs(found[static_cast<size_t>(i)] - expected[static_cast<size_t>(i)]),
                magnitude / 500 + 1e-6);
    }
  }
}

// Each activation is within half a step (peak/254) of its block; each weight is exact after rounding. So an output is
// off by at most the sum over blocks of peak(x)/254 * sum|w|, plus f32's own.
void expect_within_bound(DType type, double weight_error, Arena& arena, ThreadPool& pool) {
  for (const auto& [M, N, K] : kSizes) {
    const Product product(M, N, K, 31);
    const PackedMatrix packed = product.packed(type);
    std::vector<float> rounded(product.weight.size());
    for (int64_t n = 0; n < N; ++n) {
      packed.unpack_row(n, {rounded.data() + n * K, static_cast<size_t>(K)});
    }
    EXPECT_LT(error_of(rounded, product.weight), weight_error);
    const Epilogue epilogue = product.epilogue(Activation::kNone);
    const auto found = product.run(type, epilogue, arena, pool);
    const auto expected = product.expected(rounded, epilogue);
    for (int64_t m = 0; m < M; ++m) {
      for (int64_t n = 0; n < N; ++n) {
        double bound = 0;
        for (int64_t block = 0; block < K; block += 32) {
          double peak = 0;
          double sum = 0;
          for (int64_t k = block; k < std::min(K, block + 32); ++k) {
            peak = std::max(peak, std::abs(double{product.x[static_cast<size_t>(m * K + k)]}));
            sum += std::abs(double{rounded[static_cast<size_t>(n * K + k)]});
          }
          bound += peak / 254 * sum;
        }
        const auto i = static_cast<size_t>(m * N + n);
        ASSERT_LE(std::abs(found[i] - expected[i]), bound * 1.001 + 1e-5)
            << M << " " << N << " " << K;
      }
    }
  }
}

TEST_P(Kernels, BlockProductsStayWithinTheirBound) {
  // Weights of q8_0: half a step of peak/127, plus fp16's rounding of the scale. Of q4_0: two steps
  // of peak/9, the smallest scale tried, for the opposite extreme, which has seven levels.
  expect_within_bound(DType::kQ8_0, 0.5 / 127 + 1.0 / 2048, arena_, pool_);
  expect_within_bound(DType::kQ4_0, 2.0 / 9 + 1e-3, arena_, pool_);
}

// The byte products must not saturate anywhere: all weights and activations at full scale, of every sign.
TEST_P(Kernels, Q8TakesExtremes) {
  for (const float w : {-1.0f, 1.0f}) {
    for (const float a : {-1.0f, 1.0f}) {
      Product product(3, 33, 96, 1);
      std::fill(product.weight.begin(), product.weight.end(), w);
      std::fill(product.x.begin(), product.x.end(), a);
      for (const float y : product.run(DType::kQ8_0, {}, arena_, pool_))
        EXPECT_NEAR(y, w * a * 96, 0.05);
    }
  }
}

// Levels equal the numbers where each block's extreme is the format's: the product is then exact integer arithmetic.
TEST_P(Kernels, BlocksAreExactOnWholeNumbers) {
  Rng rng(5);
  for (const auto& [type, lowest, highest] :
       {std::tuple{DType::kQ8_0, -127, 127}, std::tuple{DType::kQ4_0, -8, 7}}) {
    Product product(4, 40, 64, 1);
    for (size_t i = 0; i < product.x.size(); ++i)
      product.x[i] = i % 32 == 0 ? 127.0f : static_cast<float>(rng.range(-127, 127));
    for (size_t i = 0; i < product.weight.size(); ++i) {
      const int64_t level = i % 32 == 0 ? lowest : rng.range(lowest, highest);
      product.weight[i] = static_cast<float>(level);
    }
    EXPECT_EQ(product.run(type, {}, arena_, pool_), product.expected(product.weight, {}));
  }
}

TEST_P(Kernels, RowsDoNotDependOnTheirCompanyNorOnThreads) {
  for (const DType type : {DType::kF32, DType::kBf16, DType::kQ8_0, DType::kQ4_0}) {
    const Product product(150, 100, 95, 41);
    const PackedMatrix packed = product.packed(type);
    const Epilogue epilogue = product.epilogue(Activation::kGelu);
    ThreadPool one(1);
    const auto expected = product.run(type, epilogue, arena_, one);
    for (const int threads : {2, 4}) {
      ThreadPool pool(threads);
      EXPECT_EQ(product.run(type, epilogue, arena_, pool), expected);
    }
    for (const int64_t m : {0, 3, 149}) {
      std::vector<float> row(100);
      Epilogue one_row = epilogue;
      one_row.residual += m * 100;
      matmul(row.data(), product.x.data() + m * 95, packed, 1, one_row, arena_, one);
      EXPECT_TRUE(std::equal(row.begin(), row.end(), expected.begin() + m * 100));
    }
  }
}

TEST_P(Kernels, NormsAndSoftmaxMatch) {
  for (const int64_t D : {1, 3, 17, 31, 33, 64, 100, 320, 1000}) {
    const int64_t R = D == 320 ? 200 : 3;  // enough for several tasks
    auto x = random_values(R * D, 51, 4.0);
    for (float& value : x) value += 3.0f;
    const auto gain = random_values(D, 52);
    const auto bias = random_values(D, 53);
    std::vector<float> found(x.size());
    std::vector<float> expected(x.size());
    layer_norm(found.data(), x.data(), gain.data(), bias.data(), 1e-5f, R, D, pool_);
    reference::layer_norm(expected.data(), x.data(), gain.data(), bias.data(), 1e-5f, R, D);
    EXPECT_LT(error_of(found, expected), 1e-5) << D;
    rms_norm(found.data(), x.data(), gain.data(), 1e-6f, R, D, pool_);
    reference::rms_norm(expected.data(), x.data(), gain.data(), 1e-6f, R, D);
    EXPECT_LT(error_of(found, expected), 1e-5) << D;
    softmax(found.data(), x.data(), R, D, pool_);
    reference::softmax(expected.data(), x.data(), R, D);
    EXPECT_LT(error_of(found, expected), 1e-5) << D;
    softmax(x.data(), x.data(), R, D, pool_);
    EXPECT_EQ(x, found);
  }
}

TEST_P(Kernels, SoftmaxTakesExtremes) {
  std::vector<float> x = {1e30f, -1e30f, 1e30f};
  softmax(x.data(), x.data(), 1, 3, pool_);
  EXPECT_EQ(x, (std::vector<float>{0.5f, 0.0f, 0.5f}));
}

TEST_P(Kernels, ActivationsMatch) {
  std::vector<float> x;
  for (int i = -2000; i <= 2000; ++i) x.push_back(static_cast<float>(i) * 0.01f);
  for (const Activation activation :
       {Activation::kNone, Activation::kRelu, Activation::kGelu, Activation::kSilu}) {
    std::vector<float> found(x.size());
    activate(found.data(), x.data(), activation, static_cast<int64_t>(x.size()), pool_);
    for (size_t i = 0; i < x.size(); ++i) {
      EXPECT_NEAR(found[i], reference::activate(activation, x[i]), 1e-6 * (1 + std::abs(x[i])))
          << x[i];
    }
  }
}

TEST_P(Kernels, SumsAndEmbeddings) {
  for (const int64_t D : {1, 17, 64, 100, 40000}) {
    const auto a = random_values(D, 61);
    const auto b = random_values(D, 62);
    std::vector<float> sum(a.size());
    std::vector<float> product(a.size());
    add(sum.data(), a.data(), b.data(), D, pool_);
    multiply(product.data(), a.data(), b.data(), D, pool_);
    for (size_t i = 0; i < a.size(); ++i) {
      ASSERT_EQ(sum[i], a[i] + b[i]);
      ASSERT_EQ(product[i], a[i] * b[i]);
    }
  }
  const auto first = random_values(5 * 33, 63);
  const auto second = random_values(9 * 33, 64);
  const std::vector<const float*> tables = {first.data(), second.data()};
  const std::vector<int32_t> codes = {4, 7};
  std::vector<float> out(33);
  embedding_sum(out.data(), tables, codes, 33);
  for (size_t i = 0; i < 33; ++i) EXPECT_EQ(out[i], first[4 * 33 + i] + second[7 * 33 + i]);
}

TEST(PackedMatrix, WhatIsStoredInTheFormatLosesNothing) {
  const auto values = random_values(40 * 64, 1);
  ThreadPool pool(3);
  for (const DType type : {DType::kF32, DType::kBf16, DType::kQ8_0, DType::kQ4_0}) {
    const Tensor stored = Tensor::from({40, 64}, values).to(type);
    const Tensor plain = stored.to_f32();
    for (ThreadPool* shared : {static_cast<ThreadPool*>(nullptr), &pool}) {
      const PackedMatrix packed = PackedMatrix::pack(stored, type, shared);
      for (int64_t n = 0; n < 40; ++n) {
        std::vector<float> row(64);
        packed.unpack_row(n, row);
        EXPECT_TRUE(std::equal(row.begin(), row.end(), plain.f32() + n * 64));
      }
    }
  }
}

TEST(PackedMatrix, StacksAndRefuses) {
  const Tensor a = Tensor::from({2, 3}, std::vector<float>{1, 2, 3, 4, 5, 6});
  const Tensor b = Tensor::from({1, 3}, std::vector<float>{7, 8, 9});
  const Tensor both[] = {a, b};
  const PackedMatrix packed = PackedMatrix::pack(both, DType::kF32);
  EXPECT_EQ(packed.outputs(), 3);
  std::vector<float> row(3);
  packed.unpack_row(2, row);
  EXPECT_EQ(row, (std::vector<float>{7, 8, 9}));
  const Tensor mixed[] = {a, Tensor::zeros({2, 4})};
  EXPECT_THROW(PackedMatrix::pack(mixed, DType::kF32), Error);
  EXPECT_THROW(PackedMatrix::pack(Tensor::zeros({3}), DType::kF32), Error);
  EXPECT_THROW(PackedMatrix::pack(std::span<const Tensor>(), DType::kF32), Error);
}

TEST(Matmul, ScratchIsWhatItSays) {
  ThreadPool pool(2);
  for (const DType type : {DType::kF32, DType::kBf16, DType::kQ8_0, DType::kQ4_0}) {
    const Product product(5, 33, 70, 3);
    const PackedMatrix packed = product.packed(type);
    Arena exact(matmul_scratch_bytes(packed, 5) + 63);
    std::vector<float> y(5 * 33);
    matmul(y.data(), product.x.data(), packed, 5, {}, exact, pool);
    EXPECT_EQ(exact.used(), 0u);
    if (type != DType::kF32) {
      Arena small(64);
      EXPECT_THROW(matmul(y.data(), product.x.data(), packed, 5, {}, small, pool), Error);
    }
  }
}

}  // namespace
}  // namespace continuo
