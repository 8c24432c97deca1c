// What a MusicGen melody model is given before the codes: a tune's pitch class at every moment, and
// the words.
//
// T tokens, M moments, P = M + T, D hidden size. Names are those of Hugging Face's
// MusicgenMelodyForConditionalGeneration. Odd: a model without a tune hears a C throughout.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/weights.h"
#include "tensor/tensor.h"

namespace continuo::musicgen {

class MelodyPrefix {
 public:
  // `weights` at "audio_enc_to_dec_proj".
  MelodyPrefix(const Weights& weights, int64_t num_chroma, int64_t moments, int64_t hidden_size);

  // words [T,D] -> [P,D]. The pitch classes begin again where they are fewer than M, and are cut
  // where they are more; none are a C. Throws Error(kInput) for one out of range.
  Tensor operator()(std::span<const int32_t> pitch_classes, const Tensor& words) const;
  // Beside words of `tokens`: no tune, and zeros.
  Tensor null(int64_t tokens) const;

 private:
  void write_tune(std::span<const int32_t> pitch_classes, float* out) const;

  int64_t moments_;
  int64_t hidden_size_;
  Tensor vectors_;  // [num_chroma, D]: what the projection makes of each pitch class
};

}  // namespace continuo::musicgen
