#include "nn/layers.h"

#include <string>

#include "base/error.h"

namespace continuo {

namespace {

std::vector<float> to_vector(const Tensor& tensor) {
  const Tensor values = tensor.dtype() == DType::kF32 ? tensor : tensor.to_f32();
  return {values.values().begin(), values.values().end()};
}

void expect_last(const Tensor& x, int64_t size, const char* where) {
  if (x.shape().last() != size) {
    fail(ErrorKind::kInternal, where, "expected [..., {}], found {}.", size, x.shape().text());
  }
}

Tensor take_weight(const Weights& weights, int64_t inputs, int64_t outputs) {
  return weights.take("weight", {outputs, inputs});
}

Tensor take_bias(const Weights& weights, int64_t outputs, Linear::Bias bias) {
  const bool take =
      bias == Linear::Bias::kRequired || (bias == Linear::Bias::kIfPresent && weights.has("bias"));
  return take ? weights.take("bias", {outputs}) : Tensor();
}

}  // namespace

Linear::Linear(const Tensor& weight, const Tensor& bias, DType type, ThreadPool* pool)
    : weight_(PackedMatrix::pack(weight, type, pool)) {
  if (bias.empty()) return;
  bias_ = to_vector(bias);
  if (static_cast<int64_t>(bias_.size()) != outputs()) {
    fail(ErrorKind::kInput, "linear", "bias: expected [{}], found {}.", outputs(),
         bias.shape().text());
  }
}

Linear::Linear(const Weights& weights, int64_t inputs, int64_t outputs, DType type, Bias bias)
    : Linear(take_weight(weights, inputs, outputs), take_bias(weights, outputs, bias), type,
             weights.pool()) {}

Linear Linear::fused(const Weights& weights, std::initializer_list<std::string_view> names,
                     int64_t inputs, int64_t outputs_each, DType type, Bias bias) {
  const std::vector<std::string> list(names.begin(), names.end());
  return fused(weights, list, inputs, outputs_each, type, bias);
}

Linear Linear::fused(const Weights& weights, std::span<const std::string> names, int64_t inputs,
                     int64_t outputs_each, DType type, Bias bias) {
  std::vector<Tensor> parts;
  std::vector<float> biases;
  bool any_bias = false;
  for (const std::string& name : names) {
    const Weights part = weights.scope(name);
    parts.push_back(take_weight(part, inputs, outputs_each));
    const Tensor part_bias = take_bias(part, outputs_each, bias);
    const std::vector<float> values =
        part_bias.empty() ? std::vector<float>(static_cast<size_t>(outputs_each), 0.0f)
                          : to_vector(part_bias);
    any_bias = any_bias || !part_bias.empty();
    biases.insert(biases.end(), values.begin(), values.end());
  }
  Linear linear;
  linear.weight_ = PackedMatrix::pack(parts, type, weights.pool());
  if (any_bias) linear.bias_ = std::move(biases);
  return linear;
}

Tensor Linear::operator()(const Tensor& x, Context& context, const LinearOptions& options) const {
  expect_last(x, inputs(), "linear");
  Tensor y = context.arena.take(x.shape().with_last(outputs()));
  Epilogue epilogue;
  epilogue.bias = bias_.empty() ? nullptr : bias_.data();
  epilogue.activation = options.activation;
  if (options.residual != nullptr) {
    if (options.residual->shape() != y.shape()) {
      fail(ErrorKind::kInternal, "linear", "residual: expected {}, found {}.", y.shape().text(),
           options.residual->shape().text());
    }
    epilogue.residual = options.residual->f32();
  }
  matmul(y.mutable_f32(), x.f32(), weight_, x.shape().rows(), epilogue, context.arena,
         context.pool);
  return y;
}

void Linear::forward_onto(Tensor& onto, const Tensor& x, Context& context,
                          Activation activation) const {
  expect_last(x, inputs(), "linear");
  expect_last(onto, outputs(), "linear");
  if (onto.shape().rows() != x.shape().rows()) {
    fail(ErrorKind::kInternal, "linear", "cannot add rows of {} onto {}.", x.shape().text(),
         onto.shape().text());
  }
  const Epilogue epilogue{bias_.empty() ? nullptr : bias_.data(), activation, onto.f32()};
  matmul(onto.mutable_f32(), x.f32(), weight_, x.shape().rows(), epilogue, context.arena,
         context.pool);
}

size_t Linear::arena_bytes(int64_t rows) const {
  return static_cast<size_t>(rows * outputs()) * 4 + 64 + matmul_scratch_bytes(weight_, rows);
}

LayerNorm::LayerNorm(const Weights& weights, int64_t size, float epsilon)
    : gain_(to_vector(weights.take("weight", {size}))),
      bias_(to_vector(weights.take("bias", {size}))),
      epsilon_(epsilon) {}

Tensor LayerNorm::operator()(const Tensor& x, Context& context) const {
  expect_last(x, static_cast<int64_t>(gain_.size()), "layer_norm");
  Tensor y = context.arena.take(x.shape());
  layer_norm(y.mutable_f32(), x.f32(), gain_.data(), bias_.data(), epsilon_, x.shape().rows(),
             x.shape().last(), context.pool);
  return y;
}

RmsNorm::RmsNorm(const Weights& weights, int64_t size, float epsilon)
    : gain_(to_vector(weights.take("weight", {size}))), epsilon_(epsilon) {}

Tensor RmsNorm::operator()(const Tensor& x, Context& context) const {
  expect_last(x, static_cast<int64_t>(gain_.size()), "rms_norm");
  Tensor y = context.arena.take(x.shape());
  rms_norm(y.mutable_f32(), x.f32(), gain_.data(), epsilon_, x.shape().rows(), x.shape().last(),
           context.pool);
  return y;
}

Embedding::Embedding(const Weights& weights, int64_t entries, int64_t size)
    : table_(weights.take("weight", {entries, size})) {}

Tensor Embedding::operator()(std::span<const int32_t> codes, Context& context) const {
  return embedding_sum({this, 1}, codes, context);
}

Tensor embedding_sum(std::span<const Embedding> tables, std::span<const int32_t> codes,
                     Context& context) {
  constexpr size_t kMostTables = 64;
  if (tables.empty() || tables.size() > kMostTables || codes.size() % tables.size() != 0) {
    fail(ErrorKind::kInternal, "embedding", "expected codes for {} tables (at most {}), found {}.",
         tables.size(), kMostTables, codes.size());
  }
  const int64_t size = tables[0].size();
  for (const Embedding& table : tables) {
    if (table.size() != size) fail(ErrorKind::kInternal, "embedding", "tables differ in size.");
  }
  const auto rows = static_cast<int64_t>(codes.size() / tables.size());
  Tensor out = context.arena.take({rows, size});
  const Arena::Scope scope(context.arena);
  const Tensor converted = context.arena.take({static_cast<int64_t>(tables.size()), size});
  const float* data[kMostTables];
  int32_t places[kMostTables];
  for (int64_t row = 0; row < rows; ++row) {
    const auto row_codes = codes.subspan(static_cast<size_t>(row) * tables.size(), tables.size());
    for (size_t i = 0; i < tables.size(); ++i) {
      if (row_codes[i] < 0 || row_codes[i] >= tables[i].entries()) {
        fail(ErrorKind::kInput, "embedding", "code: expected 0 to {}, found {}.",
             tables[i].entries() - 1, row_codes[i]);
      }
      const Tensor& table = tables[i].table();
      const bool plain = table.dtype() == DType::kF32;
      float* line = converted.mutable_f32() + static_cast<int64_t>(i) * size;
      if (!plain) table.read_row(row_codes[i], {line, static_cast<size_t>(size)});
      data[i] = plain ? table.f32() : line;
      places[i] = plain ? row_codes[i] : 0;
    }
    embedding_sum(out.mutable_f32() + row * size,
                  std::span<const float* const>(data, tables.size()),
                  std::span<const int32_t>(places, tables.size()), size);
  }
  return out;
}

}  // namespace continuo
