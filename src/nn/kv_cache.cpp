#include "nn/kv_cache.h"

#include "base/error.h"

namespace continuo {

KvCache::KvCache(int layers, int64_t batch, int64_t heads, int64_t head_size, int64_t capacity,
                 DType type)
    : layers_(layers),
      batch_(batch),
      heads_(heads),
      head_size_(head_size),
      capacity_((capacity + KeyValues::kBlock - 1) / KeyValues::kBlock * KeyValues::kBlock) {
  keys_ = Tensor::zeros({layers, batch, heads, capacity_, head_size}, type);
  values_ = Tensor::zeros({layers, batch, heads, capacity_, head_size}, type);
}

KeyValues KvCache::layer(int index) const {
  if (index < 0 || index >= layers_) {
    fail(ErrorKind::kInternal, "kv_cache", "layer: expected 0 to {}, found {}.", layers_ - 1,
         index);
  }
  const Tensor keys = keys_.slice(index, 1);
  const Tensor values = values_.slice(index, 1);
  return {keys.mutable_data(), values.mutable_data(), batch_, heads_, head_size_,
          capacity_,           keys_.dtype()};
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
