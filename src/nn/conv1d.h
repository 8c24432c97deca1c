// Convolutions over time as matrix products, of whole sequences or of sequences that arrive in
// pieces.
//
// T rows of time, C channels side by side: x [T, C], so that a window of K rows is one run of K*C
// values and a convolution is a product over overlapping rows, without a copy of each window.
// Padding is EnCodec's (Defossez et al., "High Fidelity Neural Audio Compression", 2022).
#pragma once

#include <optional>
#include <vector>

#include "nn/sequence_windows.h"
#include "nn/weights.h"

namespace continuo {

// GroupNorm with one group: every value of the sequence by one mean and one deviation, then a gain
// and a bias for each channel. It needs the whole sequence at once.
class TimeNorm {
 public:
  // Takes "weight" and "bias" [channels].
  TimeNorm(const Weights& weights, int64_t channels, float epsilon = 1e-5f);
  // x [T, C], in place.
  void operator()(Tensor& x, Context& context) const;

 private:
  std::vector<float> gain_;
  std::vector<float> bias_;
  float epsilon_;
};

// How the ends of a sequence are met. A causal convolution sees nothing that comes later.
struct ConvPadding {
  bool causal = false;
  Padding padding = Padding::kZeros;
  double trim_right = 1.0;  // the share of a causal transposed convolution's surplus cut at the end
};

// A piece of a sequence on its way through a layer.
struct PieceOptions {
  Prepare prepare = Prepare::kCopy;  // what happens to the input first
  bool last = true;                  // the sequence ends here
};

// y[t] = bias + sum over k of W[k] x[t * stride + k * dilation], over the padded sequence. T rows
// give ceil(T / stride).
class Conv1d {
 public:
  struct Sizes {
    int64_t inputs = 0;
    int64_t outputs = 0;
    int64_t kernel = 1;
    int64_t stride = 1;
    int64_t dilation = 1;
  };
  using State = SequenceWindows::State;

  // weight [outputs, inputs, kernel] and bias [outputs], held as f32 or bf16 (then the input is
  // rounded too). Total padding is (kernel-1)*dilation + 1 - stride: all on the left where causal,
  // else the smaller half on the right; what makes T a multiple of the stride comes on the right.
  // What is to be rearranged is shared out to `pool`. Throws Error(kInput) for tensors of another
  // shape.
  Conv1d(const Tensor& weight, const Tensor& bias, const Sizes& sizes, const ConvPadding& padding,
         DType type, std::optional<TimeNorm> norm = {}, ThreadPool* pool = nullptr);

  const Sizes& sizes() const { return sizes_; }
  State start() const { return windows_.start(); }
  // x [n, inputs] -> [m, outputs] in the context's arena, m as many as can be said by now. Any
  // pieces of a sequence give the same numbers. Throws Error(kInternal) where a layer with a norm
  // is given a sequence in pieces.
  Tensor operator()(const Tensor& x, State& state, const PieceOptions& piece,
                    Context& context) const;

  // Bounds for pieces of up to n rows.
  int64_t most_rows(int64_t n) const { return windows_.most_windows(n); }
  size_t arena_bytes(int64_t n) const;
  // Rows that a layer of stride 1 may owe between pieces.
  int64_t most_owed() const;
  // Rows that it does owe once it has begun: its look-ahead.
  int64_t look_ahead() const { return windows_.shape().pad_right; }

 private:
  friend class ConvTranspose1d;
  Conv1d() = default;
  void set_weights(const Tensor& rows, const Tensor& bias, const WindowShape& shape,
                   ThreadPool* pool);
  void multiply(Tensor& y, const Windows& windows, Context& context) const;

  Sizes sizes_;
  SequenceWindows windows_;
  PackedMatrix weight_;               // [outputs, kernel * inputs]
  std::vector<float> narrow_weight_;  // the same where outputs are few, and weight_ is empty
  std::vector<float> bias_;
  std::optional<TimeNorm> norm_;
};

// Each input row spread over `kernel` output rows, `stride` apart; a kernel is a multiple of the
// stride. T rows give T * stride: the surplus, kernel - stride, is cut off both ends.
//
// Computed as a convolution with kernel/stride taps whose every output row is `stride` rows.
class ConvTranspose1d {
 public:
  struct State {
    Conv1d::State windows;
    int64_t to_skip = 0;  // rows of the surplus at the beginning that are still to come
  };

  // weight [inputs, outputs, kernel] and bias [outputs]. Throws Error(kInput) as Conv1d does.
  ConvTranspose1d(const Tensor& weight, const Tensor& bias, const Conv1d::Sizes& sizes,
                  const ConvPadding& padding, DType type, std::optional<TimeNorm> norm = {},
                  ThreadPool* pool = nullptr);

  const Conv1d::Sizes& sizes() const { return sizes_; }
  State start() const { return {product_.start(), cut_left_}; }
  // x [n, inputs] -> [m, outputs], as Conv1d.
  Tensor operator()(const Tensor& x, State& state, const PieceOptions& piece,
                    Context& context) const;

  int64_t most_rows(int64_t n) const { return product_.most_rows(n) * sizes_.stride; }
  size_t arena_bytes(int64_t n) const { return product_.arena_bytes(n); }
  // Output rows by which it stays behind its input.
  int64_t look_ahead() const { return cut_left_; }

 private:
  Conv1d::Sizes sizes_;
  Conv1d product_;
  std::optional<TimeNorm> norm_;
  int64_t cut_left_ = 0;
  int64_t cut_right_ = 0;
};

}  // namespace continuo
