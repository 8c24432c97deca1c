// MusicGen's decoder: codes so far and a condition, to the logits of the next codes.
//
// B rows (one a condition), G of them with a condition, S steps, K codebooks, V codes, D hidden
// size, T condition length. Copet et al., "Simple and Controllable Music Generation", 2023. Names
// are those of Hugging Face's MusicgenForCausalLM and MusicgenMelodyForCausalLM. Odd: no biases but
// in the norms; positions are [cos | sin], not interleaved; tables have V + 1 entries, heads V. A
// melody model has no cross-attention: what it listens to stands before the codes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/musicgen/config.h"
#include "nn/kv_cache.h"
#include "nn/layers.h"
#include "nn/probe.h"

namespace continuo::musicgen {

class Decoder {
 public:
  // `weights` at "decoder"; `condition` is the format of what reads conditions, once each.
  Decoder(const Weights& weights, const DecoderConfig& config, DType linear, DType condition);

  // Keys and values of a condition [1,T,D] for every layer's cross-attention.
  KvCache remember(const Tensor& condition, DType as, Context& context) const;

  // codes [S,K], seen by all rows alike -> x [B,S,D] before the final norm; appends S steps to
  // `past` (of B rows). The first G rows attend to `conditions`; the rest pass cross-attention by,
  // as if all that it saw were zero.
  Tensor forward(std::span<const int32_t> codes, std::span<const KvCache> conditions, KvCache& past,
                 Context& context, const Probe& at) const;
  // Steps [begin, begin + S) of what stands before the codes, one [P,D] a row; appends them to
  // `past`.
  void read(std::span<const Tensor> rows, int64_t begin, int64_t S, KvCache& past, Context& context,
            const Probe& at) const;
  // x [B,S,D] -> the normed state [B,D] of the last step.
  Tensor last_state(const Tensor& x, Context& context, const Probe& at) const;
  // That state -> logits [B, K*V] of codes that are predicted side by side.
  Tensor logits(const Tensor& state, Context& context, const Probe& at) const;

  // What every step reads of the weights: matrices, norms, and one row of each table.
  size_t step_weight_bytes() const;
  size_t arena_bytes(int64_t B, int64_t S) const;
  size_t remember_bytes(int64_t T) const;

 private:
  struct Layer {
    Layer(const Weights& weights, const DecoderConfig& config, DType linear, DType condition);
    // `next` is what is multiplied with after this layer.
    void forward(Tensor& x, int index, std::span<const KvCache> conditions, const KvCache& past,
                 const Linear* next, Context& context, const Probe& at) const;

    LayerNorm self_norm;
    Linear self_qkv;
    Linear self_out;
    LayerNorm cross_norm;  // these four are empty without cross-attention
    Linear cross_q;
    Linear cross_kv;
    Linear cross_out;
    LayerNorm mlp_norm;
    Linear mlp_up;
    Linear mlp_down;
    Activation activation;
  };

  Tensor embed(std::span<const int32_t> codes, int64_t B, int64_t begin, Context& context) const;
  void pass(Tensor& x, std::span<const KvCache> conditions, KvCache& past, Context& context,
            const Probe& at) const;

  DecoderConfig config_;
  std::vector<Embedding> embed_tokens_;
  std::vector<float> positions_;  // [longest_prefix + max_position_embeddings, D]
  std::vector<Layer> layers_;
  LayerNorm norm_;
  std::optional<Linear> heads_;  // none where a depth decoder has them
};

}  // namespace continuo::musicgen
