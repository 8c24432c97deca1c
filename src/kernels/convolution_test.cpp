// The convolutions' and the LSTM's kernels against their plain forms, on every instruction set here.
#include "kernels/convolution.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "kernels/reference.h"
#include "kernels/test_support.h"
#include "tensor/numbers.h"

namespace continuo {
namespace {

using ConvolutionKernels = OnEachTarget;
INSTANTIATE_TEST_SUITE_P(Targets, ConvolutionKernels, ::testing::ValuesIn(kernel_targets()),
                         target_name);

TEST_P(ConvolutionKernels, ValuesArePrepared) {
  for (const int64_t count : {1, 7, 16, 33, 100, 50'000}) {
    std::vector<float> x = random_values(count, 3, 4.0);
    if (count > 3) x[2] = -200.0f, x[3] = 0.0f;
    std::vector<float> out(x.size()), expected(x.size());
    prepare_values(out.data(), DType::kF32, x.data(), Prepare::kCopy, count, pool_);
    EXPECT_EQ(out, x);
    prepare_values(out.data(), DType::kF32, x.data(), Prepare::kElu, count, pool_);
    for (size_t i = 0; i < x.size(); ++i)
      expected[i] = static_cast<float>(reference::elu(double{x[i]}));
    EXPECT_LT(error_of(out, expected), 1e-6);

    std::vector<uint16_t> rounded(x.size());
    prepare_values(rounded.data(), DType::kBf16, x.data(), Prepare::kElu, count, pool_);
    for (size_t i = 0; i < x.size(); ++i) EXPECT_EQ(rounded[i], float_to_bf16(out[i])) << i;
  }
}

TEST_P(ConvolutionKernels, NoNumberStaysNoNumber) {
  const std::vector<float> x(20, std::nanf(""));
  std::vector<float> out(20);
  std::vector<uint16_t> rounded(20);
  prepare_values(out.data(), DType::kF32, x.data(), Prepare::kElu, 20, pool_);
  prepare_values(rounded.data(), DType::kBf16, x.data(), Prepare::kElu, 20, pool_);
  for (size_t i = 0; i < x.size(); ++i) {
    EXPECT_TRUE(std::isnan(out[i]));
    EXPECT_TRUE(std::isnan(bf16_to_float(rounded[i])));
  }
}

struct Case {
  int64_t step, count, K, N;
};

// Windows that overlap, touch and leave gaps, over weights of both formats.
TEST_P(ConvolutionKernels, WindowsAreRowsOfAProduct) {
  for (const auto& [step, count, K, N] : std::initializer_list<Case>{
           {1, 5, 7, 3}, {3, 131, 21, 40}, {64, 66, 192, 64}, {5, 1, 5, 33}, {9, 12, 4, 65}}) {
    const std::vector<float> x = random_values((count - 1) * step + K, 5);
    const std::vector<float> weights = random_values(N * K, 6);
    const std::vector<float> bias = random_values(N, 7);
    std::vector<float> rows;
    for (int64_t m = 0; m < count; ++m)
      rows.insert(rows.end(), x.begin() + m * step, x.begin() + m * step + K);
    const Epilogue epilogue{bias.data(), Activation::kNone, nullptr};
    for (const DType type : {DType::kF32, DType::kBf16}) {
      const PackedMatrix packed = PackedMatrix::pack(Tensor::from({N, K}, weights), type);
      std::vector<float> found(static_cast<size_t>(count * N)), expected(found.size());
      matmul(expected.data(), rows.data(), packed, count, epilogue, arena_, pool_);
      std::vector<float> padded = x;
      padded.resize(x.size() + Windows::kSlack, 1e30f);
      std::vector<uint16_t> rounded(padded.size());
      prepare_values(rounded.data(), DType::kBf16, padded.data(), Prepare::kCopy,
                     static_cast<int64_t>(padded.size()), pool_);
      const bool plain = type == DType::kF32;
      const Windows windows{plain ? static_cast<const void*>(x.data()) : rounded.data(), step,
                            count};
      matmul(found.data(), windows, packed, epilogue, pool_);
      EXPECT_EQ(found, expected) << K << " " << N << " " << name_of(type);
    }
    if (N > 4) continue;
    std::vector<float> found(static_cast<size_t>(count * N)), expected(found.size());
    reference::matmul(expected.data(), rows.data(), weights.data(), count, N, K, epilogue);
    narrow_product(found.data(), {x.data(), step, count}, weights.data(), bias.data(), N, K, pool_);
    EXPECT_LT(error_of(found, expected), 1e-5);
  }
  const PackedMatrix bytes = PackedMatrix::pack(Tensor::zeros({4, 32}), DType::kQ8_0);
  const std::vector<float> x(64);
  EXPECT_THROW(matmul(nullptr, Windows{x.data(), 1, 1}, bytes, {}, pool_), Error);
}

TEST_P(ConvolutionKernels, LongNarrowProductsMatch) {
  const int64_t K = 448, count = 3000, N = 2;
  const std::vector<float> x = random_values((count - 1) * 64 + K, 8);
  const std::vector<float> weights = random_values(N * K, 9), bias = random_values(N, 10);
  std::vector<float> rows, found(static_cast<size_t>(count * N)), expected(found.size());
  for (int64_t m = 0; m < count; ++m)
    rows.insert(rows.end(), x.begin() + m * 64, x.begin() + m * 64 + K);
  const Epilogue epilogue{bias.data(), Activation::kNone, nullptr};
  reference::matmul(expected.data(), rows.data(), weights.data(), count, N, K, epilogue);
  narrow_product(found.data(), {x.data(), 64, count}, weights.data(), bias.data(), N, K, pool_);
  EXPECT_LT(error_of(found, expected), 1e-5);
}

TEST_P(ConvolutionKernels, GatesMatch) {
  for (const int64_t D : {1, 5, 16, 31, 100}) {
    const std::vector<float> gates = random_values(4 * D, 11, 8.0);
    std::vector<float> cell = random_values(D, 12, 3.0), expected_cell = cell;
    std::vector<float> hidden(cell.size()), expected(cell.size());
    lstm_cell(hidden.data(), cell.data(), gates.data(), D);
    reference::lstm_cell(expected.data(), expected_cell.data(), gates.data(), D);
    EXPECT_LT(error_of(hidden, expected), 1e-5);
    EXPECT_LT(error_of(cell, expected_cell), 1e-5);
  }
}

}  // namespace
}  // namespace continuo
