// The sizes of a MusicGen checkpoint, as its config.json gives them.
#pragma once

#include <cstdint>
#include <vector>

#include "checkpoint/hf_config.h"
#include "kernels/matmul.h"
#include "models/t5/t5_encoder.h"

namespace continuo::musicgen {

inline constexpr int64_t kMostTokens = 1024;  // of words

struct DecoderConfig {
  int64_t vocab_size;  // codes a codebook; the code `vocab_size` itself stands for none
  int64_t hidden_size;
  int64_t num_hidden_layers;
  int64_t num_attention_heads;
  int64_t ffn_dim;
  int64_t num_codebooks;
  int64_t max_position_embeddings;
  Activation activation;
  int64_t audio_channels = 1;      // 2: codebooks of left and right in turn
  int64_t depth_ffn_dim = 0;       // 0 where the codes of a step are predicted side by side
  std::vector<int> depth_order{};  // else the codebooks in the order in which they are written
  // Most steps of melody and words before the codes. Where there are none, cross-attention reads
  // the words instead.
  int64_t longest_prefix = 0;

  bool has_cross_attention() const { return longest_prefix == 0; }
  int64_t head_size() const { return hidden_size / num_attention_heads; }
  int32_t special_code() const { return static_cast<int32_t>(vocab_size); }
  int64_t parameters() const;
};

struct Config {
  t5::Config text_encoder;
  DecoderConfig decoder;
  int64_t num_chroma = 0;     // pitch classes of a melody; 0 for a model that follows none
  int64_t chroma_length = 0;  // moments of melody that stand before the words

  bool follows_melody() const { return num_chroma > 0; }
  // Between equal widths there is no projection.
  bool projects() const { return text_encoder.d_model != decoder.hidden_size; }
  int64_t parameters() const;  // of all parts but the audio codec
};

// Throws Error(kInput) that names the field which is missing, ill-typed or not supported.
Config read_config(const HfConfig& config);

// What a config says of the model, known before any tensor is read: that its codec is EnCodec, that
// it follows a melody.
bool writes_sound(const HfConfig& config);
bool follows_melody(const HfConfig& config);

}  // namespace continuo::musicgen
