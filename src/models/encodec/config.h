// The sizes of an EnCodec checkpoint, as its config.json gives them, and the layers that follow
// from them.
#pragma once

#include <cstdint>
#include <vector>

#include "checkpoint/hf_config.h"
#include "nn/conv1d.h"

namespace continuo::encodec {

// One layer of the encoder or the decoder. ELU layers have a place in the checkpoint's count and no
// tensors: here they belong to the layer after them.
struct LayerPlan {
  enum class Kind : uint8_t { kConvolution, kTransposed, kResidual, kLstm };
  Kind kind;
  int index;            // the checkpoint's
  Conv1d::Sizes sizes;  // of a residual block: its first convolution, outputs as inputs
  bool elu = false;     // before it
};

struct Config {
  int64_t sampling_rate;  // Hz
  int64_t audio_channels;
  int64_t hidden_size;  // D: values that the quantiser turns into codes
  int64_t num_filters;
  int64_t num_residual_layers;
  std::vector<int64_t> upsampling_ratios;  // the decoder's order
  int64_t kernel_size;
  int64_t last_kernel_size;
  int64_t residual_kernel_size;
  int64_t dilation_growth_rate;
  int64_t compress;  // a residual block is narrower inside by this factor
  int64_t num_lstm_layers;
  int64_t codebook_size;                  // V
  std::vector<double> target_bandwidths;  // kbit/s, ascending
  ConvPadding padding;
  bool time_norm;      // norm_type: "time_group_norm", or "weight_norm", which is folded away
  bool conv_shortcut;  // else a residual block adds its input as it is
  bool normalize;      // each chunk is coded at unit loudness, beside its scale
  // Where sound is coded in chunks that overlap, in sample frames; else 0.
  int64_t chunk_length = 0;
  int64_t chunk_stride = 0;

  int64_t hop() const;             // sample frames a frame of codes
  int64_t frame_rate() const;      // frames of codes a second, rounded up
  int64_t num_quantizers() const;  // K: codebooks in the file
  // Codebooks that a bandwidth pays for: at least 1, at most all.
  int64_t codebooks_for(double kbit_per_s) const;
  int64_t parameters() const;  // with weight norm folded

  std::vector<LayerPlan> encoder_layers() const;
  std::vector<LayerPlan> decoder_layers() const;
};

// `config` is the object of model_type "encodec". Throws Error(kInput) that names the field which
// is missing, ill-typed or not supported.
Config read_config(const HfConfig& config);

}  // namespace continuo::encodec
