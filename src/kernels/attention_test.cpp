// Attention against its plain form: on every instruction set here, in steps and at once, for one to four threads.
#include "kernels/attention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "base/error.h"
#include "kernels/reference.h"
#include "kernels/test_support.h"
#include "tensor/numbers.h"

namespace continuo {
namespace {

using Attending = OnEachTarget;
INSTANTIATE_TEST_SUITE_P(Targets, Attending, ::testing::ValuesIn(kernel_targets()), target_name);

// Vectors of D as the cache holds them.
std::vector<float> rounded_to(DType type, std::vector<float> values, int64_t D) {
  if (type == DType::kBf16) {
    for (float& value : values) value = bf16_to_float(float_to_bf16(value));
  }
  if (type == DType::kQ8_0) {
    for (auto begin = values.begin(); begin != values.end(); begin += D) {
      float peak = 0;
      for (auto value = begin; value != begin + D; ++value) peak = std::max(peak, std::abs(*value));
      const float inverse = 127.0f / peak;
      for (auto value = begin; value != begin + D; ++value)
        *value = std::nearbyint(*value * inverse) * (peak / 127.0f);
    }
  }
  return values;
}

struct Attended {
  reference::AttentionSizes sizes;
  std::vector<float> q, k, v;
  std::vector<float> key_memory, value_memory, key_scales, value_scales;
  KeyValues cache;

  Attended(const reference::AttentionSizes& s, uint64_t seed, DType type = DType::kF32)
      : sizes(s),
        q(random_values(s.B * s.T * s.H * s.D, seed, 2.0)),
        k(random_values(s.B * s.S * s.H * s.D, seed + 1, 2.0)),
        v(random_values(s.B * s.S * s.H * s.D, seed + 2)) {
    cache.type = type;
    cache.batch = s.B;
    cache.heads = s.H;
    cache.head_size = s.D;
    cache.capacity = (s.S + 47) / 16 * 16;
    // What was never written must never count.
    const auto floats = static_cast<size_t>(cache.count()) + 16;
    key_memory.assign(floats, std::numeric_limits<float>::quiet_NaN());
    value_memory.assign(floats, std::numeric_limits<float>::quiet_NaN());
    cache.keys = aligned(key_memory);
    cache.values = aligned(value_memory);
    if (type != DType::kQ8_0) return;
    const auto vectors = static_cast<size_t>(s.B * s.H * cache.capacity);
    for (auto* scales : {&key_scales, &value_scales})
      scales->assign(vectors, std::numeric_limits<float>::quiet_NaN());
    cache.key_scales = key_scales.data();
    cache.value_scales = value_scales.data();
  }

  static float* aligned(std::vector<float>& memory) {
    return reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(memory.data()) + 63) / 64 * 64);
  }
  int64_t stride() const { return sizes.H * sizes.D; }
  std::vector<float> run(const AttentionOptions& options, ThreadPool& pool) {
    append_keys_values(cache, {k.data(), stride()}, {v.data(), stride()}, sizes.S, 0, pool);
    std::vector<float> out(q.size());
    attention(out.data(), {q.data(), stride()}, cache, sizes.T, sizes.S, options, pool);
    return out;
  }
  std::vector<float> expected(const AttentionOptions& options) const {
    std::vector<float> out(q.size());
    // A query meets keys of bytes as bytes.
    const std::vector<float> asked =
        cache.type == DType::kQ8_0 ? rounded_to(cache.type, q, sizes.D) : q;
    reference::attention(out.data(), asked.data(), rounded_to(cache.type, k, sizes.D).data(),
                         rounded_to(cache.type, v, sizes.D).data(), sizes, options);
    return out;
  }
};

const std::vector<reference::AttentionSizes> kAttentionSizes = {
    {1, 1, 1, 1, 4},    {2, 1, 3, 5, 64},    {1, 1, 17, 2, 12},   {2, 31, 33, 3, 64},
    {1, 1, 320, 2, 64}, {1, 1, 1000, 1, 20}, {2, 17, 257, 2, 48}, {1, 64, 64, 2, 100}};

TEST_P(Attending, AttentionMatches) {
  for (const auto& sizes : kAttentionSizes) {
    for (const DType type : {DType::kF32, DType::kBf16, DType::kQ8_0}) {
      for (const bool causal : {false, true}) {
        Attended attended(sizes, 71, type);
        AttentionOptions options;
        options.scale = 1.0f / std::sqrt(static_cast<float>(sizes.D));
        options.causal = causal;
        EXPECT_LT(error_of(attended.run(options, pool_), attended.expected(options)), 1e-5)
            << name_of(type) << " " << sizes.T << " " << sizes.S << " " << sizes.D;
      }
    }
  }
}

TEST_P(Attending, AttentionTakesBiasAndMask) {
  for (const auto& sizes : kAttentionSizes) {
    Attended attended(sizes, 81);
    const auto bias = random_values(sizes.H * sizes.T * sizes.S, 82, 3.0);
    std::vector<uint8_t> mask(static_cast<size_t>(sizes.B * sizes.S));
    Rng rng(83);
    for (uint8_t& visible : mask) visible = rng.chance(0.6);
    mask[0] = 1;
    if (sizes.B == 2)
      std::fill(mask.begin() + sizes.S, mask.end(), uint8_t{0});  // nothing to see: all alike
    AttentionOptions options;
    options.scale = 0.5f;
    options.bias = bias.data();
    options.mask = mask.data();
    EXPECT_LT(error_of(attended.run(options, pool_), attended.expected(options)), 1e-5)
        << sizes.T << " " << sizes.S << " " << sizes.D;
  }
}

void expect_steps_equal_whole(DType type, ThreadPool& whole_pool) {
  const reference::AttentionSizes sizes{2, 300, 300, 3, 64};
  Attended whole(sizes, 91, type);
  AttentionOptions options;
  options.scale = 0.125f;
  options.causal = true;
  const auto expected = whole.run(options, whole_pool);
  for (const int threads : {1, 2, 4}) {
    ThreadPool pool(threads);
    Attended steps(sizes, 91, type);
    const int64_t stride = steps.stride();
    for (int64_t t = 0; t < sizes.T;) {
      const int64_t count = std::min<int64_t>(t % 3 == 0 ? 1 : 5, sizes.T - t);
      std::vector<float> q, k, v;  // [B, count, H*D]
      for (int64_t b = 0; b < sizes.B; ++b) {
        const int64_t from = (b * sizes.T + t) * stride;
        q.insert(q.end(), steps.q.begin() + from, steps.q.begin() + from + count * stride);
        k.insert(k.end(), steps.k.begin() + from, steps.k.begin() + from + count * stride);
        v.insert(v.end(), steps.v.begin() + from, steps.v.begin() + from + count * stride);
      }
      std::vector<float> out(q.size());
      causal_attention(out.data(), {q.data(), stride}, {k.data(), stride}, {v.data(), stride},
                       steps.cache, count, t, options.scale, pool);
      for (int64_t b = 0; b < sizes.B; ++b) {
        ASSERT_EQ(std::memcmp(out.data() + b * count * stride,
                              expected.data() + (b * sizes.T + t) * stride,
                              static_cast<size_t>(count * stride) * 4),
                  0);
      }
      t += count;
    }
  }
}

TEST_P(Attending, StepByStepEqualsAllAtOnceOnAnyThreads) {
  for (const DType type : {DType::kF32, DType::kBf16, DType::kQ8_0})
    expect_steps_equal_whole(type, pool_);
}

// Rounding to bytes, each vector by itself, costs little: random vectors are the worst there are.
TEST_P(Attending, BytesStayNearTheNumbers) {
  const reference::AttentionSizes sizes{2, 3, 257, 2, 64};
  Attended exact(sizes, 51);
  Attended bytes(sizes, 51, DType::kQ8_0);
  AttentionOptions options;
  options.scale = 0.125f;
  EXPECT_LT(error_of(bytes.run(options, pool_), exact.expected(options)), 2e-2);
}

TEST(Attention, RefusesWhatDoesNotFit) {
  ThreadPool pool(1);
  Attended attended({1, 1, 20, 1, 8}, 1);
  std::vector<float> out(8);
  EXPECT_THROW(attention(out.data(), {attended.q.data(), 8}, attended.cache, 1, 10000, {}, pool),
               Error);
  attended.cache.type = DType::kQ8_0;  // without scales
  EXPECT_THROW(attention(out.data(), {attended.q.data(), 8}, attended.cache, 1, 8, {}, pool),
               Error);
  attended.cache.type = DType::kF32;
  attended.cache.head_size = 6;
  EXPECT_THROW(attention(out.data(), {attended.q.data(), 8}, attended.cache, 1, 8, {}, pool),
               Error);
}

}  // namespace
}  // namespace continuo
