#include "tensor/tensor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/rng.h"
#include "tensor/arena.h"
#include "tensor/numbers.h"

namespace continuo {
namespace {

TEST(Shape, CountsFromBothEnds) {
  const Shape shape{2, 3, 320};
  EXPECT_EQ(shape.rank(), 3);
  EXPECT_EQ(shape[0], 2);
  EXPECT_EQ(shape[-1], 320);
  EXPECT_EQ(shape.elements(), 1920);
  EXPECT_EQ(shape.rows(), 6);
  EXPECT_EQ(shape.text(), "[2, 3, 320]");
  EXPECT_EQ(shape.with_last(5), (Shape{2, 3, 5}));
  EXPECT_EQ(Shape{}.elements(), 1);
  EXPECT_EQ((Shape{4, 0}).rows(), 0);
}

TEST(Shape, RefusesWhatCannotBe) {
  EXPECT_THROW((Shape{-1}), Error);
  EXPECT_THROW((Shape{1, 1, 1, 1, 1, 1}), Error);
  EXPECT_THROW((Shape{int64_t{1} << 30, int64_t{1} << 30}), Error);
  EXPECT_THROW((Shape{int64_t{1} << 62, int64_t{1} << 62}), Error);
}

TEST(Tensor, ViewsShareAndCopiesDoNot) {
  const Tensor tensor = Tensor::from({3, 2}, std::vector<float>{0, 1, 2, 3, 4, 5});
  const Tensor middle = tensor.slice(1, 1);
  EXPECT_EQ(middle.shape(), (Shape{1, 2}));
  middle.mutable_f32()[0] = 9;
  EXPECT_EQ(tensor.values()[2], 9);
  EXPECT_EQ(tensor.reshaped({6}).values()[2], 9);
  const Tensor copy = tensor.to_f32();
  copy.mutable_f32()[2] = 7;
  EXPECT_EQ(tensor.values()[2], 9);
  EXPECT_THROW(tensor.reshaped({5}), Error);
  EXPECT_THROW(tensor.slice(2, 2), Error);
  EXPECT_THROW(tensor.slice(-1, 1), Error);
  EXPECT_THROW(Tensor::from({2}, std::vector<float>{1}), Error);
}

TEST(Tensor, MappedMemoryIsReadOnlyAndKeepsItsOwner) {
  auto owner = std::make_shared<std::vector<float>>(4, 1.5f);
  std::weak_ptr<std::vector<float>> watch = owner;
  Tensor tensor = Tensor::shared(owner, owner->data(), {4}, DType::kF32);
  owner.reset();
  EXPECT_FALSE(watch.expired());
  EXPECT_EQ(tensor.f32()[3], 1.5f);
  EXPECT_THROW(tensor.mutable_f32(), Error);
  tensor = Tensor();
  EXPECT_TRUE(watch.expired());
}

TEST(Tensor, FormatsConvert) {
  Rng rng(1);
  std::vector<float> values(3 * 64);
  for (float& value : values) value = static_cast<float>(rng.uniform(-2, 2));
  const Tensor tensor = Tensor::from({3, 64}, values);
  const Tensor bf16 = tensor.to(DType::kBf16);
  EXPECT_EQ(bf16.bytes(), 384u);
  EXPECT_THROW(bf16.f32(), Error);
  const Tensor q8 = tensor.to(DType::kQ8_0);
  EXPECT_EQ(q8.bytes(), 3u * 2 * 34);
  const Tensor from_bf16 = bf16.to_f32();
  const Tensor from_q8 = q8.to_f32();
  for (size_t i = 0; i < values.size(); ++i) {
    EXPECT_NEAR(from_bf16.values()[i], values[i], std::abs(values[i]) / 256);
    // Half a step of largest/127, plus fp16's rounding of the scale (2^-11) at full range.
    EXPECT_NEAR(from_q8.values()[i], values[i], 2.0 / 127 * 0.5 + 2.0 / 2048);
  }
  EXPECT_THROW(Tensor::zeros({4, 33}).to(DType::kQ8_0), Error);
}

TEST(Numbers, HalfIsExactOnEveryHalf) {
  for (uint32_t bits = 0; bits < 0x10000u; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    const float value = half_to_float(half);
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(half_to_float(float_to_half(value))));
    } else {
      EXPECT_EQ(float_to_half(value), half) << bits;
    }
  }
  EXPECT_EQ(half_to_float(0x3C00), 1.0f);
  EXPECT_EQ(half_to_float(0x3555), 0.333251953125f);
  EXPECT_EQ(half_to_float(0x0001), 0x1.0p-24f);
}

TEST(Numbers, HalfRoundsToNearestEven) {
  EXPECT_EQ(float_to_half(1.0f + 0x1.0p-11f), 0x3C00);      // tie, down to even
  EXPECT_EQ(float_to_half(1.0f + 3 * 0x1.0p-11f), 0x3C02);  // tie, up to even
  EXPECT_EQ(float_to_half(1.0f + 0x1.0p-11f + 0x1.0p-20f), 0x3C01);
  EXPECT_EQ(float_to_half(65519.0f), 0x7BFF);
  EXPECT_EQ(float_to_half(65520.0f), 0x7C00);
  EXPECT_EQ(float_to_half(0x1.0p-25f), 0x0000);
  EXPECT_EQ(float_to_half(-0x1.8p-25f), 0x8001);
}

TEST(Numbers, Bf16RoundsToNearestEven) {
  EXPECT_EQ(float_to_bf16(1.0f), 0x3F80);
  EXPECT_EQ(float_to_bf16(1.0f + 0x1.0p-8f), 0x3F80);
  EXPECT_EQ(float_to_bf16(1.0f + 3 * 0x1.0p-8f), 0x3F82);
  EXPECT_EQ(bf16_to_float(0xC040), -3.0f);
  EXPECT_TRUE(std::isnan(bf16_to_float(float_to_bf16(std::numeric_limits<float>::quiet_NaN()))));
  EXPECT_TRUE(std::isinf(bf16_to_float(float_to_bf16(std::numeric_limits<float>::infinity()))));
}

TEST(Numbers, Q8TakesZeroAndExtremes) {
  std::vector<float> values(64, 0.0f);
  values[40] = -1e9f;
  values[41] = 1e9f;
  std::vector<uint8_t> blocks(2 * kQ8BlockBytes);
  quantise_q8_0(values, blocks.data());
  std::vector<float> back(64);
  dequantise_q8_0(blocks.data(), back);
  EXPECT_EQ(back[0], 0.0f);
  EXPECT_TRUE(std::isfinite(back[40]));
  EXPECT_EQ(back[40], -back[41]);
}

// By the definition, one value after the other.
TEST(Numbers, Q8RoundsToNearestEven) {
  Rng rng(9);
  for (int round = 0; round < 500; ++round) {
    std::vector<float> values(32);
    const double size = std::pow(10.0, rng.uniform(-9, 5));
    for (float& value : values) value = static_cast<float>(rng.uniform(-size, size));
    if (round % 3 == 0) {  // whole and half levels, which are ties
      values[0] = 127;
      for (size_t i = 1; i < 32; ++i) values[i] = static_cast<float>(rng.range(-253, 253)) / 2;
    }
    uint8_t block[kQ8BlockBytes];
    quantise_q8_0(values, block);
    float largest = 0;
    for (const float value : values) largest = std::max(largest, std::abs(value));
    const uint16_t half = float_to_half(largest / 127.0f);
    ASSERT_EQ(block[0] | block[1] << 8, half);
    for (size_t i = 0; i < 32; ++i) {
      const float level = half_to_float(half) > 0 ? values[i] / half_to_float(half) : 0.0f;
      const float expected = std::clamp(std::nearbyint(level), -127.0f, 127.0f);
      ASSERT_EQ(static_cast<int8_t>(block[2 + i]), static_cast<int>(expected)) << values[i];
    }
  }
}

TEST(Numbers, Q4LaysNibblesAsGgmlDoes) {
  std::vector<float> values(32);
  for (int i = 0; i < 32; ++i) values[static_cast<size_t>(i)] = static_cast<float>(i % 16 - 8);
  std::vector<uint8_t> blocks(kQ4BlockBytes);
  quantise_q4_0(values, blocks.data());
  EXPECT_EQ(half_to_float(static_cast<uint16_t>(blocks[0] | blocks[1] << 8)), 1.0f);
  for (int i = 0; i < 16; ++i) EXPECT_EQ(blocks[static_cast<size_t>(2 + i)], i | i << 4);
  std::vector<float> back(32);
  dequantise_q4_0(blocks.data(), back);
  EXPECT_EQ(back, values);
}

// Never worse than the plain choice, the largest magnitude at level 0.
TEST(Numbers, Q4ChoosesTheScaleOfLeastError) {
  Rng rng(5);
  double total = 0;
  double plain_total = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<float> values(32);
    for (float& value : values) value = static_cast<float>(rng.uniform(-1, 1));
    std::vector<uint8_t> blocks(kQ4BlockBytes);
    quantise_q4_0(values, blocks.data());
    std::vector<float> back(32);
    dequantise_q4_0(blocks.data(), back);
    float extreme = 0;
    for (float value : values)
      if (std::abs(value) > std::abs(extreme)) extreme = value;
    const float scale = half_to_float(float_to_half(extreme / -8));
    double error = 0;
    double plain = 0;
    for (size_t i = 0; i < 32; ++i) {
      error += std::pow(double{back[i]} - values[i], 2);
      const float level = std::clamp(std::nearbyint(values[i] / scale), -8.0f, 7.0f);
      plain += std::pow(double{level} * scale - values[i], 2);
    }
    EXPECT_LE(error, plain * (1 + 1e-5));
    total += error;
    plain_total += plain;
  }
  EXPECT_LT(total, plain_total * 0.95);
}

TEST(Numbers, Q4TakesZeroAndExtremes) {
  std::vector<float> values(64, 0.0f);
  values[40] = -1e9f;
  values[41] = 1e9f;
  std::vector<uint8_t> blocks(2 * kQ4BlockBytes);
  quantise_q4_0(values, blocks.data());
  std::vector<float> back(64);
  dequantise_q4_0(blocks.data(), back);
  EXPECT_EQ(back[0], 0.0f);
  for (float value : back) EXPECT_TRUE(std::isfinite(value));
  EXPECT_GT(std::abs(back[40]), 4e5f);
}

TEST(Arena, HandsOutAlignedMemoryUntilItIsFull) {
  Arena arena(1024);
  const Tensor first = arena.take({3});
  const Tensor second = arena.take({100});
  EXPECT_EQ(reinterpret_cast<uintptr_t>(second.data()) % 64, 0u);
  EXPECT_NE(first.data(), second.data());
  EXPECT_EQ(arena.used(), 64u + 448u);
  {
    Arena::Scope scope(arena);
    arena.take({128});
    EXPECT_THROW(arena.take({1}), Error);
    EXPECT_EQ(arena.used(), 1024u);
  }
  EXPECT_EQ(arena.used(), 512u);
  EXPECT_EQ(arena.peak(), 1024u);
  EXPECT_THROW(arena.take_bytes(~size_t{0}), Error);
  arena.reset();
  EXPECT_EQ(arena.take({256}).shape(), (Shape{256}));
}

}  // namespace
}  // namespace continuo
