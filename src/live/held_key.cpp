#include "live/held_key.h"

#include <algorithm>

#include "listen/key_detector.h"

namespace continuo {

namespace {

constexpr size_t kFewest = 3;
// Of correlations: a triad has 0.84 with its key, and 0.56 with the next; a suspended chord fits four
// keys alike, a cluster none.
constexpr double kFits = 0.55;
constexpr double kClear = 0.03;
constexpr double kStays = 0.15;

}  // namespace

std::optional<Key> key_of_held(std::bitset<12> held, const Key& now) {
  if (held.count() < kFewest) return std::nullopt;
  std::array<double, 12> shares{};
  for (size_t i = 0; i < 12; ++i) shares[i] = held[i] ? 1.0 / static_cast<double>(held.count()) : 0;
  const std::array<double, 24> fits = key_correlations(shares);
  const auto best = static_cast<size_t>(std::max_element(fits.begin(), fits.end()) - fits.begin());
  if (fits[best] < kFits) return std::nullopt;
  if (fits[static_cast<size_t>(now.tonic + (now.is_minor() ? 12 : 0))] + kStays >= fits[best])
    return now;
  for (size_t i = 0; i < fits.size(); ++i) {
    if (i != best && fits[i] + kClear > fits[best]) return std::nullopt;
  }
  return Key{static_cast<int>(best % 12), best < 12 ? Mode::kMajor : Mode::kMinor};
}

}  // namespace continuo
