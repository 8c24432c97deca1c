// SEANet: the convolutions around an LSTM that EnCodec's encoder and decoder are both made of.
//
// T rows of time, C channels: x [T, C]. Tagliasacchi et al., "SEANet: A Multi-modal Speech
// Enhancement Network", 2020; Defossez et al., "High Fidelity Neural Audio Compression", 2022.
// Names are those of Hugging Face's EncodecModel. Odd: the checkpoint counts ELU as layers; a
// transposed convolution's norm sees the surplus rows that are cut off after it.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "models/encodec/config.h"
#include "nn/lstm.h"
#include "nn/probe.h"

namespace continuo::encodec {

// How matrices are held: convolutions as f32 or bf16, the LSTM's in any format.
struct Formats {
  DType convolutions = DType::kF32;
  DType lstm = DType::kF32;
};

// Step memory for a net: each layer writes where the one before it does not.
struct Scratch {
  explicit Scratch(size_t bytes) : arenas{Arena(bytes), Arena(bytes)} {}
  size_t bytes() const { return arenas[0].capacity() + arenas[1].capacity(); }
  Arena arenas[2];
};

class Seanet {
 private:
  struct ResidualState {
    Conv1d::State first;
    Conv1d::State second;
    Conv1d::State shortcut;
    Tensor owed;  // rows of the skip connection whose branch is still to come
    int64_t owed_rows = 0;
  };

 public:
  // One sequence on its way; as new after its last piece.
  struct State {
    std::vector<std::variant<Conv1d::State, ConvTranspose1d::State, ResidualState, Lstm::State>>
        layers;
  };

  // `weights` at "encoder" or "decoder".
  Seanet(const Weights& weights, const Config& config, std::span<const LayerPlan> layers,
         const Formats& formats);

  State start() const;
  // x [n, inputs] -> [m, outputs], m as many as can be said by now; any pieces of a sequence give
  // the same numbers. x may lie in arenas[1]; the result lies in one of them until the next call. A
  // probe sees "layers.I.out" and in residual blocks "layers.I.block.1", "block.3" and, where it is
  // a convolution, "shortcut", piece by piece. Throws Error(kInternal) for pieces where config has
  // time_norm.
  Tensor forward(Tensor x, State& state, bool last, Scratch& scratch, ThreadPool& pool,
                 const Probe& at) const;

  // Bounds for pieces of up to n rows.
  int64_t most_rows(int64_t n) const;
  size_t arena_bytes(int64_t n) const;
  // Output rows by which a decoder stays behind its input once it has begun.
  int64_t look_ahead() const;

 private:
  struct Residual {
    Conv1d first;
    Conv1d second;
    std::optional<Conv1d> shortcut;

    ResidualState start() const;
    Tensor forward(const Tensor& x, ResidualState& state, bool last, Context& context,
                   const Probe& at) const;
    int64_t most_rows(int64_t n) const { return second.most_rows(first.most_rows(n)); }
    size_t arena_bytes(int64_t n) const;
  };
  struct Layer {
    LayerPlan plan;
    std::variant<Conv1d, ConvTranspose1d, Residual, Lstm> body;
  };

  Residual read_residual(const Weights& weights, const Config& config, const LayerPlan& plan,
                         DType type) const;

  std::vector<Layer> layers_;
};

}  // namespace continuo::encodec
