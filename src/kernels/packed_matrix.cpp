#include "kernels/packed_matrix.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "tensor/memory.h"
#include "tensor/numbers.h"

namespace continuo {

namespace {

constexpr int64_t kGroup = PackedMatrix::kGroupRows;
constexpr size_t kScaleBytes = PackedMatrix::kScaleBytes;
constexpr int64_t kBlock = kBlockValues;

// Every format is words of 4 bytes, those of a group's 32 rows side by side: a group is a transposed
// matrix of words, cut into blocks that begin with scales where the format has them.
struct Layout {
  DType type = DType::kF32;
  int64_t inputs = 0;
  int64_t words = 0;           // of a row
  int64_t words_in_block = 0;  // between two sets of scales
  size_t block_bytes = 0;

  size_t group_bytes() const { return static_cast<size_t>(words / words_in_block) * block_bytes; }
  uint8_t* word(uint8_t* group, int64_t row, int64_t index) const {
    uint8_t* block = group + static_cast<size_t>(index / words_in_block) * block_bytes;
    const size_t scales = is_block_format(type) ? kScaleBytes : 0;
    return block + scales + static_cast<size_t>((index % words_in_block) * kGroup + row) * 4;
  }
  uint8_t* scale(uint8_t* group, int64_t row, int64_t block) const {
    return group + static_cast<size_t>(block) * block_bytes + static_cast<size_t>(row) * 2;
  }
};

Layout layout_of(DType type, int64_t inputs) {
  const int64_t blocks = (inputs + kBlock - 1) / kBlock;
  constexpr size_t kWordColumn = static_cast<size_t>(kGroup) * 4;
  switch (type) {
    case DType::kF32:
      return {type, inputs, inputs, 1, kWordColumn};
    case DType::kBf16:
      return {type, inputs, blocks * kBlock / 2, 1, kWordColumn};
    case DType::kQ8_0:
      return {type, inputs, blocks * 8, 8, PackedMatrix::kQ8BlockBytes};
    case DType::kQ4_0:
      return {type, inputs, blocks * 4, 4, PackedMatrix::kQ4BlockBytes};
  }
  fail(ErrorKind::kInternal, "matmul", "unknown number format.");
}

// One row as a group holds it.
struct PackedRow {
  std::vector<uint8_t> words;
  std::vector<uint16_t> scales;
};

class RowPacker {
 public:
  explicit RowPacker(const Layout& layout) : layout_(layout) {
    const auto padded = static_cast<size_t>((layout.inputs + kBlock - 1) / kBlock * kBlock);
    line_.assign(padded, 0.0f);
    row_.words.assign(static_cast<size_t>(layout.words) * 4, 0);
    if (!is_block_format(layout.type)) return;
    row_.scales.assign(padded / kBlock, 0);
    blocks_.assign(bytes_of(layout.type, static_cast<int64_t>(padded)), 0);
  }

  // Zeros, as rows of padding are: levels at the offset, scales of nothing.
  const PackedRow& zeros() {
    std::fill(line_.begin(), line_.end(), 0.0f);
    from_line();
    return row_;
  }

  // Row `index` of `weight` [N, K]. What is stored in the format already is moved, not rounded again.
  const PackedRow& pack(const Tensor& weight, int64_t index) {
    const auto* stored = static_cast<const uint8_t*>(weight.data());
    if (weight.dtype() == layout_.type) {
      const size_t bytes = bytes_of(layout_.type, layout_.inputs);
      const uint8_t* row = stored + static_cast<size_t>(index) * bytes;
      if (is_block_format(layout_.type)) {
        from_blocks(row);
      } else {
        std::memcpy(row_.words.data(), row, bytes);
      }
      return row_;
    }
    weight.read_row(index, {line_.data(), static_cast<size_t>(layout_.inputs)});
    from_line();
    return row_;
  }

 private:
  void from_line() {
    switch (layout_.type) {
      case DType::kF32:
        std::memcpy(row_.words.data(), line_.data(), row_.words.size());
        return;
      case DType::kBf16:
        for (size_t k = 0; k < line_.size(); ++k) {
          const uint16_t bits = float_to_bf16(line_[k]);
          std::memcpy(row_.words.data() + k * 2, &bits, 2);
        }
        return;
      case DType::kQ8_0:
        quantise_q8_0(line_, blocks_.data());
        return from_blocks(blocks_.data());
      case DType::kQ4_0:
        quantise_q4_0(line_, blocks_.data());
        return from_blocks(blocks_.data());
    }
  }

  void from_blocks(const uint8_t* blocks) {
    uint8_t* out = row_.words.data();
    const bool eight_bits = layout_.type == DType::kQ8_0;
    const int64_t stride = eight_bits ? kQ8BlockBytes : kQ4BlockBytes;
    for (size_t b = 0; b < row_.scales.size(); ++b, blocks += stride) {
      std::memcpy(&row_.scales[b], blocks, 2);
      const uint8_t* in = blocks + 2;
      if (eight_bits) {
        // -128 never comes from quantise_q8_0; a file may hold it, and the byte products have no
        // room for it.
        for (int64_t k = 0; k < kBlock; ++k)
          *out++ = static_cast<uint8_t>(std::max(1, (in[k] ^ 0x80) & 0xFF));
      } else {
        const auto level = [in](int64_t k) { return k < 16 ? in[k] & 15 : in[k - 16] >> 4; };
        for (int64_t pair = 0; pair < 4; ++pair) {
          for (int64_t j = 0; j < 4; ++j)
            *out++ = static_cast<uint8_t>(level(pair * 8 + j) | level(pair * 8 + 4 + j) << 4);
        }
      }
    }
  }

  Layout layout_;
  std::vector<float> line_;  // padded to whole blocks
  std::vector<uint8_t> blocks_;
  PackedRow row_;
};

void put(const Layout& layout, const PackedRow& row, uint8_t* group, int64_t at) {
  for (int64_t i = 0; i < layout.words; ++i)
    std::memcpy(layout.word(group, at, i), row.words.data() + i * 4, 4);
  for (size_t b = 0; b < row.scales.size(); ++b)
    std::memcpy(layout.scale(group, at, static_cast<int64_t>(b)), &row.scales[b], 2);
}

// Where row n of matrices laid below one another stands.
struct SourceRow {
  const Tensor* tensor = nullptr;  // none past the end
  int64_t index = 0;
};

SourceRow find_row(std::span<const Tensor> weights, int64_t n) {
  for (const Tensor& weight : weights) {
    if (n < weight[0]) return {&weight, n};
    n -= weight[0];
  }
  return {};
}

}  // namespace

PackedMatrix PackedMatrix::pack(std::span<const Tensor> weights, DType as, ThreadPool* pool) {
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
  const Layout layout = layout_of(as, packed.inputs_);
  packed.group_bytes_ = layout.group_bytes();
  packed.memory_ = aligned_memory(packed.bytes());
  auto* memory = static_cast<uint8_t*>(packed.memory_.get());

  const int64_t groups = packed.groups();
  const int tasks = static_cast<int>(std::min<int64_t>(groups, pool == nullptr ? 1 : 64));
  const auto pack_groups = [&](int task) {
    RowPacker packer(layout);
    for (int64_t g = groups * task / tasks; g < groups * (task + 1) / tasks; ++g) {
      for (int64_t row = 0; row < kGroup; ++row) {
        const SourceRow source = find_row(weights, g * kGroup + row);
        const PackedRow& values =
            source.tensor == nullptr ? packer.zeros() : packer.pack(*source.tensor, source.index);
        put(layout, values, memory + static_cast<size_t>(g) * packed.group_bytes_, row);
      }
    }
  };
  if (pool == nullptr) {
    pack_groups(0);
  } else {
    pool->run(tasks, pack_groups);
  }
  return packed;
}

void PackedMatrix::unpack_row(int64_t n, std::span<float> values) const {
  if (n < 0 || n >= outputs_ || static_cast<int64_t>(values.size()) != inputs_) {
    fail(ErrorKind::kInternal, "matmul", "no row {} of {} values in [{}, {}].", n, values.size(),
         outputs_, inputs_);
  }
  const Layout layout = layout_of(type_, inputs_);
  auto* data = const_cast<uint8_t*>(group(n / kGroup));
  const int64_t row = n % kGroup;
  const auto scale = [&](int64_t block) {
    uint16_t half;
    std::memcpy(&half, layout.scale(data, row, block), 2);
    return half_to_float(half);
  };
  for (int64_t k = 0; k < inputs_; ++k) {
    float& value = values[static_cast<size_t>(k)];
    switch (type_) {
      case DType::kF32:
        std::memcpy(&value, layout.word(data, row, k), 4);
        break;
      case DType::kBf16: {
        uint16_t bits;
        std::memcpy(&bits, layout.word(data, row, k / 2) + k % 2 * 2, 2);
        value = bf16_to_float(bits);
        break;
      }
      case DType::kQ8_0:
        value = scale(k / 32) * static_cast<float>(int{layout.word(data, row, k / 4)[k % 4]} - 128);
        break;
      case DType::kQ4_0: {
        const int pair = layout.word(data, row, k / 8)[k % 4];
        value = scale(k / 32) * static_cast<float>((k % 8 < 4 ? pair & 15 : pair >> 4) - 8);
        break;
      }
    }
  }
}

}  // namespace continuo
