// How near one set of pieces lies to another in one trait: the distances between the sets are
// compared with those within the reference (Yang and Lerch 2020). Where both are spread alike, the
// sets cannot be told apart.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace continuo {

struct SetDistance {
  double overlap = 0;     // shared area of the two densities, 0..1: more is nearer
  double divergence = 0;  // Kullback and Leibler's, of the inner from the cross distances, in nats
};

// Of two samples of distances, each smoothed by Gaussians of Scott's width (as the authors' program
// does) on 512 places.
SetDistance compare_distances(std::span<const double> inner, std::span<const double> cross);

// All Euclidean distances within a reference and from another set to it, once computed, so that
// pieces can be drawn again and again.
class SetPair {
 public:
  // Every piece has a vector of the same length.
  SetPair(const std::vector<std::vector<double>>& reference,
          const std::vector<std::vector<double>>& other);

  SetDistance distance() const;
  // Of drawn pieces, by index; a piece is not compared with itself.
  SetDistance distance(std::span<const size_t> reference, std::span<const size_t> other) const;

 private:
  size_t reference_ = 0;
  size_t other_ = 0;
  std::vector<double> inner_;  // reference x reference
  std::vector<double> cross_;  // other x reference
};

}  // namespace continuo
