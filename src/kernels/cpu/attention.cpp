// Attention over blocked keys: scores of 16 positions at once, softmax carried over chunks so that
// no length needs memory.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/attention.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
// Keep this order: foreach_target before highway.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "hwy/cache_control.h"
#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"
#include "kernels/attention.h"
#include "kernels/cpu/byte_products-inl.h"
#include "tensor/numbers.h"

#ifndef CONTINUO_KERNELS_CPU_ATTENTION_ONCE
#define CONTINUO_KERNELS_CPU_ATTENTION_ONCE
namespace continuo::cpu {

// One query against one head's keys and values.
struct HeadQuery {
  const float* q = nullptr;
  const void* keys = nullptr;
  const void* values = nullptr;
  const float* key_scales = nullptr;  // of kQ8_0
  const float* value_scales = nullptr;
  DType type = DType::kF32;
  float* out = nullptr;
  const void* next_keys = nullptr;  // read after these, as likely as not; none
  int64_t seen = 0;                 // keys that count
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

HWY_INLINE V load(const int8_t* levels) {
  const hn::RebindToSigned<Tag> d32;
  const hn::Rebind<int8_t, Tag> d8;
  return hn::ConvertTo(Tag(), hn::PromoteTo(d32, hn::LoadU(d8, levels)));
}

HWY_INLINE float number(int8_t level) { return level; }
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

HWY_INLINE void fetch_ahead(const void* from, size_t bytes) {
  const auto* line = static_cast<const std::byte*>(from);
  for (size_t i = 0; i < bytes; i += 64) hwy::Prefetch(line + i);
}

// levels [D] of x about zero; returns their scale.
float quantise_vector(const float* x, int64_t D, int8_t* levels) {
  const Tag d;
  const hn::Rebind<int8_t, Tag> d8;
  const hn::Rebind<int16_t, Tag> d16;
  const int64_t whole = D / kLanes * kLanes;
  V largest = hn::Zero(d);
  for (int64_t i = 0; i < whole; i += kLanes)
    largest = hn::Max(largest, hn::Abs(hn::LoadU(d, x + i)));
  float peak = hn::GetLane(hn::MaxOfLanes(d, largest));
  for (int64_t i = whole; i < D; ++i) peak = std::max(peak, std::abs(x[i]));
  const float inverse = peak > 0 ? 127.0f / peak : 0.0f;
  for (int64_t i = 0; i < whole; i += kLanes) {
    const auto level = hn::NearestInt(hn::Mul(hn::LoadU(d, x + i), hn::Set(d, inverse)));
    hn::StoreU(hn::DemoteTo(d8, hn::DemoteTo(d16, level)), d8, levels + i);
  }
  for (int64_t i = whole; i < D; ++i)
    levels[i] = static_cast<int8_t>(std::nearbyint(x[i] * inverse));
  return peak / 127.0f;
}

// How a head's vectors are held, and a query read against them.
template <class T>
struct Held {
  using Value = T;
  explicit Held(const HeadQuery& head)
      : query(head.q),
        keys(static_cast<const T*>(head.keys)),
        values(static_cast<const T*>(head.values)),
        D(head.head_size),
        scale(head.scale) {}

  void score(int64_t position, float* scores) const {
    score_block(query, keys + position * D, D, scale, scores);
  }
  void weigh_values(int64_t, int64_t, float*) const {}

  const float* query;
  const T* keys;
  const T* values;
  int64_t D;
  float scale;
};

struct HeldAsBytes {
  using Value = int8_t;
  explicit HeldAsBytes(const HeadQuery& head)
      : keys(static_cast<const uint8_t*>(head.keys)),
        values(static_cast<const int8_t*>(head.values)),
        key_scales(head.key_scales),
        value_scales(head.value_scales),
        D(head.head_size),
        scale(head.scale * quantise_vector(head.q, head.head_size, query)) {
    for (int64_t i = 0; i < D; ++i) sum += query[i];
  }

  CONTINUO_BYTE_PRODUCTS void score(int64_t position, float* scores) const {
    const uint8_t* block = keys + position * D;
#if HWY_TARGET == HWY_SCALAR
    for (int64_t p = 0; p < kBlock; ++p) {
      int32_t total = 0;
      for (int64_t i = 0; i < D; ++i)
        total += query[i] * (int{block[i / 4 * kBlock * 4 + p * 4 + i % 4]} - 128);
      scores[p] = static_cast<float>(total) * (key_scales[position + p] * scale);
    }
#else
    const Tag d;
    for (int64_t lane = 0; lane < kBlock; lane += kLanes) {
      Ints even = hn::Set(IntTag(), kStart<false> * sum);
      Ints odd = hn::Zero(IntTag());
      const uint8_t* k = block + lane * 4;
      int64_t i = 0;
      for (; i + 8 <= D; i += 8, k += 2 * kBlock * 4) {
        even = add_products<false>(even, hn::LoadU(ByteTag(), k), four_bytes(query + i));
        odd = add_products<false>(odd, hn::LoadU(ByteTag(), k + kBlock * 4),
                                  four_bytes(query + i + 4));
      }
      if (i < D) even = add_products<false>(even, hn::LoadU(ByteTag(), k), four_bytes(query + i));
      const V key_scale = hn::Mul(hn::LoadU(d, key_scales + position + lane), hn::Set(d, scale));
      const V total = hn::ConvertTo(d, hn::Add(even, odd));
      hn::Store(hn::Mul(total, key_scale), d, scores + lane);
    }
#endif
  }
  // Each position's scale goes into its weight.
  void weigh_values(int64_t begin, int64_t padded, float* weights) const {
    const Tag d;
    for (int64_t p = 0; p < padded; p += kLanes) {
      const V scales = hn::LoadU(d, value_scales + begin + p);
      hn::Store(hn::Mul(hn::Load(d, weights + p), scales), d, weights + p);
    }
  }

  alignas(64) int8_t query[kMostHeadSize];
  const uint8_t* keys;
  const int8_t* values;
  const float* key_scales;
  const float* value_scales;
  int64_t D;
  int32_t sum = 0;
  float scale;
};

template <class Holding>
CONTINUO_BYTE_PRODUCTS void attend_as(const HeadQuery& head) {
  using Value = typename Holding::Value;
  const Tag d;
  const Holding held(head);
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
    // Memory is never left waiting: the values come while keys are read, the next keys while values
    // are.
    const size_t block_bytes = static_cast<size_t>(kBlock * D) * sizeof(Value);
    for (int64_t p = 0; p < padded; p += kBlock) {
      fetch_ahead(held.values + (begin + p) * D, block_bytes);
      held.score(begin + p, scores + p);
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
    held.weigh_values(begin, padded, scores);
    const bool last = begin + kChunk >= head.seen;
    const int64_t coming = std::min(kChunk, last ? head.seen : head.seen - begin - kChunk);
    const auto* next = static_cast<const Value*>(last ? head.next_keys : head.keys);
    if (next != nullptr && !last) next += (begin + kChunk) * D;
    for (int64_t p = 0; p < padded; p += kBlock) {
      if (next != nullptr && p < coming) fetch_ahead(next + p * D, block_bytes);
      gather_all_values(scores + p, held.values + (begin + p) * D, std::min(kBlock, count - p), D,
                        p == 0 ? keep : 1.0f, sums);
    }
    peak = new_peak;
  }
  const float scale = 1.0f / total;
  for (int64_t i = 0; i < D; ++i) head.out[i] = sums[i] * scale;
}

void attend(const HeadQuery& head) {
  if (head.type == DType::kQ8_0) return attend_as<HeldAsBytes>(head);
  if (head.type == DType::kBf16) return attend_as<Held<uint16_t>>(head);
  attend_as<Held<float>>(head);
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace continuo {
namespace cpu {
HWY_EXPORT(attend);
HWY_EXPORT(quantise_vector);
}  // namespace cpu

namespace {

constexpr int64_t kMostTasks = 32768;

void* head_of(void* data, const KeyValues& cache, int64_t b, int64_t h) {
  const int64_t before = (b * cache.heads + h) * cache.capacity * cache.head_size;
  const int64_t size = cache.type == DType::kF32 ? 4 : cache.type == DType::kBf16 ? 2 : 1;
  return static_cast<std::byte*>(data) + before * size;
}

float* scales_of(float* scales, const KeyValues& cache, int64_t b, int64_t h) {
  return scales == nullptr ? nullptr : scales + (b * cache.heads + h) * cache.capacity;
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

void append_head_as_bytes(const KeyValues& cache, HeadRows keys, HeadRows values, int64_t count,
                          int64_t at, Place place) {
  const int64_t D = cache.head_size;
  constexpr int64_t kBlock = KeyValues::kBlock;
  auto* to_keys = static_cast<uint8_t*>(head_of(cache.keys, cache, place.b, place.h));
  auto* to_values = static_cast<int8_t*>(head_of(cache.values, cache, place.b, place.h));
  float* key_scales = scales_of(cache.key_scales, cache, place.b, place.h);
  float* value_scales = scales_of(cache.value_scales, cache, place.b, place.h);
  alignas(64) int8_t levels[cpu::kMostHeadSize];
  for (int64_t t = 0; t < count; ++t) {
    const float* key = keys.data + (place.b * count + t) * keys.stride + place.h * D;
    const float* value = values.data + (place.b * count + t) * values.stride + place.h * D;
    const int64_t position = at + t;
    key_scales[position] = HWY_DYNAMIC_DISPATCH(cpu::quantise_vector)(key, D, levels);
    uint8_t* column = to_keys + position / kBlock * kBlock * D + position % kBlock * 4;
    for (int64_t i = 0; i < D; i += 4) {
      uint32_t four;
      std::memcpy(&four, levels + i, 4);
      four ^= 0x80808080u;
      std::memcpy(column + i * kBlock, &four, 4);
    }
    value_scales[position] =
        HWY_DYNAMIC_DISPATCH(cpu::quantise_vector)(value, D, to_values + position * D);
  }
}

void append_head(const KeyValues& cache, HeadRows keys, HeadRows values, int64_t T, int64_t at,
                 Place place) {
  if (cache.type == DType::kQ8_0) {
    append_head_as_bytes(cache, keys, values, T, at, place);
  } else if (cache.type == DType::kBf16) {
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
  head.key_scales = scales_of(cache.key_scales, cache, b, h);
  head.value_scales = scales_of(cache.value_scales, cache, b, h);
  if (b * cache.heads + h + 1 < cache.batch * cache.heads)
    head.next_keys = head_of(cache.keys, cache, b, h + 1);
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
  const bool scaled = cache.key_scales != nullptr && cache.value_scales != nullptr;
  if (cache.type == DType::kQ4_0 || scaled != (cache.type == DType::kQ8_0)) {
    fail(ErrorKind::kInternal, "attention", "keys and values of {} {} scales.", name_of(cache.type),
         scaled ? "with" : "without");
  }
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
