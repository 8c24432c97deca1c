// The three ways that models here attend: to their own past, to a condition, and freely within a
// text.
//
// B rows, T queries, S keys, H heads of D values; hidden size H*D.
#pragma once

#include "nn/context.h"
#include "nn/kv_cache.h"

namespace continuo {

// qkv [B, T, 3*H*D] (query, key, value side by side) -> [B, T, H*D]. Appends to `past` at its
// length, and attends causally; the caller advances `past` after the last layer. Scale 1/sqrt(D).
Tensor self_attention(const Tensor& qkv, const KvCache& past, int layer, Context& context);

// Keys and values [B, S, 2*H*D] (key, value side by side) of a condition, into one layer of a cache
// at its length.
void remember(const Tensor& key_value, const KvCache& condition, int layer, Context& context);

// q [B, T, H*D] attends over all positions of `condition`. mask [B, S] bytes, 0 hides; null sees
// all. Scale 1/sqrt(D).
Tensor cross_attention(const Tensor& q, const KvCache& condition, int layer, const uint8_t* mask,
                       Context& context);

struct EncoderAttentionOptions {
  int64_t heads = 0;
  float scale = 1.0f;             // T5: 1
  const float* bias = nullptr;    // [H, T, T]
  const uint8_t* mask = nullptr;  // [B, T]
};
// qkv [B, T, 3*H*D] -> [B, T, H*D]; every position sees every other.
Tensor encoder_attention(const Tensor& qkv, const EncoderAttentionOptions& options,
                         Context& context);

}  // namespace continuo
