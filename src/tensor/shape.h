// The dimensions of a tensor, outermost first.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace continuo {

class Shape {
 public:
  static constexpr int kMaxRank = 5;

  Shape() = default;  // rank 0: one element
  // Throws Error(kInput) for a negative dimension, a rank over kMaxRank or a product over 2^48.
  Shape(std::initializer_list<int64_t> dimensions);
  explicit Shape(std::span<const int64_t> dimensions);

  int rank() const { return rank_; }
  // Negative indices count from the end: shape[-1] is the fastest moving dimension.
  int64_t operator[](int index) const {
    return dimensions_[static_cast<size_t>(index < 0 ? index + rank_ : index)];
  }
  int64_t elements() const { return elements_; }
  int64_t last() const { return rank_ == 0 ? 1 : dimensions_[static_cast<size_t>(rank_ - 1)]; }
  // Everything but the last dimension, multiplied: how many rows of last() values there are.
  int64_t rows() const { return last() == 0 ? 0 : elements_ / last(); }
  // This shape with another last dimension.
  Shape with_last(int64_t last) const;
  std::string text() const;  // "[2, 320]"

  bool operator==(const Shape& other) const = default;

 private:
  std::array<int64_t, kMaxRank> dimensions_{};
  int rank_ = 0;
  int64_t elements_ = 1;
};

}  // namespace continuo
