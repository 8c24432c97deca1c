// The keys and values of what a decoder has seen, for every layer: sized once, appended to, rewound
// at no cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "kernels/attention.h"

namespace continuo {

// B rows share one length. A forward pass appends to every layer at length(), then advances once.
class KvCache {
 public:
  KvCache() = default;
  // Capacity in positions, rounded up to a multiple of 16. Held as f32, or rounded (KeyValues).
  KvCache(int layers, int64_t batch, int64_t heads, int64_t head_size, int64_t capacity,
          DType type = DType::kF32);

  int layers() const { return layers_; }
  int64_t batch() const { return batch_; }
  int64_t capacity() const { return capacity_; }
  int64_t length() const { return length_; }
  size_t bytes() const;
  KeyValues layer(int index) const;

  // Throws Error(kInternal) where `positions` more do not fit.
  void require(int64_t positions) const;
  // After all layers have appended `positions`.
  void advance(int64_t positions);
  // Forgets everything from position `length` on: what follows is as if it had never been. Throws
  // Error(kInternal) where that is more than there is.
  void truncate(int64_t length);
  void clear() { length_ = 0; }

 private:
  // Of one layer: vectors of one kind, keys or values, and their scales where they have them.
  size_t vector_bytes() const;
  size_t scale_bytes() const;

  std::shared_ptr<uint8_t> memory_;  // [layers] {keys, values, key scales, value scales}
  DType type_ = DType::kF32;
  int layers_ = 0;
  int64_t batch_ = 0;
  int64_t heads_ = 0;
  int64_t head_size_ = 0;
  int64_t capacity_ = 0;
  int64_t length_ = 0;
};

}  // namespace continuo
