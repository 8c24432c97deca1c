#include "models/musicgen/musicgen_decoder.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "models/residual.h"
#include "nn/attention.h"

namespace continuo::musicgen {

namespace {

constexpr auto kNoBias = Linear::Bias::kNone;

// [length, D]: cosines, then sines, of wavelengths from 2 pi to 10000 * 2 pi; an odd last column
// stays zero.
std::vector<float> sinusoids(int64_t length, int64_t D, ThreadPool* pool) {
  const int64_t half = D / 2;
  const auto slope = static_cast<float>(-std::log(10000.0) / static_cast<double>(half - 1));
  std::vector<float> frequencies(static_cast<size_t>(half));
  for (int64_t i = 0; i < half; ++i)
    frequencies[static_cast<size_t>(i)] = std::exp(static_cast<float>(i) * slope);
  std::vector<float> table(static_cast<size_t>(length * D));
  share_out(length, pool, [&](int64_t step) {
    float* row = table.data() + step * D;
    for (int64_t i = 0; i < half; ++i) {
      const float angle = static_cast<float>(step) * frequencies[static_cast<size_t>(i)];
      row[i] = std::cos(angle);
      row[half + i] = std::sin(angle);
    }
  });
  return table;
}

// q [G,S,D]: each row attends to its own condition, which are of different lengths.
Tensor attend(const Tensor& q, std::span<const KvCache> conditions, int layer, Context& context) {
  if (conditions.size() == 1) return cross_attention(q, conditions[0], layer, nullptr, context);
  Tensor attended = context.arena.take(q.shape());
  for (size_t row = 0; row < conditions.size(); ++row) {
    const Arena::Scope scope(context.arena);
    const auto b = static_cast<int64_t>(row);
    const Tensor one = cross_attention(q.slice(b, 1), conditions[row], layer, nullptr, context);
    std::copy(one.values().begin(), one.values().end(), attended.slice(b, 1).mutable_f32());
  }
  return attended;
}

}  // namespace

Decoder::Decoder(const Weights& weights, const DecoderConfig& config, DType linear, DType condition)
    : config_(config) {
  const Weights decoder = weights.scope("model").scope("decoder");
  for (int k = 0; k < config.num_codebooks; ++k) {
    embed_tokens_.emplace_back(decoder.scope("embed_tokens", k), config.vocab_size + 1,
                               config.hidden_size);
  }
  positions_ = sinusoids(config.longest_prefix + config.max_position_embeddings, config.hidden_size,
                         weights.pool());
  decoder.ignore("embed_positions.");  // older files carry the same table
  for (int i = 0; i < config.num_hidden_layers; ++i)
    layers_.emplace_back(decoder.scope("layers", i), config, linear, condition);
  norm_ = LayerNorm(decoder.scope("layer_norm"), config.hidden_size);
  if (config.depth_ffn_dim > 0) return;
  std::vector<std::string> heads;
  for (int k = 0; k < config.num_codebooks; ++k) heads.push_back(std::to_string(k));
  heads_ = Linear::fused(weights.scope("lm_heads"), heads, config.hidden_size, config.vocab_size,
                         linear, kNoBias);
}

Decoder::Layer::Layer(const Weights& weights, const DecoderConfig& config, DType linear,
                      DType condition)
    : activation(config.activation) {
  const int64_t D = config.hidden_size;
  const Weights self = weights.scope("self_attn");
  self_norm = LayerNorm(weights.scope("self_attn_layer_norm"), D);
  self_qkv = Linear::fused(self, {"q_proj", "k_proj", "v_proj"}, D, D, linear, kNoBias);
  self_out = Linear(self.scope("out_proj"), D, D, linear, kNoBias);
  if (config.has_cross_attention()) {
    const Weights cross = weights.scope("encoder_attn");
    cross_norm = LayerNorm(weights.scope("encoder_attn_layer_norm"), D);
    cross_q = Linear(cross.scope("q_proj"), D, D, linear, kNoBias);
    cross_kv = Linear::fused(cross, {"k_proj", "v_proj"}, D, D, condition, kNoBias);
    cross_out = Linear(cross.scope("out_proj"), D, D, linear, kNoBias);
  }
  mlp_norm = LayerNorm(weights.scope("final_layer_norm"), D);
  mlp_up = Linear(weights.scope("fc1"), D, config.ffn_dim, linear, kNoBias);
  mlp_down = Linear(weights.scope("fc2"), config.ffn_dim, D, linear, kNoBias);
}

void Decoder::Layer::forward(Tensor& x, int index, std::span<const KvCache> conditions,
                             const KvCache& past, Context& context, const Probe& at) const {
  const Arena::Scope scope(context.arena);
  const Tensor heard =
      self_attention(self_qkv(self_norm(x, context), context), past, index, context);
  add_branch(x, self_out, heard, context, "self_attn", at);

  if (!conditions.empty()) {
    Tensor given = x.slice(0, static_cast<int64_t>(conditions.size()));
    const Tensor read =
        attend(cross_q(cross_norm(given, context), context), conditions, index, context);
    add_branch(given, cross_out, read, context, "cross_attn", at);
  }

  const Tensor inner = mlp_up(mlp_norm(x, context), context, {.activation = activation});
  add_branch(x, mlp_down, inner, context, "mlp", at);
  x = at("out", x);
}

// x [B,S,D]: all codebooks' vectors of a step and its position, the same for every row.
Tensor Decoder::embed(std::span<const int32_t> codes, int64_t B, int64_t begin,
                      Context& context) const {
  const Tensor sum = embedding_sum(embed_tokens_, codes, context);
  const int64_t count = sum.shape().elements();
  Tensor x = context.arena.take({B, sum[0], sum[1]});
  float* out = x.mutable_f32();
  const float* codes_in = sum.f32();
  const float* positions = positions_.data() + begin * config_.hidden_size;
  for (int64_t i = 0; i < count; ++i) out[i] = codes_in[i] + positions[i];
  for (int64_t b = 1; b < B; ++b) std::copy_n(out, count, out + b * count);
  return x;
}

Tensor Decoder::forward(std::span<const int32_t> codes, std::span<const KvCache> conditions,
                        KvCache& past, Context& context, const Probe& at) const {
  Tensor x = at("embed", embed(codes, past.batch(), past.length(), context));
  pass(x, conditions, past, context, at);
  return x;
}

void Decoder::read(std::span<const Tensor> rows, int64_t begin, int64_t S, KvCache& past,
                   Context& context, const Probe& at) const {
  const int64_t D = config_.hidden_size;
  Tensor x = context.arena.take({static_cast<int64_t>(rows.size()), S, D});
  const float* positions = positions_.data() + past.length() * D;
  float* out = x.mutable_f32();
  for (const Tensor& row : rows) {
    const float* in = row.f32() + begin * D;
    for (int64_t i = 0; i < S * D; ++i) *out++ = in[i] + positions[i];
  }
  x = at("embed", x);
  pass(x, {}, past, context, at);
}

void Decoder::pass(Tensor& x, std::span<const KvCache> conditions, KvCache& past, Context& context,
                   const Probe& at) const {
  for (size_t i = 0; i < layers_.size(); ++i) {
    const auto index = static_cast<int>(i);
    const Probe layer = at.in("layers", index);
    layers_[i].forward(x, index, conditions, past, context, layer);
  }
  past.advance(x[1]);
}

Tensor Decoder::last_state(const Tensor& x, Context& context, const Probe& at) const {
  const int64_t B = x[0], S = x[1], D = x[2];
  Tensor last = x.reshaped({B, S * D});
  if (S > 1) {
    last = context.arena.take({B, D});
    for (int64_t b = 0; b < B; ++b)
      std::copy_n(x.f32() + (b * S + S - 1) * D, D, last.mutable_f32() + b * D);
  }
  return at("norm", norm_(last, context));
}

Tensor Decoder::logits(const Tensor& state, Context& context, const Probe& at) const {
  return at("logits", heads_(state, context));
}

KvCache Decoder::remember(const Tensor& condition, Context& context) const {
  KvCache cache(static_cast<int>(layers_.size()), 1, config_.num_attention_heads,
                config_.head_size(), condition[1]);
  for (size_t i = 0; i < layers_.size(); ++i) {
    const Arena::Scope scope(context.arena);
    continuo::remember(layers_[i].cross_kv(condition, context), cache, static_cast<int>(i),
                       context);
  }
  cache.advance(condition[1]);
  return cache;
}

size_t Decoder::arena_bytes(int64_t B, int64_t S) const {
  constexpr size_t kRounding = 64 * 32;  // each tensor begins on a line of its own
  const int64_t rows = B * S;
  // x, three norms, three attentions, the last steps; at first, codes and what they say.
  const int64_t floats = (8 * rows + S + config_.num_codebooks) * config_.hidden_size;
  const Layer& layer = layers_.front();
  return kRounding + static_cast<size_t>(floats) * sizeof(float) +
         layer.self_qkv.arena_bytes(rows) + layer.self_out.arena_bytes(rows) +
         (config_.has_cross_attention()
              ? layer.cross_q.arena_bytes(rows) + layer.cross_out.arena_bytes(rows)
              : 0) +
         layer.mlp_up.arena_bytes(rows) + layer.mlp_down.arena_bytes(rows) +
         (config_.depth_ffn_dim > 0 ? 0 : heads_.arena_bytes(B));
}

size_t Decoder::remember_bytes(int64_t T) const {
  return 64 + layers_.front().cross_kv.arena_bytes(T);
}

}  // namespace continuo::musicgen
