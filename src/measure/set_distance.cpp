#include "measure/set_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace continuo {

namespace {

constexpr size_t kPlaces = 512;
using Density = std::array<double, kPlaces>;

double between(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

double deviation(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return n > 1 ? std::sqrt(sum / (n - 1)) : 0;
}

// Shares at the places, from `low` on in steps of `step`.
Density density(std::span<const double> values, double width, double low, double step) {
  Density counts{};
  for (const double value : values) {
    const double at = (value - low) / step;
    const auto place = static_cast<size_t>(at);
    const double part = at - static_cast<double>(place);
    counts[std::min(place, kPlaces - 1)] += 1 - part;
    counts[std::min(place + 1, kPlaces - 1)] += part;
  }
  std::vector<double> bell;
  for (double x = 0; x <= 4 * width; x += step)
    bell.push_back(std::exp(-x * x / (2 * width * width)));
  Density smooth{};
  for (size_t i = 0; i < kPlaces; ++i) {
    if (counts[i] == 0) continue;
    for (size_t j = 0; j < bell.size(); ++j) {
      if (i + j < kPlaces) smooth[i + j] += counts[i] * bell[j];
      if (j > 0 && j <= i) smooth[i - j] += counts[i] * bell[j];
    }
  }
  const double total = std::accumulate(smooth.begin(), smooth.end(), 0.0);
  for (double& value : smooth) value /= total;
  return smooth;
}

}  // namespace

SetDistance compare_distances(std::span<const double> inner, std::span<const double> cross) {
  if (inner.empty() || cross.empty()) return {};
  const auto scott = [](std::span<const double> values) {
    return deviation(values) * std::pow(static_cast<double>(values.size()), -0.2);
  };
  const auto [inner_low, inner_high] = std::minmax_element(inner.begin(), inner.end());
  const auto [cross_low, cross_high] = std::minmax_element(cross.begin(), cross.end());
  double low = std::min(*inner_low, *cross_low);
  double high = std::max(*inner_high, *cross_high);
  // Where all are alike there is still a width to draw.
  const double least = std::max((high - low) / kPlaces, 1e-9);
  const double inner_width = std::max(scott(inner), least);
  const double cross_width = std::max(scott(cross), least);
  low -= 3 * std::max(inner_width, cross_width);
  high += 3 * std::max(inner_width, cross_width);
  const double step = (high - low) / (kPlaces - 1);
  const Density p = density(inner, inner_width, low, step);
  const Density q = density(cross, cross_width, low, step);
  constexpr double kFloor = 1e-12;
  SetDistance result;
  for (size_t i = 0; i < kPlaces; ++i) {
    result.overlap += std::min(p[i], q[i]);
    if (p[i] > 0) result.divergence += p[i] * std::log(p[i] / std::max(q[i], kFloor));
  }
  result.divergence = std::max(result.divergence, 0.0);
  return result;
}

SetPair::SetPair(const std::vector<std::vector<double>>& reference,
                 const std::vector<std::vector<double>>& other)
    : reference_(reference.size()), other_(other.size()) {
  for (const auto& a : reference) {
    for (const auto& b : reference) inner_.push_back(between(a, b));
  }
  for (const auto& a : other) {
    for (const auto& b : reference) cross_.push_back(between(a, b));
  }
}

SetDistance SetPair::distance() const {
  std::vector<size_t> reference(reference_);
  std::vector<size_t> other(other_);
  std::iota(reference.begin(), reference.end(), size_t{0});
  std::iota(other.begin(), other.end(), size_t{0});
  return distance(reference, other);
}

SetDistance SetPair::distance(std::span<const size_t> reference,
                              std::span<const size_t> other) const {
  std::vector<double> inner;
  std::vector<double> cross;
  inner.reserve(reference.size() * reference.size() / 2);
  cross.reserve(reference.size() * other.size());
  for (size_t i = 0; i < reference.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (reference[i] != reference[j])
        inner.push_back(inner_[reference[i] * reference_ + reference[j]]);
    }
  }
  for (const size_t a : other) {
    for (const size_t b : reference) cross.push_back(cross_[a * reference_ + b]);
  }
  return compare_distances(inner, cross);
}

}  // namespace continuo
