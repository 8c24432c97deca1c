// Scaled dot-product attention over cached keys and values: one query a row (a step) or many
// (prefill, encoder).
//
// B rows, H heads of D values, T queries a row, S keys. A query's result is bit-identical whatever
// T and the threads.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/thread_pool.h"
#include "tensor/dtype.h"

namespace continuo {

// Keys and values of one layer. Keys stand in blocks of 16 positions, so that 16 scores come from
// vertical arithmetic: keys [B, H, C/16, D, 16], values [B, H, C, D]; the capacity C is a multiple
// of 16, D of 4.
struct KeyValues {
  static constexpr int64_t kBlock = 16;
  void* keys = nullptr;
  void* values = nullptr;
  int64_t batch = 0;
  int64_t heads = 0;
  int64_t head_size = 0;
  int64_t capacity = 0;
  // kF32; kBf16, half the memory to read; or kQ8_0, a quarter: int8 with one scale for each vector,
  // keys [B, H, C/16, D/4, 16, 4] and 128 more than they say. Rounded once, as they are appended.
  DType type = DType::kF32;
  float* key_scales = nullptr;    // [B, H, C], of kQ8_0 alone
  float* value_scales = nullptr;  // [B, H, C]

  // Numbers in keys, and again in values.
  int64_t count() const { return batch * heads * capacity * head_size; }
  // Of keys, and again of values.
  size_t vector_bytes() const {
    return type == DType::kQ8_0 ? static_cast<size_t>(count()) : bytes_of(type, count());
  }
};

// Rows of [B, T, ...] that hold heads side by side: the vector of (b, t, h) starts at data + (b*T +
// t)*stride + h*D.
struct HeadRows {
  const float* data = nullptr;
  int64_t stride = 0;
};

struct AttentionOptions {
  float scale = 1.0f;
  // Query t sees keys [0, S - T + t]; otherwise all S.
  bool causal = false;
  const float* bias = nullptr;  // [H, T, S], added to the scaled scores (T5's relative positions)
  const uint8_t* mask =
      nullptr;  // [B, S], 0 hides a key. A row with every key hidden sees all of them alike.
};

// Writes T keys and values a row at positions [at, at + T). Neither is checked against the capacity
// here.
void append_keys_values(const KeyValues& cache, HeadRows keys, HeadRows values, int64_t T,
                        int64_t at, ThreadPool& pool);

// out [B, T, H*D] attends over the first S positions of the cache.
void attention(float* out, HeadRows queries, const KeyValues& cache, int64_t T, int64_t S,
               const AttentionOptions& options, ThreadPool& pool);

// append_keys_values at `past`, then causal attention over past + T positions, in one fork.
void causal_attention(float* out, HeadRows queries, HeadRows keys, HeadRows values,
                      const KeyValues& cache, int64_t T, int64_t past, float scale,
                      ThreadPool& pool);

}  // namespace continuo
