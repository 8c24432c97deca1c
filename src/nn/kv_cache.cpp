#include "nn/kv_cache.h"

#include <cstring>

#include "base/error.h"
#include "tensor/memory.h"

namespace continuo {

namespace {

constexpr size_t rounded_up(size_t bytes) {
  return (bytes + kMemoryAlignment - 1) / kMemoryAlignment * kMemoryAlignment;
}

}  // namespace

KvCache::KvCache(int layers, int64_t batch, int64_t heads, int64_t head_size, int64_t capacity,
                 DType type)
    : type_(type),
      layers_(layers),
      batch_(batch),
      heads_(heads),
      head_size_(head_size),
      capacity_((capacity + KeyValues::kBlock - 1) / KeyValues::kBlock * KeyValues::kBlock) {
  memory_ = std::static_pointer_cast<uint8_t>(aligned_memory(bytes()));
  std::memset(memory_.get(), 0, bytes());
}

size_t KvCache::vector_bytes() const {
  const auto count = static_cast<size_t>(batch_ * heads_ * capacity_ * head_size_);
  return rounded_up(type_ == DType::kQ8_0 ? count : bytes_of(type_, static_cast<int64_t>(count)));
}

size_t KvCache::scale_bytes() const {
  if (type_ != DType::kQ8_0) return 0;
  return rounded_up(static_cast<size_t>(batch_ * heads_ * capacity_) * sizeof(float));
}

size_t KvCache::bytes() const {
  return static_cast<size_t>(layers_) * 2 * (vector_bytes() + scale_bytes());
}

KeyValues KvCache::layer(int index) const {
  if (index < 0 || index >= layers_) {
    fail(ErrorKind::kInternal, "kv_cache", "layer: expected 0 to {}, found {}.", layers_ - 1,
         index);
  }
  uint8_t* keys =
      memory_.get() + bytes() / static_cast<size_t>(layers_) * static_cast<size_t>(index);
  KeyValues layer;
  layer.keys = keys;
  layer.values = keys + vector_bytes();
  layer.batch = batch_;
  layer.heads = heads_;
  layer.head_size = head_size_;
  layer.capacity = capacity_;
  layer.type = type_;
  if (type_ == DType::kQ8_0) {
    layer.key_scales = reinterpret_cast<float*>(keys + 2 * vector_bytes());
    layer.value_scales = reinterpret_cast<float*>(keys + 2 * vector_bytes() + scale_bytes());
  }
  return layer;
}

void KvCache::require(int64_t positions) const {
  if (positions < 0 || positions > capacity_ - length_) {
    fail(ErrorKind::kInternal, "kv_cache", "{} more positions do not fit: {} of {} are in use.",
         positions, length_, capacity_);
  }
}

void KvCache::advance(int64_t positions) {
  require(positions);
  length_ += positions;
}

void KvCache::truncate(int64_t length) {
  if (length < 0 || length > length_) {
    fail(ErrorKind::kInternal, "kv_cache", "cannot go back to {}: there are {} positions.", length,
         length_);
  }
  length_ = length;
}

}  // namespace continuo
