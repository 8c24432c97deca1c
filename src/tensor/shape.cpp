#include "tensor/shape.h"

#include "base/error.h"

namespace continuo {

namespace {

constexpr int64_t kMostElements = int64_t{1} << 48;

}  // namespace

Shape::Shape(std::initializer_list<int64_t> dimensions)
    : Shape(std::span<const int64_t>(dimensions.begin(), dimensions.size())) {}

Shape::Shape(std::span<const int64_t> dimensions) {
  if (dimensions.size() > kMaxRank) {
    fail(ErrorKind::kInput, "tensor", "shape: expected at most {} dimensions, found {}.", kMaxRank,
         dimensions.size());
  }
  for (const int64_t dimension : dimensions) {
    if (dimension < 0) {
      fail(ErrorKind::kInput, "tensor", "shape: expected dimensions of 0 or more, found {}.",
           dimension);
    }
    if (dimension > 0 && elements_ > kMostElements / dimension) {
      fail(ErrorKind::kInput, "tensor", "shape: more than 2^48 elements.");
    }
    elements_ *= dimension;
    dimensions_[static_cast<size_t>(rank_++)] = dimension;
  }
}

Shape Shape::with_last(int64_t last) const {
  auto dimensions = dimensions_;
  const int rank = rank_ == 0 ? 1 : rank_;
  dimensions[static_cast<size_t>(rank - 1)] = last;
  return Shape(std::span<const int64_t>(dimensions.data(), static_cast<size_t>(rank)));
}

std::string Shape::text() const {
  std::string out = "[";
  for (int i = 0; i < rank_; ++i) {
    if (i > 0) out += ", ";
    out += std::to_string((*this)[i]);
  }
  return out + "]";
}

}  // namespace continuo
