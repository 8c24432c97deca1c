#include "measure/intervals.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {

Interval wilson_interval(double successes, double trials) {
  if (trials <= 0) return {0, 1};
  constexpr double kZ = 1.959963984540054;
  const double share = successes / trials;
  const double scale = 1 + kZ * kZ / trials;
  const double centre = (share + kZ * kZ / (2 * trials)) / scale;
  const double spread =
      kZ * std::sqrt(share * (1 - share) / trials + kZ * kZ / (4 * trials * trials)) / scale;
  return {std::max(0.0, centre - spread), std::min(1.0, centre + spread)};
}

Interval bootstrap_interval(size_t clusters, int draws, uint64_t seed,
                            const std::function<double(std::span<const size_t>)>& statistic) {
  if (clusters == 0 || draws < 1) return {};
  Rng rng(seed);
  std::vector<size_t> drawn(clusters);
  std::vector<double> values(static_cast<size_t>(draws));
  for (double& value : values) {
    for (size_t& index : drawn) index = rng.next() % clusters;
    value = statistic(drawn);
  }
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<size_t>(std::lround(share * static_cast<double>(draws - 1)))];
  };
  return {at(0.025), at(0.975)};
}

Interval bootstrap_mean_interval(std::span<const double> values, int draws, uint64_t seed) {
  return bootstrap_interval(values.size(), draws, seed, [&](std::span<const size_t> drawn) {
    double sum = 0;
    for (const size_t index : drawn) sum += values[index];
    return sum / static_cast<double>(drawn.size());
  });
}

std::vector<size_t> derangement(size_t size, uint64_t seed) {
  if (size < 2)
    fail(ErrorKind::kInput, "shuffle", "expected at least two prompts, found {}.", size);
  std::vector<size_t> order(size);
  std::iota(order.begin(), order.end(), size_t{0});
  Rng rng(seed);
  for (size_t i = size - 1; i > 0; --i) std::swap(order[i], order[rng.next() % i]);
  return order;
}

}  // namespace continuo
