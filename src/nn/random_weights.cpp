#include "nn/random_weights.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>

#include "base/rng.h"

namespace continuo {

namespace {

constexpr int64_t kBlockElements = 1 << 14;  // of one generator

// FNV-1a: the same on every machine.
uint64_t stream_of(std::string_view name) {
  uint64_t hash = 0xCBF29CE484222325ull;
  for (const char c : name) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3ull;
  return hash;
}

struct Scale {
  float middle = 0;
  float deviation = 0;
};

Scale scale_of(std::string_view name, const Shape& shape) {
  const auto ends_with = [&](std::string_view end) { return name.ends_with(end); };
  if (ends_with("norm.weight") || ends_with("original0") || ends_with("weight_g"))
    return {1, 0.02f};
  if (shape.rank() < 2) return {0, 0.02f};
  // Inputs of one output: all dimensions but the first.
  const double inputs =
      static_cast<double>(shape.elements()) / static_cast<double>(std::max<int64_t>(shape[0], 1));
  return {0, static_cast<float>(1 / std::sqrt(std::max(inputs, 1.0)))};
}

// Four numbers of 16 bits from each draw, evenly spread: the bell would cost more than the rest.
void fill(std::span<float> values, const Scale& scale, Rng rng) {
  // Of integers from -32768 to 32767.
  const float step = scale.deviation * std::sqrt(3.0f) / 32768.0f;
  for (size_t i = 0; i < values.size(); i += 4) {
    const uint64_t bits = rng.next();
    int16_t four[4];
    std::memcpy(four, &bits, sizeof(four));
    for (size_t j = 0; j < std::min<size_t>(4, values.size() - i); ++j)
      values[i + j] = scale.middle + step * static_cast<float>(four[j]);
  }
}

}  // namespace

RandomWeights::RandomWeights(uint64_t seed, ThreadPool& pool, OnTensor on_tensor)
    : seed_(seed), pool_(&pool), on_tensor_(std::move(on_tensor)) {}

int64_t RandomWeights::elements() const { return std::numeric_limits<int64_t>::max(); }

Tensor RandomWeights::make(const std::string& name, const Shape& shape) const {
  Tensor tensor = Tensor::zeros(shape);
  float* out = tensor.mutable_f32();
  const int64_t count = shape.elements();
  const Scale scale = scale_of(name, shape);
  const Rng rng = Rng(seed_).fork(stream_of(name));
  const int64_t blocks = (count + kBlockElements - 1) / kBlockElements;
  const int64_t tasks = std::min<int64_t>(blocks, 64);
  pool_->run(static_cast<int>(tasks), [&](int task) {
    for (int64_t b = blocks * task / tasks; b < blocks * (task + 1) / tasks; ++b) {
      const int64_t begin = b * kBlockElements;
      const int64_t end = std::min(begin + kBlockElements, count);
      fill({out + begin, static_cast<size_t>(end - begin)}, scale,
           rng.fork(static_cast<uint64_t>(b)));
    }
  });
  made_ += count;
  if (on_tensor_) on_tensor_(made_);
  return tensor;
}

}  // namespace continuo
