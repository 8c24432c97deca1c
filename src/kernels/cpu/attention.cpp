// Attention over blocked keys: scores of 16 positions at once, softmax carried over chunks so that
// no length needs memory.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/attention.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
// Keep this order: foreach_target before highway.
#include <algorithm>
#include <cstddef>
#include <limits>

#include "base/error.h"
#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"
#include "kernels/attention.h"
#include "tensor/numbers.h"

#ifndef CONTINUO_KERNELS_CPU_ATTENTION_ONCE
#define CONTINUO_KERNELS_CPU_ATTENTION_ONCE
namespace continuo::cpu {

// One query against one head's keys and values.
struct HeadQuery {
  const float* q = nullptr;
  const void* keys = nullptr;
  const void* values = nullptr;
  DType type = DType::kF32;
  float* out = nullptr;
  int64_t seen = 0;  // keys that count
  int64_t head_size = 0;
  float scale = 1;
  const float* bias = nullptr;    // [seen]
  const uint8_t* mask = nullptr;  // [seen]
};

inline constexpr int64_t kChunk = 256;  // positions between two rescalings of the softmax
inline constexpr int64_t kMostHeadSize = 512;

}  // namespace continuo::cpu
#endif

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, 16>;
using V = hn::Vec<Tag>;
inline constexpr int64_t kLanes = static_cast<int64_t>(hn::MaxLanes(Tag()));
inline constexpr int64_t kBlock = KeyValues::kBlock;

HWY_INLINE V load(const float* from) { return hn::LoadU(Tag(), from); }
HWY_INLINE V load(const uint16_t* bf16) {
  const hn::RebindToUnsigned<Tag> d32;
  const hn::Rebind<uint16_t, Tag> d16;
  return hn::BitCast(Tag(), hn::ShiftLeft<16>(hn::PromoteTo(d32, hn::LoadU(d16, bf16))));
}

HWY_INLINE float number(float value) { return value; }
HWY_INLINE float number(uint16_t bf16) { return bf16_to_float(bf16); }

// Scores of the block of 16 positions at `keys` [D, 16]; D is a multiple of 4.
template <class T>
HWY_INLINE void score_block(const float* q, const T* keys, int64_t D, float scale, float* scores) {
  const Tag d;
  for (int64_t lane = 0; lane < kBlock; lane += kLanes) {
    V sum[4] = {hn::Zero(d), hn::Zero(d), hn::Zero(d), hn::Zero(d)};
    const T* k = keys + lane;
    for (int64_t i = 0; i < D; i += 4, k += 4 * kBlock) {
#pragma GCC unroll 4
      for (int j = 0; j < 4; ++j)
        sum[j] = hn::MulAdd(load(k + j * kBlock), hn::Set(d, q[i + j]), sum[j]);
    }
    const V total = hn::Add(hn::Add(sum[0], sum[1]), hn::Add(sum[2], sum[3]));
    hn::Store(hn::Mul(total, hn::Set(d, scale)), d, scores + lane);
  }
}

// sums[D] = sums * keep + weights . values, over `count` positions. kVectors at a time stay in
// registers.
template <int kVectors, class T>
HWY_INLINE void gather_values(const float* weights, const T* values, int64_t count, int64_t D,
                              float keep, float* sums) {
  const Tag d;
  V even[kVectors];
  V odd[kVectors];
#pragma GCC unroll 8
  for (int v = 0; v < kVectors; ++v) {
    even[v] = hn::Mul(hn::LoadU(d, sums + v * kLanes), hn::Set(d, keep));
    odd[v] = hn::Zero(d);
  }
  int64_t p = 0;
  for (; p + 2 <= count; p += 2, values += 2 * D) {
    const V first = hn::Set(d, weights[p]);
    const V second = hn::Set(d, weights[p + 1]);
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) {
      even[v] = hn::MulAdd(load(values + v * kLanes), first, even[v]);
      odd[v] = hn::MulAdd(load(values + D + v * kLanes), second, odd[v]);
    }
  }
  if (p < count) {
    const V first = hn::Set(d, weights[p]);
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v)
      even[v] = hn::MulAdd(load(values + v * kLanes), first, even[v]);
  }
#pragma GCC unroll 8
  for (int v = 0; v < kVectors; ++v) hn::StoreU(hn::Add(even[v], odd[v]), d, sums + v * kLanes);
}

template <class T>
HWY_INLINE void gather_all_values(const float* weights, const T* values, int64_t count, int64_t D,
                                  float keep, float* sums) {
  constexpr int64_t kWide = 4 * kLanes;
  int64_t i = 0;
  for (; i + kWide <= D; i += kWide)
    gather_values<4>(weights, values + i, count, D, keep, sums + i);
  for (; i + kLanes <= D; i += kLanes)
    gather_values<1>(weights, values + i, count, D, keep, sums + i);
  for (; i < D; ++i) {
    float sum = sums[i] * keep;
    for (int64_t p = 0; p < count; ++p) sum += weights[p] * number(values[p * D + i]);
    sums[i] = sum;
  }
}

template <class T>
void attend_as(const HeadQuery& head) {
  const Tag d;
  const auto* keys = static_cast<const T*>(head.keys);
  const auto* values = static_cast<const T*>(head.values);
  constexpr float kLowest = std::numeric_limits<float>::lowest();
  const int64_t D = head.head_size;
  alignas(64) float scores[kChunk];
  alignas(64) float sums[kMostHeadSize];
  std::fill(sums, sums + D, 0.0f);
  float peak = kLowest;
  float total = 0;
  for (int64_t begin = 0; begin < head.seen; begin += kChunk) {
    const int64_t count = std::min(kChunk, head.seen - begin);
    const int64_t padded = (count + kBlock - 1) / kBlock * kBlock;
    for (int64_t p = 0; p < padded; p += kBlock) {
      score_block(head.q, keys + (begin + p) * D, D, head.scale, scores + p);
    }
    if (head.bias != nullptr) {
      for (int64_t p = 0; p < count; ++p) scores[p] += head.bias[begin + p];
    }
    if (head.mask != nullptr) {
      // The lowest number, not minus infinity: where all keys are hidden, all weigh the same.
      for (int64_t p = 0; p < count; ++p)
        scores[p] = head.mask[begin + p] != 0 ? scores[p] : kLowest;
    }
    std::fill(scores + count, scores + padded, -std::numeric_limits<float>::infinity());

    V top = hn::Set(d, peak);
    for (int64_t p = 0; p < padded; p += kLanes) top = hn::Max(top, hn::Load(d, scores + p));
    const float new_peak = hn::GetLane(hn::MaxOfLanes(d, top));
    V sum = hn::Zero(d);
    for (int64_t p = 0; p < padded; p += kLanes) {
      const V weight = hn::Exp(d, hn::Sub(hn::Load(d, scores + p), hn::Set(d, new_peak)));
      hn::Store(weight, d, scores + p);
      sum = hn::Add(sum, weight);
    }
    const float keep = begin == 0 ? 0.0f : hn::GetLane(hn::Exp(d, hn::Set(d, peak - new_peak)));
    total = total * keep + hn::GetLane(hn::SumOfLanes(d, sum));
    gather_all_values(scores, values + begin * D, count, D, keep, sums);
    peak = new_peak;
  }
  const float scale = 1.0f / total;
  for (int64_t i = 0; i < D; ++i) head.out[i] = sums[i] * scale;
}

void attend(const HeadQuery& head) {
  if (head.type == DType::kBf16) return attend_as<uint16_t>(head);
  attend_as<float>(head);
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace continuo {
namespace cpu {
HWY_EXPORT(attend);
}  // namespace cpu

namespace {

constexpr int64_t kMostTasks = 32768;

void* head_of(void* data, const KeyValues& cache, int64_t b, int64_t h) {
  const int64_t before = (b * cache.heads + h) * cache.capacity * cache.head_size;
  return static_cast<std::byte*>(data) + bytes_of(cache.type, before);
}

struct Place {
  int64_t b = 0;
  int64_t h = 0;
};

template <class T, class Convert>
void append_head_as(const KeyValues& cache, HeadRows keys, HeadRows values, int64_t count,
                    int64_t at, Place place, Convert convert) {
  const int64_t D = cache.head_size;
  constexpr int64_t kBlock = KeyValues::kBlock;
  auto* to_keys = static_cast<T*>(head_of(cache.keys, cache, place.b, place.h));
  auto* to_values = static_cast<T*>(head_of(cache.values, cache, place.b, place.h));
  for (int64_t t = 0; t < count; ++t) {
    const float* key = keys.data + (place.b * count + t) * keys.stride + place.h * D;
    const float* value = values.data + (place.b * count + t) * values.stride + place.h * D;
    const int64_t position = at + t;
    T* column = to_keys + position / kBlock * kBlock * D + position % kBlock;
    for (int64_t i = 0; i < D; ++i) column[i * kBlock] = convert(key[i]);
    std::transform(value, value + D, to_values + position * D, convert);
  }
}

void append_head(const KeyValues& cache, HeadRows keys, HeadRows values, int64_t T, int64_t at,
                 Place place) {
  if (cache.type == DType::kBf16) {
    append_head_as<uint16_t>(cache, keys, values, T, at, place,
                             [](float x) { return float_to_bf16(x); });
  } else {
    append_head_as<float>(cache, keys, values, T, at, place, [](float x) { return x; });
  }
}

void attend_query(float* out, HeadRows queries, const KeyValues& cache, int64_t T, int64_t S,
                  const AttentionOptions& options, Place place, int64_t t) {
  const int64_t D = cache.head_size;
  const auto [b, h] = place;
  cpu::HeadQuery head;
  head.q = queries.data + (b * T + t) * queries.stride + h * D;
  head.keys = head_of(cache.keys, cache, b, h);
  head.values = head_of(cache.values, cache, b, h);
  head.out = out + ((b * T + t) * cache.heads + h) * D;
  head.seen = options.causal ? S - T + t + 1 : S;
  head.head_size = D;
  head.type = cache.type;
  head.scale = options.scale;
  head.bias = options.bias == nullptr ? nullptr : options.bias + (h * T + t) * S;
  head.mask = options.mask == nullptr ? nullptr : options.mask + b * S;
  HWY_DYNAMIC_DISPATCH(cpu::attend)(head);
}

void check(const KeyValues& cache, int64_t S) {
  if (cache.head_size % 4 != 0 || cache.head_size > cpu::kMostHeadSize || cache.head_size <= 0) {
    fail(ErrorKind::kInternal, "attention",
         "head size: expected a multiple of 4 up to {}, found {}.", cpu::kMostHeadSize,
         cache.head_size);
  }
  if (cache.type == DType::kQ8_0)
    fail(ErrorKind::kInternal, "attention", "keys and values cannot be q8_0.");
  if (S <= 0 || S > cache.capacity || cache.capacity % KeyValues::kBlock != 0) {
    fail(ErrorKind::kInternal, "attention", "expected 1 to {} keys, found {}.", cache.capacity, S);
  }
}

}  // namespace

void append_keys_values(const KeyValues& cache, HeadRows keys, HeadRows values, int64_t T,
                        int64_t at, ThreadPool& pool) {
  check(cache, at + T);
  pool.run(static_cast<int>(cache.batch * cache.heads), [&](int task) {
    append_head(cache, keys, values, T, at, {task / cache.heads, task % cache.heads});
  });
}

void attention(float* out, HeadRows queries, const KeyValues& cache, int64_t T, int64_t S,
               const AttentionOptions& options, ThreadPool& pool) {
  check(cache, S);
  const int64_t heads = cache.batch * cache.heads;
  const int64_t run =
      std::max<int64_t>(std::min<int64_t>(T, 16), (T * heads + kMostTasks - 1) / kMostTasks);
  const int64_t runs = (T + run - 1) / run;
  pool.run(static_cast<int>(heads * runs), [&](int task) {
    const int64_t head = task / runs;
    const int64_t first = task % runs * run;
    for (int64_t t = first; t < std::min(T, first + run); ++t) {
      attend_query(out, queries, cache, T, S, options, {head / cache.heads, head % cache.heads}, t);
    }
  });
}

void causal_attention(float* out, HeadRows queries, HeadRows keys, HeadRows values,
                      const KeyValues& cache, int64_t T, int64_t past, float scale,
                      ThreadPool& pool) {
  AttentionOptions options;
  options.scale = scale;
  options.causal = true;
  if (T > 1) {
    append_keys_values(cache, keys, values, T, past, pool);
    attention(out, queries, cache, T, past + T, options, pool);
    return;
  }
  check(cache, past + T);
  pool.run(static_cast<int>(cache.batch * cache.heads), [&](int task) {
    const Place place{task / cache.heads, task % cache.heads};
    append_head(cache, keys, values, T, past, place);
    attend_query(out, queries, cache, T, past + T, options, place, 0);
  });
}

}  // namespace continuo
#endif
