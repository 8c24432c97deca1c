#include "models/musicgen/musicgen_melody.h"

#include <algorithm>

#include "base/error.h"

namespace continuo::musicgen {

MelodyPrefix::MelodyPrefix(const Weights& weights, int64_t num_chroma, int64_t moments,
                           int64_t hidden_size)
    : moments_(moments),
      hidden_size_(hidden_size),
      vectors_(Tensor::zeros({num_chroma, hidden_size})) {
  // A moment is one pitch class alone, so that the product with it is a column.
  const Tensor weight = weights.take("weight", {hidden_size, num_chroma}).to_f32();
  const Tensor bias = weights.take("bias", {hidden_size}).to_f32();
  float* out = vectors_.mutable_f32();
  for (int64_t c = 0; c < num_chroma; ++c) {
    for (int64_t d = 0; d < hidden_size; ++d)
      *out++ = weight.f32()[d * num_chroma + c] + bias.f32()[d];
  }
}

void MelodyPrefix::write_tune(std::span<const int32_t> pitch_classes, float* out) const {
  constexpr int32_t kNoTune[] = {0};
  if (pitch_classes.empty()) pitch_classes = kNoTune;
  for (int64_t moment = 0; moment < moments_; ++moment) {
    const int32_t pitch = pitch_classes[static_cast<size_t>(moment) % pitch_classes.size()];
    if (pitch < 0 || pitch >= vectors_[0]) {
      fail(ErrorKind::kInput, "melody", "expected pitch classes from 0 to {}, found {}.",
           vectors_[0] - 1, pitch);
    }
    std::copy_n(vectors_.f32() + pitch * hidden_size_, hidden_size_, out + moment * hidden_size_);
  }
}

Tensor MelodyPrefix::operator()(std::span<const int32_t> pitch_classes, const Tensor& words) const {
  Tensor prefix = Tensor::zeros({moments_ + words[0], hidden_size_});
  write_tune(pitch_classes, prefix.mutable_f32());
  std::copy(words.values().begin(), words.values().end(),
            prefix.mutable_f32() + moments_ * hidden_size_);
  return prefix;
}

Tensor MelodyPrefix::null(int64_t tokens) const {
  Tensor prefix = Tensor::zeros({moments_ + tokens, hidden_size_});
  write_tune({}, prefix.mutable_f32());
  return prefix;
}

}  // namespace continuo::musicgen
