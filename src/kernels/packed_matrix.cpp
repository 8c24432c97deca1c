#include "kernels/packed_matrix.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "tensor/memory.h"
#include "tensor/numbers.h"

namespace continuo {

namespace {

constexpr int64_t kGroup = PackedMatrix::kGroupRows;
constexpr size_t kQ8Bytes = PackedMatrix::kQ8BlockBytes;
constexpr size_t kQ8ScaleBytes = PackedMatrix::kQ8ScaleBytes;

size_t bytes_per_group(DType type, int64_t inputs) {
  const auto padded = static_cast<size_t>((inputs + 31) / 32 * 32);
  switch (type) {
    case DType::kF32:
      return static_cast<size_t>(inputs) * kGroup * 4;
    case DType::kBf16:
      return padded * kGroup * 2;
    case DType::kQ8_0:
      return padded / 32 * kQ8Bytes;
  }
  fail(ErrorKind::kInternal, "matmul", "unknown number format.");
}

// q8_0 rows are copied level by level, so that weights stored as q8_0 lose nothing more.
void put_q8_row(uint8_t* group, int64_t row, const uint8_t* blocks, int64_t block_count) {
  for (int64_t b = 0; b < block_count; ++b) {
    uint8_t* out = group + static_cast<size_t>(b) * kQ8Bytes;
    const uint8_t* in = blocks + b * continuo::kQ8BlockBytes;
    std::memcpy(out + row * 2, in, 2);
    for (int64_t k = 0; k < 32; ++k) {
      // -128 never comes from quantise_q8_0; a file may hold it, and the byte products have no room
      // for it.
      const int level = std::max(-127, static_cast<int>(static_cast<int8_t>(in[2 + k])));
      out[kQ8ScaleBytes + static_cast<size_t>((k / 4) * kGroup * 4 + row * 4 + k % 4)] =
          static_cast<uint8_t>(level + 128);
    }
  }
}

void put_row(DType type, uint8_t* group, int64_t row, std::span<const float> values) {
  const auto count = static_cast<int64_t>(values.size());
  if (type == DType::kF32) {
    auto* out = reinterpret_cast<float*>(group);
    for (int64_t k = 0; k < count; ++k) out[k * kGroup + row] = values[static_cast<size_t>(k)];
  } else {
    auto* out = reinterpret_cast<uint16_t*>(group);
    for (int64_t k = 0; k < count; ++k) {
      out[(k / 2) * kGroup * 2 + row * 2 + k % 2] = float_to_bf16(values[static_cast<size_t>(k)]);
    }
  }
}

}  // namespace

PackedMatrix PackedMatrix::pack(std::span<const Tensor> weights, DType as) {
  PackedMatrix packed;
  packed.type_ = as;
  packed.inputs_ = weights.empty() ? 0 : weights[0].shape().last();
  for (const Tensor& weight : weights) {
    if (weight.shape().rank() != 2 || weight[1] != packed.inputs_ || weight[0] == 0 ||
        weight[1] == 0) {
      fail(ErrorKind::kInput, "matmul", "expected weights [N, {}], found {}.", packed.inputs_,
           weight.shape().text());
    }
    packed.outputs_ += weight[0];
  }
  if (packed.outputs_ == 0) fail(ErrorKind::kInput, "matmul", "expected weights, found none.");
  packed.group_bytes_ = bytes_per_group(as, packed.inputs_);
  packed.memory_ = aligned_memory(packed.bytes());
  auto* memory = static_cast<uint8_t*>(packed.memory_.get());
  std::memset(memory, 0, packed.bytes());

  const auto padded = static_cast<size_t>(packed.padded_inputs());
  const auto block_count = static_cast<int64_t>(padded / 32);
  std::vector<uint8_t> blocks(static_cast<size_t>(block_count * continuo::kQ8BlockBytes));
  if (as == DType::kQ8_0) {  // padding rows too hold the offset; their scale is zero
    for (int64_t row = packed.outputs_; row < packed.groups() * kGroup; ++row) {
      put_q8_row(memory + static_cast<size_t>(row / kGroup) * packed.group_bytes_, row % kGroup,
                 blocks.data(), block_count);
    }
  }
  int64_t n = 0;
  for (const Tensor& weight : weights) {
    for (int64_t i = 0; i < weight[0]; ++i, ++n) {
      uint8_t* group = memory + static_cast<size_t>(n / kGroup) * packed.group_bytes_;
      const Tensor row = weight.slice(i, 1);
      if (as == DType::kQ8_0 && weight.dtype() == DType::kQ8_0) {
        put_q8_row(group, n % kGroup, static_cast<const uint8_t*>(row.data()), block_count);
        continue;
      }
      const Tensor values = row.to_f32();
      if (as == DType::kQ8_0) {
        std::vector<float> line(padded, 0.0f);
        std::copy(values.values().begin(), values.values().end(), line.begin());
        quantise_q8_0(line, blocks.data());
        put_q8_row(group, n % kGroup, blocks.data(), block_count);
      } else {
        put_row(as, group, n % kGroup, values.values());
      }
    }
  }
  return packed;
}

void PackedMatrix::unpack_row(int64_t n, std::span<float> values) const {
  if (n < 0 || n >= outputs_ || static_cast<int64_t>(values.size()) != inputs_) {
    fail(ErrorKind::kInternal, "matmul", "no row {} of {} values in [{}, {}].", n, values.size(),
         outputs_, inputs_);
  }
  const uint8_t* data = group(n / kGroup);
  const int64_t row = n % kGroup;
  for (int64_t k = 0; k < inputs_; ++k) {
    float value = 0;
    if (type_ == DType::kF32) {
      value = reinterpret_cast<const float*>(data)[k * kGroup + row];
    } else if (type_ == DType::kBf16) {
      value = bf16_to_float(
          reinterpret_cast<const uint16_t*>(data)[(k / 2) * kGroup * 2 + row * 2 + k % 2]);
    } else {
      const uint8_t* block = data + static_cast<size_t>(k / 32) * kQ8Bytes;
      uint16_t scale;
      std::memcpy(&scale, block + row * 2, 2);
      const int64_t j = k % 32;
      const int level =
          static_cast<int>(
              block[kQ8ScaleBytes + static_cast<size_t>((j / 4) * kGroup * 4 + row * 4 + j % 4)]) -
          128;
      value = half_to_float(scale) * static_cast<float>(level);
    }
    values[static_cast<size_t>(k)] = value;
  }
}

}  // namespace continuo
