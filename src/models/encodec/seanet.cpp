#include "models/encodec/seanet.h"

#include <algorithm>
#include <cstring>

#include "kernels/elementwise.h"
#include "nn/weight_norm.h"
#include "tensor/memory.h"

namespace continuo::encodec {

namespace {

using Kind = LayerPlan::Kind;

// A convolution with its weights as the config's norm stores them.
template <class Layer>
Layer read_convolution(const Weights& weights, const Config& config, const Conv1d::Sizes& sizes,
                       DType type) {
  const Weights conv = weights.scope("conv");
  const bool transposed = std::is_same_v<Layer, ConvTranspose1d>;
  const Shape shape = transposed ? Shape{sizes.inputs, sizes.outputs, sizes.kernel}
                                 : Shape{sizes.outputs, sizes.inputs, sizes.kernel};
  const Tensor weight =
      config.time_norm ? conv.take("weight", shape) : take_normed_weight(conv, shape);
  const Tensor bias = conv.take("bias", {sizes.outputs});
  std::optional<TimeNorm> norm;
  if (config.time_norm) norm.emplace(weights.scope("norm"), sizes.outputs);
  return Layer(weight, bias, sizes, config.padding, type, std::move(norm), weights.pool());
}

void add_rows(Tensor& y, int64_t at, const Tensor& x, int64_t count, Context& context) {
  float* out = y.mutable_f32() + at * y[1];
  add(out, out, x.f32(), count * y[1], context.pool);
}

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

Seanet::Seanet(const Weights& weights, const Config& config, std::span<const LayerPlan> layers,
               const Formats& formats) {
  for (const LayerPlan& plan : layers) {
    const Weights here = weights.scope("layers", plan.index);
    switch (plan.kind) {
      case Kind::kConvolution:
        layers_.push_back(
            {plan, read_convolution<Conv1d>(here, config, plan.sizes, formats.convolutions)});
        break;
      case Kind::kTransposed:
        layers_.push_back({plan, read_convolution<ConvTranspose1d>(here, config, plan.sizes,
                                                                   formats.convolutions)});
        break;
      case Kind::kResidual:
        layers_.push_back({plan, read_residual(here, config, plan, formats.convolutions)});
        break;
      case Kind::kLstm:
        layers_.push_back({plan, Lstm(here.scope("lstm"), plan.sizes.inputs, config.num_lstm_layers,
                                      formats.lstm)});
        break;
    }
  }
}

Seanet::Residual Seanet::read_residual(const Weights& weights, const Config& config,
                                       const LayerPlan& plan, DType type) const {
  Conv1d::Sizes narrow = plan.sizes;
  narrow.outputs = narrow.inputs / config.compress;
  const Conv1d::Sizes wide{.inputs = narrow.outputs, .outputs = narrow.inputs};
  const Conv1d::Sizes across{.inputs = narrow.inputs, .outputs = narrow.inputs};
  Residual block{read_convolution<Conv1d>(weights.scope("block", 1), config, narrow, type),
                 read_convolution<Conv1d>(weights.scope("block", 3), config, wide, type),
                 {}};
  if (config.conv_shortcut)
    block.shortcut = read_convolution<Conv1d>(weights.scope("shortcut"), config, across, type);
  return block;
}

Seanet::ResidualState Seanet::Residual::start() const {
  const int64_t owed = first.most_owed() + second.most_owed();
  return {first.start(), second.start(), shortcut ? shortcut->start() : Conv1d::State(),
          Tensor::zeros({owed + 1, first.sizes().inputs}), 0};
}

// x + second(ELU(first(ELU(x)))). What the first looks ahead, the skip connection waits.
Tensor Seanet::Residual::forward(const Tensor& x, ResidualState& state, bool last, Context& context,
                                 const Probe& at) const {
  const PieceOptions bent{Prepare::kElu, last};
  const Tensor skip =
      shortcut ? at("shortcut", (*shortcut)(x, state.shortcut, {Prepare::kCopy, last}, context))
               : x;
  const Tensor inner = at("block.1", first(x, state.first, bent, context));
  Tensor y = at("block.3", second(inner, state.second, bent, context));

  const int64_t rows = y.shape().rows();
  const int64_t from_owed = std::min(rows, state.owed_rows);
  const int64_t from_skip = rows - from_owed;
  add_rows(y, 0, state.owed, from_owed, context);
  add_rows(y, from_owed, skip, from_skip, context);
  const size_t row_bytes = bytes_of(DType::kF32, skip.shape().last());
  auto* owed = static_cast<uint8_t*>(state.owed.mutable_data());
  const int64_t stay = state.owed_rows - from_owed;
  const int64_t come = skip.shape().rows() - from_skip;
  std::memmove(owed, owed + static_cast<size_t>(from_owed) * row_bytes,
               static_cast<size_t>(stay) * row_bytes);
  std::memcpy(owed + static_cast<size_t>(stay) * row_bytes,
              skip.f32() + from_skip * skip.shape().last(), static_cast<size_t>(come) * row_bytes);
  state.owed_rows = stay + come;
  return y;
}

size_t Seanet::Residual::arena_bytes(int64_t n) const {
  return (shortcut ? shortcut->arena_bytes(n) : 0) + first.arena_bytes(n) +
         second.arena_bytes(first.most_rows(n));
}

Seanet::State Seanet::start() const {
  State state;
  for (const Layer& layer : layers_) {
    std::visit([&](const auto& body) { state.layers.emplace_back(body.start()); }, layer.body);
  }
  return state;
}

Tensor Seanet::forward(Tensor x, State& state, bool last, Scratch& scratch, ThreadPool& pool,
                       const Probe& at) const {
  for (size_t i = 0; i < layers_.size(); ++i) {
    const LayerPlan& plan = layers_[i].plan;
    Arena& arena = scratch.arenas[i % 2];
    arena.reset();
    Context context{pool, arena};
    const Probe here = at.in("layers", plan.index);
    const PieceOptions piece{plan.elu ? Prepare::kElu : Prepare::kCopy, last};
    auto& memory = state.layers[i];
    const auto run = Overloaded{
        [&](const Conv1d& body) {
          return body(x, std::get<Conv1d::State>(memory), piece, context);
        },
        [&](const ConvTranspose1d& body) {
          return body(x, std::get<ConvTranspose1d::State>(memory), piece, context);
        },
        [&](const Residual& body) {
          return body.forward(x, std::get<ResidualState>(memory), last, context, here);
        },
        [&](const Lstm& body) {
          auto& kept = std::get<Lstm::State>(memory);
          Tensor y = body(x, kept, context);
          add_rows(y, 0, x, y.shape().rows(), context);
          if (last) {
            std::fill_n(kept.hidden.mutable_f32(), kept.hidden.shape().elements(), 0.0f);
            std::fill_n(kept.cell.mutable_f32(), kept.cell.shape().elements(), 0.0f);
          }
          return y;
        },
    };
    x = here("out", std::visit(run, layers_[i].body));
  }
  return x;
}

int64_t Seanet::most_rows(int64_t n) const {
  for (const Layer& layer : layers_) {
    n = std::visit(Overloaded{[&](const Lstm&) { return n; },
                              [&](const auto& body) { return body.most_rows(n); }},
                   layer.body);
  }
  return n;
}

size_t Seanet::arena_bytes(int64_t n) const {
  size_t most = bytes_of(DType::kF32, n * layers_.front().plan.sizes.inputs) + kMemoryAlignment;
  for (const Layer& layer : layers_) {
    most = std::max(most,
                    std::visit([&](const auto& body) { return body.arena_bytes(n); }, layer.body));
    n = std::visit(Overloaded{[&](const Lstm&) { return n; },
                              [&](const auto& body) { return body.most_rows(n); }},
                   layer.body);
  }
  return most;
}

int64_t Seanet::look_ahead() const {
  int64_t rows = 0;
  for (const Layer& layer : layers_) {
    std::visit(Overloaded{[&](const Conv1d& body) { rows += body.look_ahead(); },
                          [&](const ConvTranspose1d& body) {
                            rows = rows * body.sizes().stride + body.look_ahead();
                          },
                          [&](const Residual& body) { rows += body.first.look_ahead(); },
                          [&](const Lstm&) {}},
               layer.body);
  }
  return rows;
}

}  // namespace continuo::encodec
