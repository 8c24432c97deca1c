#include "nn/random_weights.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>

#include "base/rng.h"
#include "tensor/numbers.h"

namespace continuo {

namespace {

constexpr int64_t kPieceElements = 1 << 14;  // of one generator
static_assert(kPieceElements % kBlockValues == 0);

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

// Evenly spread, whatever the format: the bell would cost more than the rest. What integers of a
// deviation are multiplied by.
float step_of(const Scale& scale, float deviation) { return scale.deviation / deviation; }

// Four numbers of 16 bits from each draw.
void fill(std::span<float> values, const Scale& scale, Rng rng) {
  const float step = step_of(scale, 18918.6f);  // of -32768 to 32767
  for (size_t i = 0; i < values.size(); i += 4) {
    const uint64_t bits = rng.next();
    int16_t four[4];
    std::memcpy(four, &bits, sizeof(four));
    for (size_t j = 0; j < std::min<size_t>(4, values.size() - i); ++j)
      values[i + j] = scale.middle + step * static_cast<float>(four[j]);
  }
}

// Blocks of q8_0 or q4_0. The lowest level has no opposite: zero stands in for it.
void fill_blocks(std::span<uint8_t> blocks, DType type, const Scale& scale, Rng rng) {
  const bool eight_bits = type == DType::kQ8_0;
  // Of -127 to 127, and of -7 to 7, zero twice.
  const uint16_t half = float_to_half(step_of(scale, eight_bits ? 73.47f : 4.183f));
  const auto stride = static_cast<size_t>(eight_bits ? kQ8BlockBytes : kQ4BlockBytes);
  for (size_t at = 0; at < blocks.size(); at += stride) {
    std::memcpy(&blocks[at], &half, 2);
    for (size_t i = at + 2; i < at + stride; i += 8) {
      const uint64_t bits = rng.next();
      std::memcpy(&blocks[i], &bits, 8);
      for (size_t j = i; j < i + 8; ++j) {
        const uint8_t byte = blocks[j];
        const int filled = eight_bits ? (byte == 0x80 ? 0 : byte)
                                      : byte + ((byte & 15) == 0 ? 8 : 0) + (byte < 16 ? 128 : 0);
        blocks[j] = static_cast<uint8_t>(filled);
      }
    }
  }
}

}  // namespace

RandomWeights::RandomWeights(uint64_t seed, ThreadPool& pool, DType matrices, OnTensor on_tensor)
    : seed_(seed), pool_(&pool), matrices_(matrices), on_tensor_(std::move(on_tensor)) {}

int64_t RandomWeights::elements() const { return std::numeric_limits<int64_t>::max(); }

Tensor RandomWeights::make(const std::string& name, const Shape& shape) const {
  const bool blocks =
      is_block_format(matrices_) && shape.rank() == 2 && shape.last() % kBlockValues == 0;
  const Tensor tensor = Tensor::zeros(shape, blocks ? matrices_ : DType::kF32);
  const int64_t count = shape.elements();
  const Scale scale = scale_of(name, shape);
  const Rng rng = Rng(seed_).fork(stream_of(name));
  auto* out = static_cast<uint8_t*>(tensor.mutable_data());
  const int64_t pieces = (count + kPieceElements - 1) / kPieceElements;
  const int64_t tasks = std::min<int64_t>(pieces, 64);
  pool_->run(static_cast<int>(tasks), [&](int task) {
    for (int64_t p = pieces * task / tasks; p < pieces * (task + 1) / tasks; ++p) {
      const int64_t begin = p * kPieceElements;
      const int64_t length = std::min(kPieceElements, count - begin);
      const Rng own = rng.fork(static_cast<uint64_t>(p));
      uint8_t* at = out + bytes_of(tensor.dtype(), begin);
      if (blocks) {
        fill_blocks({at, bytes_of(matrices_, length)}, matrices_, scale, own);
      } else {
        fill({reinterpret_cast<float*>(at), static_cast<size_t>(length)}, scale, own);
      }
    }
  });
  made_ += count;
  if (on_tensor_) on_tensor_(made_);
  return tensor;
}

}  // namespace continuo
