#include "models/encodec/overlap.h"

#include <algorithm>
#include <cmath>

namespace continuo::encodec {

OverlapAdd::OverlapAdd(int64_t length, int64_t stride, int64_t channels)
    : stride_(std::min(stride, length)),
      channels_(channels),
      weights_(static_cast<size_t>(length)),
      sums_(static_cast<size_t>(length * channels)),
      covered_(static_cast<size_t>(length)) {
  for (int64_t i = 0; i < length; ++i) {
    const float at = static_cast<float>(i + 1) / static_cast<float>(length + 1);
    weights_[static_cast<size_t>(i)] = 0.5f - std::abs(at - 0.5f);
  }
}

int64_t OverlapAdd::add(std::span<const float> chunk, std::span<float> out) {
  const auto count = static_cast<int64_t>(chunk.size()) / channels_;
  for (int64_t i = 0; i < count; ++i) {
    const float weight = weights_[static_cast<size_t>(i)];
    covered_[static_cast<size_t>(i)] += weight;
    for (int64_t c = 0; c < channels_; ++c) {
      const auto at = static_cast<size_t>(i * channels_ + c);
      sums_[at] += weight * chunk[at];
    }
  }
  pending_ = std::max(pending_, count);
  return give(std::min(stride_, pending_), out);
}

int64_t OverlapAdd::give(int64_t count, std::span<float> out) {
  const auto values = static_cast<size_t>(count * channels_);
  for (size_t i = 0; i < values; ++i)
    out[i] = sums_[i] / covered_[i / static_cast<size_t>(channels_)];
  std::shift_left(sums_.begin(), sums_.end(), count * channels_);
  std::fill(sums_.end() - count * channels_, sums_.end(), 0.0f);
  std::shift_left(covered_.begin(), covered_.end(), count);
  std::fill(covered_.end() - count, covered_.end(), 0.0f);
  pending_ -= count;
  return count;
}

}  // namespace continuo::encodec
