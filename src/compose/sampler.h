// One code from a row of logits: guidance, temperature, top-k, top-p, and a seeded draw.
//
// V codes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/rng.h"

namespace continuo {

struct Sampling {
  double temperature = 1.0;  // 0 takes the likeliest code
  int top_k = 0;             // 0 for all codes; codes as likely as the k-th stay too
  double top_p = 1.0;        // the likeliest codes that together reach this share; after top_k
  double guidance = 3.0;     // 1 for none
};

// out = unconditioned + scale * (conditioned - unconditioned); out may be either of them.
void guide(std::span<const float> conditioned, std::span<const float> unconditioned, double scale,
           std::span<float> out);

class Sampler {
 public:
  explicit Sampler(size_t vocabulary);

  // A code whose logit is -inf is never drawn. Draws one number from `rng`, or none at temperature
  // 0. Throws Error(kInput) where every code is masked or a logit is no number, Error(kUsage) for
  // another vocabulary's logits. Allocates nothing.
  int sample(std::span<const float> logits, const Sampling& sampling, Rng& rng);

  // What sample draws from: the shares of the V codes, which sum to 1. Valid until the next call.
  std::span<const double> shares(std::span<const float> logits, const Sampling& sampling);

 private:
  void keep_top_k(std::span<const float> logits, int k);
  void keep_top_p(double p);

  std::vector<double> shares_;
  std::vector<float> sorted_;
  std::vector<uint32_t> order_;
};

}  // namespace continuo
