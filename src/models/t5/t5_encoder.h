// T5's encoder: token ids to one vector a token.
//
// T tokens, D model width, H heads of d_kv values, F feed-forward width. Raffel et al., "Exploring
// the Limits of Transfer Learning with a Unified Text-to-Text Transformer", 2020, and T5 1.1 (gated
// feed-forward). Names are those of Hugging Face's T5EncoderModel. Odd: no 1/sqrt(d) in attention,
// one table of relative position biases for all layers, and norms without mean or bias.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "checkpoint/hf_config.h"
#include "nn/layers.h"
#include "nn/probe.h"

namespace continuo::t5 {

struct Config {
  int64_t vocab_size;
  int64_t d_model;
  int64_t d_kv;
  int64_t d_ff;
  int64_t num_layers;
  int64_t num_heads;
  int64_t relative_attention_num_buckets;
  int64_t relative_attention_max_distance;
  float layer_norm_epsilon;
  bool gated;  // feed_forward_proj: "relu" or "gated-gelu"

  int64_t parameters() const;
};
// Throws Error(kInput) for a missing, ill-typed or unsupported field.
Config read_config(const HfConfig& config);

class Encoder {
 public:
  Encoder(const Weights& weights, const Config& config, DType linear);

  // ids -> [T, D], in the context's arena. Throws Error(kInput) for an id outside the vocabulary.
  // Thread: any.
  Tensor operator()(std::span<const int32_t> ids, Context& context, const Probe& at = {}) const;
  size_t arena_bytes(int64_t tokens) const;

 private:
  struct Block {
    Block(const Weights& weights, const Config& config, DType linear);
    void forward(Tensor& x, const float* position_bias, Context& context, const Probe& at) const;

    RmsNorm attention_norm;
    Linear qkv;
    Linear attention_out;
    RmsNorm mlp_norm;
    Linear mlp_in;  // wi, or wi_0 and wi_1 side by side
    Linear mlp_out;
    int64_t heads;
    bool gated;
  };

  Tensor position_bias(int64_t tokens, Context& context) const;

  Config config_;
  Embedding embed_tokens_;
  Tensor relative_attention_bias_;  // [buckets, H]
  std::vector<Block> blocks_;
  RmsNorm final_norm_;
};

// The bucket of a key that stands `offset` tokens after its query: half the buckets a direction,
// each exact near by and logarithmic from there to `max_distance`.
int64_t relative_bucket(int64_t offset, int64_t buckets, int64_t max_distance);

}  // namespace continuo::t5
