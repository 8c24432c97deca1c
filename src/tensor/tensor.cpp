#include "tensor/tensor.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/error.h"
#include "tensor/memory.h"
#include "tensor/numbers.h"

namespace continuo {

Tensor Tensor::zeros(const Shape& shape, DType type) {
  Tensor tensor;
  const size_t bytes = bytes_of(type, shape.elements());
  std::shared_ptr<void> memory = aligned_memory(bytes);
  std::memset(memory.get(), 0, bytes);
  tensor.data_ = memory.get();
  tensor.owner_ = std::move(memory);
  tensor.shape_ = shape;
  tensor.type_ = type;
  tensor.writable_ = true;
  return tensor;
}

Tensor Tensor::from(const Shape& shape, std::span<const float> values) {
  if (static_cast<int64_t>(values.size()) != shape.elements()) {
    fail(ErrorKind::kInput, "tensor", "expected {} values for {}, found {}.", shape.elements(),
         shape.text(), values.size());
  }
  Tensor tensor = zeros(shape);
  std::copy(values.begin(), values.end(), tensor.mutable_f32());
  return tensor;
}

Tensor Tensor::view(void* data, const Shape& shape, DType type) {
  Tensor tensor;
  tensor.data_ = data;
  tensor.shape_ = shape;
  tensor.type_ = type;
  tensor.writable_ = true;
  return tensor;
}

Tensor Tensor::shared(std::shared_ptr<const void> owner, const void* data, const Shape& shape,
                      DType type) {
  Tensor tensor;
  tensor.owner_ = std::move(owner);
  tensor.data_ = const_cast<void*>(data);
  tensor.shape_ = shape;
  tensor.type_ = type;
  return tensor;
}

const float* Tensor::f32() const {
  if (type_ != DType::kF32) {
    fail(ErrorKind::kInternal, "tensor", "expected f32, found {} {}.", name_of(type_),
         shape_.text());
  }
  return static_cast<const float*>(data_);
}

float* Tensor::mutable_f32() const {
  f32();
  return static_cast<float*>(mutable_data());
}

void* Tensor::mutable_data() const {
  if (!writable_) {
    fail(ErrorKind::kInternal, "tensor", "{}: expected memory that may be written.", shape_.text());
  }
  return data_;
}

Tensor Tensor::reshaped(const Shape& shape) const {
  if (shape.elements() != shape_.elements()) {
    fail(ErrorKind::kInternal, "tensor", "cannot see {} as {}.", shape_.text(), shape.text());
  }
  if (is_block_format(type_) && shape.last() % kBlockValues != 0) {
    fail(ErrorKind::kInternal, "tensor", "a {} tensor cannot be seen as {}.", name_of(type_),
         shape.text());
  }
  Tensor tensor = *this;
  tensor.shape_ = shape;
  return tensor;
}

Tensor Tensor::slice(int64_t begin, int64_t count) const {
  if (shape_.rank() == 0 || begin < 0 || count < 0 || begin > shape_[0] - count) {
    fail(ErrorKind::kInternal, "tensor", "slice {} + {} is outside {}.", begin, count,
         shape_.text());
  }
  std::array<int64_t, Shape::kMaxRank> dimensions{};
  int64_t inner = 1;
  for (int i = 0; i < shape_.rank(); ++i) {
    dimensions[static_cast<size_t>(i)] = i == 0 ? count : shape_[i];
    if (i > 0) inner *= shape_[i];
  }
  Tensor tensor = *this;
  tensor.shape_ =
      Shape(std::span<const int64_t>(dimensions.data(), static_cast<size_t>(shape_.rank())));
  tensor.data_ = static_cast<std::byte*>(data_) + bytes_of(type_, begin * inner);
  return tensor;
}

namespace {

void write_row(DType type, std::span<const float> values, void* row) {
  switch (type) {
    case DType::kF32:
      std::memcpy(row, values.data(), values.size_bytes());
      return;
    case DType::kBf16:
      for (size_t i = 0; i < values.size(); ++i)
        static_cast<uint16_t*>(row)[i] = float_to_bf16(values[i]);
      return;
    case DType::kQ8_0:
      quantise_q8_0(values, static_cast<uint8_t*>(row));
      return;
    case DType::kQ4_0:
      quantise_q4_0(values, static_cast<uint8_t*>(row));
      return;
  }
}

}  // namespace

void Tensor::read_row(int64_t row, std::span<float> values) const {
  const int64_t columns = shape_.last();
  if (row < 0 || row >= shape_.rows() || static_cast<int64_t>(values.size()) != columns) {
    fail(ErrorKind::kInternal, "tensor", "no row {} of {} values in {}.", row, values.size(),
         shape_.text());
  }
  const auto* from =
      static_cast<const uint8_t*>(data_) + static_cast<size_t>(row) * bytes_of(type_, columns);
  switch (type_) {
    case DType::kF32:
      std::memcpy(values.data(), from, values.size_bytes());
      return;
    case DType::kBf16:
      for (size_t i = 0; i < values.size(); ++i) {
        uint16_t bits;
        std::memcpy(&bits, from + i * 2, 2);
        values[i] = bf16_to_float(bits);
      }
      return;
    case DType::kQ8_0:
      dequantise_q8_0(from, values);
      return;
    case DType::kQ4_0:
      dequantise_q4_0(from, values);
      return;
  }
}

Tensor Tensor::to_f32() const { return to(DType::kF32); }

Tensor Tensor::to(DType type) const {
  const int64_t columns = shape_.last();
  const size_t to_bytes = bytes_of(type, columns);
  Tensor out = zeros(shape_, type);
  std::vector<float> values(static_cast<size_t>(columns));
  for (int64_t row = 0; row < shape_.rows(); ++row) {
    read_row(row, values);
    write_row(type, values,
              static_cast<std::byte*>(out.data_) + static_cast<size_t>(row) * to_bytes);
  }
  return out;
}

}  // namespace continuo
