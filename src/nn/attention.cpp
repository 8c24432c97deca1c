#include "nn/attention.h"

#include <cmath>

#include "base/error.h"

namespace continuo {

namespace {

void expect_rows(const Tensor& x, const KeyValues& cache, int64_t parts, const char* what) {
  const int64_t hidden = cache.heads * cache.head_size;
  if (x.shape().rank() != 3 || x[0] != cache.batch || x[1] == 0 || x[2] != parts * hidden) {
    fail(ErrorKind::kInternal, "attention", "{}: expected [{}, T, {}], found {}.", what,
         cache.batch, parts * hidden, x.shape().text());
  }
}

float scale_for(const KeyValues& cache) {
  return 1.0f / std::sqrt(static_cast<float>(cache.head_size));
}

}  // namespace

Tensor self_attention(const Tensor& qkv, const KvCache& past, int layer, Context& context) {
  const KeyValues cache = past.layer(layer);
  expect_rows(qkv, cache, 3, "qkv");
  past.require(qkv[1]);
  const int64_t hidden = cache.heads * cache.head_size;
  Tensor out = context.arena.take({qkv[0], qkv[1], hidden});
  const float* data = qkv.f32();
  causal_attention(out.mutable_f32(), {data, 3 * hidden}, {data + hidden, 3 * hidden},
                   {data + 2 * hidden, 3 * hidden}, cache, qkv[1], past.length(), scale_for(cache),
                   context.pool);
  return out;
}

void remember(const Tensor& key_value, const KvCache& condition, int layer, Context& context) {
  const KeyValues cache = condition.layer(layer);
  expect_rows(key_value, cache, 2, "key_value");
  condition.require(key_value[1]);
  const int64_t hidden = cache.heads * cache.head_size;
  const float* data = key_value.f32();
  append_keys_values(cache, {data, 2 * hidden}, {data + hidden, 2 * hidden}, key_value[1],
                     condition.length(), context.pool);
}

Tensor cross_attention(const Tensor& q, const KvCache& condition, int layer, const uint8_t* mask,
                       Context& context) {
  const KeyValues cache = condition.layer(layer);
  expect_rows(q, cache, 1, "q");
  Tensor out = context.arena.take(q.shape());
  AttentionOptions options;
  options.scale = scale_for(cache);
  options.mask = mask;
  attention(out.mutable_f32(), {q.f32(), q[2]}, cache, q[1], condition.length(), options,
            context.pool);
  return out;
}

Tensor encoder_attention(const Tensor& qkv, const EncoderAttentionOptions& options,
                         Context& context) {
  if (qkv.shape().rank() != 3 || options.heads <= 0 || qkv[2] % (3 * options.heads) != 0 ||
      qkv[1] == 0) {
    fail(ErrorKind::kInternal, "attention", "expected [B, T, 3 * {} * D], found {}.", options.heads,
         qkv.shape().text());
  }
  const int64_t hidden = qkv[2] / 3;
  Tensor out = context.arena.take({qkv[0], qkv[1], hidden});
  const Arena::Scope scope(context.arena);
  KeyValues cache;
  cache.batch = qkv[0];
  cache.heads = options.heads;
  cache.head_size = hidden / options.heads;
  cache.capacity = (qkv[1] + KeyValues::kBlock - 1) / KeyValues::kBlock * KeyValues::kBlock;
  cache.keys = context.arena.take({cache.count()}).mutable_f32();
  cache.values = context.arena.take({cache.count()}).mutable_f32();
  const float* data = qkv.f32();
  append_keys_values(cache, {data + hidden, qkv[2]}, {data + 2 * hidden, qkv[2]}, qkv[1], 0,
                     context.pool);
  AttentionOptions attention_options;
  attention_options.scale = options.scale;
  attention_options.bias = options.bias;
  attention_options.mask = options.mask;
  attention(out.mutable_f32(), {data, qkv[2]}, cache, qkv[1], qkv[1], attention_options,
            context.pool);
  return out;
}

}  // namespace continuo
