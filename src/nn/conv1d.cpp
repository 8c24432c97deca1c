#include "nn/conv1d.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"
#include "tensor/memory.h"

namespace continuo {

namespace {

constexpr int64_t kNarrow = 4;  // outputs that dot products compute faster than tiles of 32

// The same numbers, without a copy where they are f32 already.
Tensor as_f32(const Tensor& tensor) {
  return tensor.dtype() == DType::kF32 ? tensor : tensor.to_f32();
}

std::vector<float> to_vector(const Tensor& tensor) {
  const Tensor values = as_f32(tensor);
  return {values.values().begin(), values.values().end()};
}

void expect_shape(const Tensor& tensor, const Shape& shape, const char* what) {
  if (tensor.shape() != shape) {
    fail(ErrorKind::kInput, "convolution", "{}: expected {}, found {}.", what, shape.text(),
         tensor.shape().text());
  }
}

}  // namespace

TimeNorm::TimeNorm(const Weights& weights, int64_t channels, float epsilon)
    : gain_(to_vector(weights.take("weight", {channels}))),
      bias_(to_vector(weights.take("bias", {channels}))),
      epsilon_(epsilon) {}

void TimeNorm::operator()(Tensor& x, Context& context) const {
  const auto C = static_cast<int64_t>(gain_.size());
  const int64_t T = x.shape().rows();
  double sum = 0, squares = 0;
  for (const float value : x.values()) sum += value;
  const double mean = sum / static_cast<double>(T * C);
  for (const float value : x.values()) squares += (value - mean) * (value - mean);
  const double variance = squares / static_cast<double>(T * C);
  const auto scale = static_cast<float>(1.0 / std::sqrt(variance + epsilon_));
  const auto middle = static_cast<float>(mean);
  float* out = x.mutable_f32();
  const int64_t tasks = std::clamp<int64_t>(T, 1, 4 * context.pool.size());
  context.pool.run(static_cast<int>(tasks), [&](int task) {
    for (int64_t t = T * task / tasks; t < T * (task + 1) / tasks; ++t) {
      for (int64_t c = 0; c < C; ++c) {
        const auto i = static_cast<size_t>(c);
        out[t * C + c] = (out[t * C + c] - middle) * scale * gain_[i] + bias_[i];
      }
    }
  });
}

Conv1d::Conv1d(const Tensor& weight, const Tensor& bias, const Sizes& sizes,
               const ConvPadding& padding, DType type, std::optional<TimeNorm> norm,
               ThreadPool* pool)
    : sizes_(sizes), norm_(std::move(norm)) {
  const auto& [inputs, outputs, kernel, stride, dilation] = sizes_;
  const int64_t I = inputs, O = outputs, K = kernel;
  expect_shape(weight, {O, I, K}, "weight");
  const Tensor values = as_f32(weight);
  Tensor rows = Tensor::zeros({O, K * I});  // taps outermost, as a window's values lie
  const float* from = values.f32();
  float* to = rows.mutable_f32();
  share_out(O, pool, [=](int64_t o) {
    const float* in = from + o * I * K;
    float* out = to + o * I * K;
    for (int64_t k = 0; k < K; ++k) {
      for (int64_t i = 0; i < I; ++i) out[k * I + i] = in[i * K + k];
    }
  });
  WindowShape shape;
  shape.channels = I;
  shape.reach = (K - 1) * dilation + 1;
  shape.stride = stride;
  const int64_t total = shape.reach - stride;
  shape.pad_right = padding.causal ? 0 : total / 2;
  shape.pad_left = total - shape.pad_right;
  shape.padding = padding.padding;
  shape.type = O <= kNarrow ? DType::kF32 : type;
  set_weights(rows, bias, shape, pool);
}

void Conv1d::set_weights(const Tensor& rows, const Tensor& bias, const WindowShape& shape,
                         ThreadPool* pool) {
  expect_shape(bias, {rows[0]}, "bias");
  windows_ = SequenceWindows(shape);
  bias_ = to_vector(bias);
  if (rows[0] <= kNarrow) {
    narrow_weight_ = to_vector(rows);
  } else {
    weight_ = PackedMatrix::pack(rows, shape.type, pool);
  }
}

int64_t Conv1d::most_owed() const {
  return std::max(windows_.rows_to_start() - 1, windows_.shape().reach - 1);
}

size_t Conv1d::arena_bytes(int64_t n) const {
  const auto rows = static_cast<size_t>(most_rows(n));
  const auto window = static_cast<size_t>(sizes_.kernel * sizes_.inputs);
  const size_t gathered =
      sizes_.dilation == 1
          ? 0
          : bytes_of(windows_.shape().type, static_cast<int64_t>(rows * window) + Windows::kSlack);
  return windows_.arena_bytes(n) + rows * static_cast<size_t>(sizes_.outputs) * sizeof(float) +
         gathered + 3 * kMemoryAlignment;
}

void Conv1d::multiply(Tensor& y, const Windows& windows, Context& context) const {
  const int64_t K = sizes_.kernel * sizes_.inputs;
  if (!narrow_weight_.empty()) {
    narrow_product(y.mutable_f32(), windows, narrow_weight_.data(), bias_.data(), sizes_.outputs, K,
                   context.pool);
    return;
  }
  matmul(y.mutable_f32(), windows, weight_, {bias_.data(), Activation::kNone, nullptr},
         context.pool);
}

Tensor Conv1d::operator()(const Tensor& x, State& state, const PieceOptions& piece,
                          Context& context) const {
  if (norm_ && (state.rows_taken() > 0 || !piece.last))
    fail(ErrorKind::kInternal, "convolution", "a norm over time needs the whole sequence at once.");
  const int64_t count = windows_.count(state, x.shape().rows(), piece.last);
  Tensor y = context.arena.take({count, sizes_.outputs});
  const Arena::Scope scope(context.arena);
  Windows windows = windows_.push(x, piece.prepare, piece.last, state, context);
  if (sizes_.dilation > 1 && count > 0) {
    // Taps that stand apart are brought together.
    const DType type = windows_.shape().type;
    const size_t row = bytes_of(type, sizes_.inputs);
    const size_t bytes = row * static_cast<size_t>(count * sizes_.kernel);
    const size_t slack = bytes_of(type, Windows::kSlack);
    auto* out = static_cast<uint8_t*>(context.arena.take_bytes(bytes + slack));
    std::memset(out + bytes, 0, slack);
    const auto* in = static_cast<const uint8_t*>(windows.data);
    const size_t step = bytes_of(type, windows.step);
    windows = {out, sizes_.kernel * sizes_.inputs, count};
    for (int64_t m = 0; m < count; ++m, in += step) {
      for (int64_t k = 0; k < sizes_.kernel; ++k, out += row)
        std::memcpy(out, in + row * static_cast<size_t>(k * sizes_.dilation), row);
    }
  }
  multiply(y, windows, context);
  if (norm_ && count > 0) (*norm_)(y, context);
  return y;
}

ConvTranspose1d::ConvTranspose1d(const Tensor& weight, const Tensor& bias,
                                 const Conv1d::Sizes& sizes, const ConvPadding& padding, DType type,
                                 std::optional<TimeNorm> norm, ThreadPool* pool)
    : sizes_(sizes), norm_(std::move(norm)) {
  const auto& [inputs, outputs, kernel, step, dilation] = sizes_;
  const int64_t I = inputs, O = outputs, K = kernel, stride = step;
  expect_shape(weight, {I, O, K}, "weight");
  expect_shape(bias, {O}, "bias");
  if (stride < 1 || K % stride != 0 || dilation != 1) {
    fail(ErrorKind::kInput, "convolution",
         "kernel: expected a multiple of the stride {} without dilation, found {}.", stride, K);
  }
  const int64_t surplus = K - stride;
  cut_right_ =
      padding.causal
          ? static_cast<int64_t>(std::ceil(static_cast<double>(surplus) * padding.trim_right))
          : surplus / 2;
  cut_left_ = surplus - cut_right_;

  // Output row t*stride + r takes tap r of input t, tap r + stride of input t - 1, and so on.
  const int64_t taps = K / stride;
  const Tensor values = as_f32(weight);
  Tensor rows = Tensor::zeros({stride * O, taps * I});
  Tensor biases = Tensor::zeros({stride * O});
  const std::vector<float> each = to_vector(bias);
  for (int64_t row = 0; row < stride * O; ++row)
    biases.mutable_f32()[row] = each[static_cast<size_t>(row % O)];
  const float* in = values.f32();
  float* out = rows.mutable_f32();
  // A line of the cache of inputs at a time: what is read lies in order, what is written is lines.
  constexpr int64_t kInputsAtOnce = 16;
  share_out((I + kInputsAtOnce - 1) / kInputsAtOnce, pool, [=](int64_t block) {
    const int64_t begin = block * kInputsAtOnce, end = std::min(I, begin + kInputsAtOnce);
    for (int64_t o = 0; o < O; ++o) {
      for (int64_t k = 0; k < K; ++k) {
        const int64_t r = k % stride, tap = taps - 1 - k / stride;
        float* line = out + ((r * O + o) * taps + tap) * I;
        for (int64_t i = begin; i < end; ++i) line[i] = in[(i * O + o) * K + k];
      }
    }
  });
  WindowShape shape;
  shape.channels = I;
  shape.reach = taps;
  shape.pad_left = shape.pad_right = taps - 1;
  shape.type = stride * O <= kNarrow ? DType::kF32 : type;
  product_.sizes_ = {.inputs = I, .outputs = stride * O, .kernel = taps};
  product_.set_weights(rows, biases, shape, pool);
}

Tensor ConvTranspose1d::operator()(const Tensor& x, State& state, const PieceOptions& piece,
                                   Context& context) const {
  if (norm_ && (state.windows.rows_taken() > 0 || !piece.last))
    fail(ErrorKind::kInternal, "convolution", "a norm over time needs the whole sequence at once.");
  const bool any = state.windows.rows_taken() + x.shape().rows() > 0;
  const Tensor wide = product_(x, state.windows, piece, context);
  const int64_t rows = wide.shape().rows() * sizes_.stride;
  Tensor y = wide.reshaped({rows, sizes_.outputs});
  if (norm_ && rows > 0) (*norm_)(y, context);
  const int64_t skipped = std::min(state.to_skip, rows);
  const int64_t cut = piece.last && any ? cut_right_ : 0;
  state.to_skip = piece.last ? cut_left_ : state.to_skip - skipped;
  return y.slice(skipped, rows - skipped - cut);
}

}  // namespace continuo
