// A weight matrix in the order that the matrix kernels read it: one sequential stream for each 32
// output rows.
//
// N output rows, padded to 32; K inputs, padded to 32. By format, for each group of 32 rows:
//   f32   [K][32]                       128 bytes for each k
//   bf16  [K/2][32][2]                  128 bytes for each pair of k
//   q8_0  [K/32] {fp16 scale[32]; uint8 weight[8][32][4]}: 1088 bytes for each 32 k; weight = int8
//   + 128
//   q4_0  [K/32] {fp16 scale[32]; uint8 pair[4][32][4]}: 576 bytes for each 32 k; byte j of pair p
//   holds k = 8p + j (low nibble) and k = 8p + 4 + j (high), as nibbles of the file
// Weights of both block formats are unsigned because x86's byte dot product takes one unsigned side;
// the offset (128, 8) comes off through the sum of the activations. Padding rows and columns are
// zero.
#pragma once

#include <memory>
#include <span>

#include "kernels/thread_pool.h"
#include "tensor/tensor.h"

namespace continuo {

class PackedMatrix {
 public:
  static constexpr int64_t kGroupRows = 32;
  // Block formats: the scales of a group's 32 rows, then its weights: together, for 32 inputs.
  static constexpr size_t kScaleBytes = 64;
  static constexpr size_t kQ8BlockBytes = kScaleBytes + 1024;
  static constexpr size_t kQ4BlockBytes = kScaleBytes + 512;

  PackedMatrix() = default;
  // `weights` are [N, K] in any format, laid below one another; all must have the same K. Shares the
  // work out where there is a pool. Throws Error(kInput).
  static PackedMatrix pack(std::span<const Tensor> weights, DType as, ThreadPool* pool = nullptr);
  static PackedMatrix pack(const Tensor& weight, DType as, ThreadPool* pool = nullptr) {
    return pack({&weight, 1}, as, pool);
  }

  int64_t outputs() const { return outputs_; }  // N
  int64_t inputs() const { return inputs_; }    // K
  int64_t padded_inputs() const { return (inputs_ + 31) / 32 * 32; }
  int64_t groups() const { return (outputs_ + kGroupRows - 1) / kGroupRows; }
  DType dtype() const { return type_; }
  size_t bytes() const { return group_bytes_ * static_cast<size_t>(groups()); }
  size_t group_bytes() const { return group_bytes_; }
  const uint8_t* group(int64_t index) const {
    return static_cast<const uint8_t*>(memory_.get()) + static_cast<size_t>(index) * group_bytes_;
  }
  // Row n as f32 (K values): what the kernel multiplies by, after rounding to the format.
  void unpack_row(int64_t n, std::span<float> values) const;

 private:
  std::shared_ptr<void> memory_;
  int64_t outputs_ = 0;
  int64_t inputs_ = 0;
  size_t group_bytes_ = 0;
  DType type_ = DType::kF32;
};

}  // namespace continuo
