// Writes the codes of one frame after the other: each knows the decoder's state and the codes
// before it. Embedded models have it in the place of the delay pattern.
//
// B rows, K codebooks, V codes, D hidden size, F = depth_ffn_dim. With z_0 the decoder's state and
// z_k = z_(k-1) + embed_tokens_(k-1)[code k-1], code 0 is read off z_0 and code k off
// output_norm(z_k + fc2(gelu(fc1(input_norm(z_k))))), each by its own lm_head. The idea is the depth
// transformer of Lee et al., "Autoregressive Image Generation using Residual Quantization", 2022,
// with a sum in the place of attention.
#pragma once

#include <cstdint>
#include <vector>

#include "models/musicgen/config.h"
#include "nn/layers.h"
#include "nn/probe.h"

namespace continuo::musicgen {

class DepthDecoder {
 public:
  // `weights` at "decoder".
  DepthDecoder(const Weights& weights, const DecoderConfig& config, DType linear);

  // z [B,D] += what code k says. Throws Error(kInput) for a code outside the vocabulary.
  void take(Tensor& z, int k, int32_t code) const;
  // z [B,D], knowing the codes before k -> logits [B,V] of code k.
  Tensor logits(const Tensor& z, int k, Context& context, const Probe& at = {}) const;

  size_t arena_bytes(int64_t B) const;

 private:
  struct Layer {
    LayerNorm input_norm;
    Linear up;
    Linear down;
    LayerNorm output_norm;
  };

  DecoderConfig config_;
  std::vector<Embedding> embed_tokens_;  // of codes 0..K-2
  std::vector<Layer> layers_;            // of codes 1..K-1
  std::vector<Linear> heads_;
};

}  // namespace continuo::musicgen
