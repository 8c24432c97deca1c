// The plain layers: Linear, LayerNorm, RmsNorm, Embedding. Const after loading; results come from
// the context's arena.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/matmul.h"
#include "nn/context.h"
#include "nn/weights.h"

namespace continuo {

// What may follow a Linear in the same pass over its output. The residual has the result's shape
// and may be overwritten by it only through forward_onto.
struct LinearOptions {
  Activation activation = Activation::kNone;
  const Tensor* residual = nullptr;
};

// y = x W^T + b. Weights are repacked at load to `type`; bias stays f32.
class Linear {
 public:
  enum class Bias : uint8_t { kNone, kRequired, kIfPresent };

  Linear() = default;
  // Takes "weight" [outputs, inputs] and "bias" [outputs] from `weights`.
  Linear(const Weights& weights, int64_t inputs, int64_t outputs, DType type, Bias bias);
  // Several layers over the same input as one, outputs side by side: fused({"q_proj", "k_proj",
  // "v_proj"}, ...).
  static Linear fused(const Weights& weights, std::initializer_list<std::string_view> names,
                      int64_t inputs, int64_t outputs_each, DType type, Bias bias);
  static Linear fused(const Weights& weights, std::span<const std::string> names, int64_t inputs,
                      int64_t outputs_each, DType type, Bias bias);
  // From tensors at hand: weight [N, K], bias [N] or empty.
  Linear(const Tensor& weight, const Tensor& bias, DType type, ThreadPool* pool = nullptr);

  int64_t inputs() const { return weight_.inputs(); }
  int64_t outputs() const { return weight_.outputs(); }
  size_t bytes() const { return weight_.bytes(); }
  DType dtype() const { return weight_.dtype(); }

  // x [..., K] -> [..., N]
  Tensor operator()(const Tensor& x, Context& context, const LinearOptions& options = {}) const;
  // onto [..., N] += activation(x W^T + b): the residual connection without a copy.
  void forward_onto(Tensor& onto, const Tensor& x, Context& context,
                    Activation activation = Activation::kNone) const;
  // Step memory that a call on `rows` rows takes, result included.
  size_t arena_bytes(int64_t rows) const;

 private:
  PackedMatrix weight_;
  std::vector<float> bias_;
};

class LayerNorm {
 public:
  LayerNorm() = default;
  // Takes "weight" and "bias" [size].
  LayerNorm(const Weights& weights, int64_t size, float epsilon = 1e-5f);
  Tensor operator()(const Tensor& x, Context& context) const;

 private:
  std::vector<float> gain_;
  std::vector<float> bias_;
  float epsilon_ = 0;
};

// T5's layer norm: no mean, no bias.
class RmsNorm {
 public:
  RmsNorm() = default;
  // Takes "weight" [size].
  RmsNorm(const Weights& weights, int64_t size, float epsilon = 1e-6f);
  Tensor operator()(const Tensor& x, Context& context) const;

 private:
  std::vector<float> gain_;
  float epsilon_ = 0;
};

class Embedding {
 public:
  Embedding() = default;
  // Takes "weight" [entries, size], held as the file holds it: of a table of words a prompt reads a
  // few rows, which are converted then.
  Embedding(const Weights& weights, int64_t entries, int64_t size);

  int64_t entries() const { return table_.empty() ? 0 : table_[0]; }
  int64_t size() const { return table_.empty() ? 0 : table_[1]; }
  const Tensor& table() const { return table_; }
  // codes -> [codes.size(), size]. Throws Error(kInput) for a code outside the table.
  Tensor operator()(std::span<const int32_t> codes, Context& context) const;

 private:
  Tensor table_;
};

// One row from each of several tables of one size, summed: codes [R, tables.size()] -> [R, size].
// Throws Error(kInput) for a code outside its table.
Tensor embedding_sum(std::span<const Embedding> tables, std::span<const int32_t> codes,
                     Context& context);

}  // namespace continuo
