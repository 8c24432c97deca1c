#include "kernels/packed_matrix.h"

#include <algorithm>
#include <array>
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

// A row in the format of the group, not yet between the others: words, or blocks as files have them,
// padded to whole blocks where the format has words of several inputs.
class RowConverter {
 public:
  explicit RowConverter(const Layout& layout)
      : layout_(layout),
        padded_(layout.type == DType::kF32 ? layout.inputs
                                           : (layout.inputs + kBlock - 1) / kBlock * kBlock),
        bytes_(bytes_of(layout.type, padded_)),
        line_(static_cast<size_t>(padded_), 0.0f),
        rows_(static_cast<size_t>(kGroup) * bytes_),
        zeros_(bytes_) {
    convert(zeros_.data());
  }

  // What rows of padding hold: levels at the offset, scales of nothing.
  const uint8_t* zeros() const { return zeros_.data(); }

  // Row `index` of `weight` [N, K], valid until a row is put in the same place `at` (of 32). What is
  // stored in the format already stays where it is, and is not rounded again.
  const uint8_t* row(const Tensor& weight, int64_t index, int64_t at) {
    uint8_t* out = rows_.data() + static_cast<size_t>(at) * bytes_;
    if (weight.dtype() == layout_.type) {
      const size_t stored_bytes = bytes_of(layout_.type, layout_.inputs);
      const uint8_t* stored =
          static_cast<const uint8_t*>(weight.data()) + static_cast<size_t>(index) * stored_bytes;
      if (stored_bytes == bytes_) return stored;
      std::memcpy(out, stored, stored_bytes);
      std::memset(out + stored_bytes, 0, bytes_ - stored_bytes);
      return out;
    }
    weight.read_row(index, {line_.data(), static_cast<size_t>(layout_.inputs)});
    convert(out);
    return out;
  }

 private:
  void convert(uint8_t* out) {
    switch (layout_.type) {
      case DType::kF32:
        std::memcpy(out, line_.data(), bytes_);
        return;
      case DType::kBf16: {
        auto* words = reinterpret_cast<uint16_t*>(out);  // rows are whole blocks: 64 bytes each
        for (size_t k = 0; k < line_.size(); ++k) words[k] = float_to_bf16(line_[k]);
        return;
      }
      case DType::kQ8_0:
        return quantise_q8_0(line_, out);
      case DType::kQ4_0:
        return quantise_q4_0(line_, out);
    }
  }

  const Layout& layout_;
  int64_t padded_;
  size_t bytes_;
  std::vector<float> line_;
  std::vector<uint8_t> rows_;
  std::vector<uint8_t> zeros_;
};

using Rows = std::array<const uint8_t*, static_cast<size_t>(kGroup)>;

// Between the others, a row goes a word at a time: so many blocks or words at once that what is
// written stays in the nearest cache until all 32 rows have been.
constexpr int64_t kBlocksAtOnce = 8;
constexpr int64_t kWordsAtOnce = 64;

inline void put_word(uint8_t* column, int64_t row, uint32_t word) {
  std::memcpy(column + row * 4, &word, 4);
}

void interleave_words(const Rows& rows, int64_t words, uint8_t* group) {
  for (int64_t begin = 0; begin < words; begin += kWordsAtOnce) {
    const int64_t end = std::min(words, begin + kWordsAtOnce);
    for (int64_t row = 0; row < kGroup; ++row) {
      for (int64_t i = begin; i < end; ++i)
        std::memcpy(group + (i * kGroup + row) * 4, rows[static_cast<size_t>(row)] + i * 4, 4);
    }
  }
}

// The 32 signed bytes of a block as eight words of unsigned ones.
void put_q8_block(const uint8_t* in, int64_t row, uint8_t* block) {
  uint8_t levels[kBlock];
  // -128 never comes from quantise_q8_0; a file may hold it, and the byte products have no room
  // for it.
  for (int64_t k = 0; k < kBlock; ++k) {
    const auto level = static_cast<uint8_t>(in[2 + k] ^ 0x80);
    levels[k] = level < 1 ? uint8_t{1} : level;
  }
  std::memcpy(block + row * 2, in, 2);
  for (int64_t i = 0; i < kBlock / 4; ++i)
    std::memcpy(block + kScaleBytes + static_cast<size_t>((i * kGroup + row) * 4), levels + i * 4,
                4);
}

// A file's byte i holds inputs i and i + 16; here byte j of word p holds inputs 8p + j and 8p + 4 + j.
void put_q4_block(const uint8_t* in, int64_t row, uint8_t* block) {
  constexpr uint32_t kLow = 0x0F0F0F0F;
  uint32_t pairs[4];
  std::memcpy(pairs, in + 2, sizeof pairs);
  uint8_t* words = block + kScaleBytes;
  std::memcpy(block + row * 2, in, 2);
  put_word(words, row, (pairs[0] & kLow) | (pairs[1] & kLow) << 4);
  put_word(words + kGroup * 4, row, (pairs[2] & kLow) | (pairs[3] & kLow) << 4);
  put_word(words + 2 * kGroup * 4, row, (pairs[0] >> 4 & kLow) | (pairs[1] & ~kLow));
  put_word(words + 3 * kGroup * 4, row, (pairs[2] >> 4 & kLow) | (pairs[3] & ~kLow));
}

template <typename PutBlock>
void interleave_blocks(const Rows& rows, int64_t blocks, int64_t file_bytes, size_t group_bytes,
                       uint8_t* group, PutBlock put_block) {
  for (int64_t begin = 0; begin < blocks; begin += kBlocksAtOnce) {
    const int64_t end = std::min(blocks, begin + kBlocksAtOnce);
    for (int64_t row = 0; row < kGroup; ++row) {
      for (int64_t b = begin; b < end; ++b)
        put_block(rows[static_cast<size_t>(row)] + b * file_bytes, row,
                  group + static_cast<size_t>(b) * group_bytes);
    }
  }
}

void interleave(const Layout& layout, const Rows& rows, uint8_t* group) {
  const int64_t blocks = layout.words / layout.words_in_block;
  if (layout.type == DType::kQ8_0) {
    interleave_blocks(rows, blocks, kQ8BlockBytes, layout.block_bytes, group, put_q8_block);
  } else if (layout.type == DType::kQ4_0) {
    interleave_blocks(rows, blocks, kQ4BlockBytes, layout.block_bytes, group, put_q4_block);
  } else {
    interleave_words(rows, layout.words, group);
  }
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
    RowConverter converter(layout);
    Rows rows;
    for (int64_t g = groups * task / tasks; g < groups * (task + 1) / tasks; ++g) {
      for (int64_t row = 0; row < kGroup; ++row) {
        const SourceRow source = find_row(weights, g * kGroup + row);
        rows[static_cast<size_t>(row)] = source.tensor == nullptr
                                             ? converter.zeros()
                                             : converter.row(*source.tensor, source.index, row);
      }
      interleave(layout, rows, memory + static_cast<size_t>(g) * packed.group_bytes_);
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
