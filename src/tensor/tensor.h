// The one shared handle over numbers in memory: owned and ref-counted, borrowed from an arena, or
// mapped from a file.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "tensor/dtype.h"
#include "tensor/shape.h"

namespace continuo {

// Contiguous and row-major. Copying a Tensor copies the handle, never the numbers.
class Tensor {
 public:
  Tensor() = default;

  // Owned memory, aligned to 64 bytes, all zero.
  static Tensor zeros(const Shape& shape, DType type = DType::kF32);
  // Owned f32 copy of `values`; throws Error(kInput) where the count is not shape's.
  static Tensor from(const Shape& shape, std::span<const float> values);
  // Borrowed: the caller keeps `data` alive.
  static Tensor view(void* data, const Shape& shape, DType type = DType::kF32);
  // Read-only memory that `owner` keeps alive, as a mapped file.
  static Tensor shared(std::shared_ptr<const void> owner, const void* data, const Shape& shape,
                       DType type);

  bool empty() const { return data_ == nullptr; }
  const Shape& shape() const { return shape_; }
  int64_t operator[](int dimension) const { return shape_[dimension]; }
  DType dtype() const { return type_; }
  size_t bytes() const { return bytes_of(type_, shape_.elements()); }
  const void* data() const { return data_; }

  // Throw Error(kInternal) where the tensor holds another type, or (mutable_) is read-only.
  const float* f32() const;
  float* mutable_f32() const;
  void* mutable_data() const;
  std::span<const float> values() const { return {f32(), static_cast<size_t>(shape_.elements())}; }

  // The same numbers under another shape of as many elements.
  Tensor reshaped(const Shape& shape) const;
  // `count` entries of the first dimension from `begin` on, sharing memory.
  Tensor slice(int64_t begin, int64_t count) const;
  // Row `row` of shape().rows(), shape().last() values, as f32.
  void read_row(int64_t row, std::span<float> values) const;
  // Owned copies in another format. Block formats need a last dimension that is a multiple of 32.
  Tensor to_f32() const;
  Tensor to(DType type) const;

 private:
  std::shared_ptr<const void> owner_;
  void* data_ = nullptr;
  Shape shape_{};
  DType type_ = DType::kF32;
  bool writable_ = false;
};

}  // namespace continuo
