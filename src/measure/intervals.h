// Confidence intervals and shuffles for measurements over prompts.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace continuo {

struct Interval {
  double low = 0;
  double high = 0;
};

// Wilson's 95 % interval of a proportion: `successes` may be fractional (several seeds a prompt),
// `trials` counts prompts.
Interval wilson_interval(double successes, double trials);

// Percentile bootstrap, 95 %, of the mean of clusters: each value is one prompt's mean over its
// seeds, so whole prompts are drawn again and seeds of one prompt are never taken for independent.
// The same seed gives the same interval.
Interval bootstrap_mean_interval(std::span<const double> values, int draws, uint64_t seed);

// The same of any statistic of the clusters: it is given the indices that were drawn.
Interval bootstrap_interval(size_t clusters, int draws, uint64_t seed,
                            const std::function<double(std::span<const size_t>)>& statistic);

// A random permutation in which nothing stays in its place (one cycle: Sattolo 1986). Needs at
// least two.
std::vector<size_t> derangement(size_t size, uint64_t seed);

}  // namespace continuo
