// Writes the codes of one step after the other: each knows the decoder's state and the codes before
// it. Embedded models have it in the place of the delay pattern's parallel heads.
//
// B rows, K codebooks, V codes, D hidden size, F = depth_ffn_dim. The i-th code is of codebook
// depth_order[i]. With z_0 the decoder's state and z_i = z_(i-1) + embed_tokens_(i-1)[code i-1], the
// first code is read off z_0 and the i-th off output_norm(z_i + fc2(gelu(fc1(input_norm(z_i))))), by
// its codebook's lm_head. The idea is the depth transformer of Lee et al., "Autoregressive Image
// Generation using Residual Quantization", 2022, with a sum in the place of attention.
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

  // z [B,D] += what the i-th code says. Throws Error(kInput) for a code outside the vocabulary.
  void take(Tensor& z, int i, int32_t code) const;
  // z [B,D], knowing the codes before the i-th -> its logits [B,V].
  Tensor logits(const Tensor& z, int i, Context& context, const Probe& at = {}) const;

  // Read where every code of a step is asked for once.
  size_t step_weight_bytes() const;
  size_t arena_bytes(int64_t B) const;

 private:
  struct Layer {
    LayerNorm input_norm;
    Linear up;
    Linear down;
    LayerNorm output_norm;
  };

  DecoderConfig config_;
  std::vector<Tensor> embed_tokens_;  // [V,D] of all but the last code
  std::vector<Layer> layers_;         // of all but the first
  std::vector<Linear> heads_;         // by codebook
};

}  // namespace continuo::musicgen
