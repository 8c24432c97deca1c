#include "models/musicgen/depth_decoder.h"

#include "base/error.h"

namespace continuo::musicgen {

DepthDecoder::DepthDecoder(const Weights& weights, const DecoderConfig& config, DType linear)
    : config_(config) {
  const int64_t D = config.hidden_size, F = config.depth_ffn_dim, V = config.vocab_size;
  const auto K = static_cast<int>(config.num_codebooks);
  const Weights depth = weights.scope("depth");
  for (int k = 0; k + 1 < K; ++k) {
    embed_tokens_.push_back(depth.scope("embed_tokens", k).take("weight", {V, D}).to_f32());
    const Weights layer = depth.scope("layers", k);
    layers_.push_back({LayerNorm(layer.scope("input_norm"), D),
                       Linear(layer.scope("fc1"), D, F, linear, Linear::Bias::kNone),
                       Linear(layer.scope("fc2"), F, D, linear, Linear::Bias::kNone),
                       LayerNorm(layer.scope("output_norm"), D)});
  }
  for (int k = 0; k < K; ++k)
    heads_.emplace_back(weights.scope("lm_heads", k), D, V, linear, Linear::Bias::kNone);
}

void DepthDecoder::take(Tensor& z, int i, int32_t code) const {
  if (i + 1 >= config_.num_codebooks) return;  // nothing comes after the last code
  const Tensor& table = embed_tokens_[static_cast<size_t>(i)];
  if (code < 0 || code >= table[0]) {
    fail(ErrorKind::kInput, "musicgen", "expected codes from 0 to {}, found {}.", table[0] - 1,
         code);
  }
  const int64_t D = config_.hidden_size;
  const float* said = table.f32() + code * D;
  float* values = z.mutable_f32();
  for (int64_t b = 0; b < z[0]; ++b) {
    for (int64_t d = 0; d < D; ++d) values[b * D + d] += said[d];
  }
}

Tensor DepthDecoder::logits(const Tensor& z, int i, Context& context, const Probe& at) const {
  const auto codebook = static_cast<size_t>(config_.depth_order[static_cast<size_t>(i)]);
  const Linear& head = heads_[codebook];
  if (i == 0) return at("logits", head(z, context));
  const Layer& layer = layers_[static_cast<size_t>(i - 1)];
  const Tensor inner =
      layer.up(layer.input_norm(z, context), context, {.activation = Activation::kGelu});
  const Tensor state = layer.down(inner, context, {.residual = &z});
  return at("logits", head(at("state", layer.output_norm(state, context)), context));
}

size_t DepthDecoder::step_weight_bytes() const {
  size_t bytes = 0;
  for (const Linear& head : heads_) bytes += head.bytes();
  for (const Layer& layer : layers_) bytes += layer.up.bytes() + layer.down.bytes();
  return bytes;
}

size_t DepthDecoder::arena_bytes(int64_t B) const {
  constexpr size_t kRounding = 64 * 16;
  size_t bytes = kRounding + heads_.front().arena_bytes(B) +
                 static_cast<size_t>(2 * B * config_.hidden_size) * sizeof(float);
  if (!layers_.empty())
    bytes += layers_.front().up.arena_bytes(B) + layers_.front().down.arena_bytes(B);
  return bytes;
}

}  // namespace continuo::musicgen
