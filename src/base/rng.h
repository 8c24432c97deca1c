// A small, fast, portable random generator: the same seed gives the same numbers on every machine
// (unlike the distributions of <random>). SplitMix64: Steele, Lea, Flood, "Fast splittable
// pseudorandom number generators", 2014.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace continuo {

class Rng {
 public:
  explicit Rng(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }

  // Uniform in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  // Uniform in [low, high], both ends included.
  int range(int low, int high) {
    return low + static_cast<int>(next() % static_cast<uint64_t>(high - low + 1));
  }
  bool chance(double probability) { return uniform() < probability; }

  // Normal by the sum of twelve uniforms: bounded at six sigma, the same on every machine.
  double normal(double mean, double deviation) {
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return mean + deviation * (sum - 6.0);
  }

  // An index drawn in proportion to its weight; weights must not all be zero.
  size_t weighted(std::span<const double> weights) {
    double total = 0;
    for (double w : weights) total += w;
    double at = uniform() * total;
    for (size_t i = 0; i + 1 < weights.size(); ++i) {
      if (at < weights[i]) return i;
      at -= weights[i];
    }
    return weights.size() - 1;
  }

  template <typename T>
  const T& pick(const std::vector<T>& items) {
    return items[static_cast<size_t>(next() % items.size())];
  }

  // An independent generator for a sub-task: what one consumer draws never shifts another's
  // numbers.
  Rng fork(uint64_t stream) const {
    return Rng(Rng(state_ ^ (stream * 0xD1B54A32D192ED03ull + 1)).next());
  }

 private:
  uint64_t state_;
};

}  // namespace continuo
