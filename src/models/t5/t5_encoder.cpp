#include "models/t5/t5_encoder.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "models/residual.h"
#include "nn/attention.h"

namespace continuo::t5 {

namespace {

// gelu_tanh(left half) * right half: x [T, 2F] -> [T, F]. T5 1.1 was trained with the tanh form of
// GELU.
Tensor gated_gelu(const Tensor& x, Context& context) {
  const int64_t F = x.shape().last() / 2;
  Tensor gated = context.arena.take(x.shape().with_last(F));
  const float* in = x.f32();
  float* out = gated.mutable_f32();
  context.pool.run(static_cast<int>(x.shape().rows()), [=](int row) {
    const float* gate = in + row * 2 * F;
    for (int64_t i = 0; i < F; ++i) {
      const float g = gate[i];
      const float inner = 0.7978845608f * (g + 0.044715f * g * g * g);  // sqrt(2/pi)
      out[row * F + i] = 0.5f * g * (1.0f + std::tanh(inner)) * gate[F + i];
    }
  });
  return gated;
}

}  // namespace

Config read_config(const HfConfig& config) {
  Config read{};
  read.vocab_size = config.integer("vocab_size", 1, 1 << 20);
  read.d_model = config.integer("d_model", 1, 1 << 14);
  read.d_kv = config.integer("d_kv", 4, 512);
  read.d_ff = config.integer("d_ff", 1, 1 << 16);
  read.num_layers = config.integer("num_layers", 1, 256);
  read.num_heads = config.integer("num_heads", 1, 1 << 10);
  read.relative_attention_num_buckets =
      config.integer("relative_attention_num_buckets", 4, 1 << 10);
  read.relative_attention_max_distance = config.integer(
      "relative_attention_max_distance", read.relative_attention_num_buckets / 4 + 1, 1 << 16);
  read.layer_norm_epsilon = static_cast<float>(config.number("layer_norm_epsilon", 0, 1));
  if (read.d_kv % 4 != 0) {  // the attention kernel's step
    fail(ErrorKind::kInput, "config", "{}: expected a multiple of 4, found {}.",
         config.path_of("d_kv"), read.d_kv);
  }
  const std::string feed_forward = config.text("feed_forward_proj");
  if (feed_forward != "relu" && feed_forward != "gated-gelu") {
    fail(ErrorKind::kInput, "config", "{}: expected relu or gated-gelu, found {}.",
         config.path_of("feed_forward_proj"), feed_forward);
  }
  read.gated = feed_forward == "gated-gelu";
  return read;
}

int64_t Config::parameters() const {
  const int64_t attention = 4 * d_model * num_heads * d_kv;
  const int64_t mlp = (gated ? 3 : 2) * d_model * d_ff;
  return vocab_size * d_model + relative_attention_num_buckets * num_heads +
         num_layers * (attention + mlp + 2 * d_model) + d_model;
}

Encoder::Encoder(const Weights& weights, const Config& config, DType linear) : config_(config) {
  const Weights stack = weights.scope("encoder");
  // The table goes by two names; files hold either, or both as one.
  const bool shared = weights.has("shared.weight");
  embed_tokens_ = Embedding(shared ? weights.scope("shared") : stack.scope("embed_tokens"),
                            config.vocab_size, config.d_model);
  if (shared) stack.ignore("embed_tokens.");
  relative_attention_bias_ = stack.scope("block", 0)
                                 .scope("layer", 0)
                                 .scope("SelfAttention")
                                 .take("relative_attention_bias.weight",
                                       {config.relative_attention_num_buckets, config.num_heads})
                                 .to_f32();
  for (int i = 0; i < config.num_layers; ++i)
    blocks_.emplace_back(stack.scope("block", i), config, linear);
  final_norm_ = RmsNorm(stack.scope("final_layer_norm"), config.d_model, config.layer_norm_epsilon);
}

Encoder::Block::Block(const Weights& weights, const Config& config, DType linear)
    : heads(config.num_heads), gated(config.gated) {
  constexpr auto kNoBias = Linear::Bias::kNone;
  const int64_t inner = config.num_heads * config.d_kv;
  const Weights attention = weights.scope("layer", 0);
  qkv = Linear::fused(attention.scope("SelfAttention"), {"q", "k", "v"}, config.d_model, inner,
                      linear, kNoBias);
  attention_out =
      Linear(attention.scope("SelfAttention").scope("o"), inner, config.d_model, linear, kNoBias);
  attention_norm =
      RmsNorm(attention.scope("layer_norm"), config.d_model, config.layer_norm_epsilon);
  const Weights mlp = weights.scope("layer", 1);
  const Weights dense = mlp.scope("DenseReluDense");
  mlp_in =
      gated ? Linear::fused(dense, {"wi_0", "wi_1"}, config.d_model, config.d_ff, linear, kNoBias)
            : Linear(dense.scope("wi"), config.d_model, config.d_ff, linear, kNoBias);
  mlp_out = Linear(dense.scope("wo"), config.d_ff, config.d_model, linear, kNoBias);
  mlp_norm = RmsNorm(mlp.scope("layer_norm"), config.d_model, config.layer_norm_epsilon);
}

void Encoder::Block::forward(Tensor& x, const float* position_bias, Context& context,
                             const Probe& at) const {
  const Arena::Scope scope(context.arena);
  const EncoderAttentionOptions attention{
      .heads = heads, .scale = 1.0f, .bias = position_bias, .mask = nullptr};
  const Tensor attended =
      encoder_attention(qkv(attention_norm(x, context), context), attention, context);
  add_branch(x, attention_out, attended, context, "self_attn", at);

  const Tensor normed = mlp_norm(x, context);
  const Tensor inner = gated ? gated_gelu(mlp_in(normed, context), context)
                             : mlp_in(normed, context, {.activation = Activation::kRelu});
  add_branch(x, mlp_out, inner, context, "mlp", at);
  x = at("out", x);
}

Tensor Encoder::operator()(std::span<const int32_t> ids, Context& context, const Probe& at) const {
  const auto T = static_cast<int64_t>(ids.size());
  if (T == 0) fail(ErrorKind::kInput, "t5", "no tokens: expected at least the end of the text.");
  Tensor x = embed_tokens_(ids, context).reshaped({1, T, config_.d_model});
  const Tensor bias = position_bias(T, context);
  for (size_t i = 0; i < blocks_.size(); ++i) {
    const Probe layer = at.in("layers", static_cast<int>(i));
    blocks_[i].forward(x, bias.f32(), context, layer);
  }
  return at("norm", final_norm_(x, context)).reshaped({T, config_.d_model});
}

// [H, T, T]: how much more or less each head looks from a token (row) at another (column).
Tensor Encoder::position_bias(int64_t T, Context& context) const {
  const int64_t H = config_.num_heads;
  Tensor bias = context.arena.take({H, T, T});
  float* out = bias.mutable_f32();
  const float* table = relative_attention_bias_.f32();
  for (int64_t query = 0; query < T; ++query) {
    for (int64_t key = 0; key < T; ++key) {
      const int64_t bucket = relative_bucket(key - query, config_.relative_attention_num_buckets,
                                             config_.relative_attention_max_distance);
      for (int64_t h = 0; h < H; ++h) out[(h * T + query) * T + key] = table[bucket * H + h];
    }
  }
  return bias;
}

size_t Encoder::arena_bytes(int64_t T) const {
  constexpr size_t kRounding = 64 * 32;  // each tensor begins on a line of its own
  const int64_t floats = T * config_.d_model * 4 + config_.num_heads * T * T +
                         T * config_.num_heads * config_.d_kv * 8 + T * config_.d_ff * 3;
  const Block& block = blocks_.front();
  return kRounding + static_cast<size_t>(floats) * sizeof(float) + block.qkv.arena_bytes(T) +
         block.attention_out.arena_bytes(T) + block.mlp_in.arena_bytes(T) +
         block.mlp_out.arena_bytes(T);
}

int64_t relative_bucket(int64_t offset, int64_t buckets, int64_t max_distance) {
  const int64_t half = buckets / 2;
  const int64_t exact = half / 2;
  const int64_t direction = offset > 0 ? half : 0;
  const int64_t distance = std::abs(offset);
  if (distance < exact) return direction + distance;
  // In float throughout: at the edges of buckets the last bit decides, as it did in training.
  const float ratio =
      std::log(static_cast<float>(distance) / static_cast<float>(exact)) /
      static_cast<float>(std::log(static_cast<double>(max_distance) / static_cast<double>(exact)));
  const auto logarithmic = exact + static_cast<int64_t>(ratio * static_cast<float>(half - exact));
  return direction + std::min(logarithmic, half - 1);
}

}  // namespace continuo::t5
