#include "compose/sampler.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "base/error.h"

namespace continuo {

namespace {

// The likeliest code, the first of equals. Refuses what cannot be drawn from.
size_t likeliest(std::span<const float> logits) {
  size_t best = logits.size();
  for (size_t code = 0; code < logits.size(); ++code) {
    if (std::isnan(logits[code]) || logits[code] == std::numeric_limits<float>::infinity()) {
      fail(ErrorKind::kInput, "sampler", "the logit of code {} is {}.", code, logits[code]);
    }
    if (!std::isinf(logits[code]) && (best == logits.size() || logits[code] > logits[best]))
      best = code;
  }
  if (best == logits.size())
    fail(ErrorKind::kInput, "sampler", "every one of {} codes is masked.", logits.size());
  return best;
}

}  // namespace

void guide(std::span<const float> conditioned, std::span<const float> unconditioned, double scale,
           std::span<float> out) {
  const auto s = static_cast<float>(scale);
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = unconditioned[i] + s * (conditioned[i] - unconditioned[i]);
  }
}

Sampler::Sampler(size_t vocabulary) : shares_(vocabulary) {
  sorted_.reserve(vocabulary);
  order_.reserve(vocabulary);
}

std::span<const double> Sampler::shares(std::span<const float> logits, const Sampling& sampling) {
  if (logits.size() != shares_.size()) {
    fail(ErrorKind::kUsage, "sampler", "expected {} logits, found {}.", shares_.size(),
         logits.size());
  }
  const size_t best = likeliest(logits);
  if (sampling.temperature <= 0) {
    std::fill(shares_.begin(), shares_.end(), 0.0);
    shares_[best] = 1.0;
    return shares_;
  }
  for (size_t code = 0; code < shares_.size(); ++code) {
    shares_[code] =
        std::exp((static_cast<double>(logits[code]) - logits[best]) / sampling.temperature);
  }
  if (sampling.top_k > 0) keep_top_k(logits, sampling.top_k);
  if (sampling.top_p < 1.0) keep_top_p(sampling.top_p);
  double total = 0;
  for (double share : shares_) total += share;
  for (double& share : shares_) share /= total;
  return shares_;
}

int Sampler::sample(std::span<const float> logits, const Sampling& sampling, Rng& rng) {
  const std::span<const double> choice = shares(logits, sampling);
  if (sampling.temperature <= 0) {
    return static_cast<int>(std::max_element(choice.begin(), choice.end()) - choice.begin());
  }
  double at = rng.uniform();
  size_t last = 0;
  for (size_t code = 0; code < choice.size(); ++code) {
    if (choice[code] <= 0) continue;
    last = code;
    if (at < choice[code]) break;
    at -= choice[code];
  }
  return static_cast<int>(last);
}

void Sampler::keep_top_k(std::span<const float> logits, int k) {
  if (static_cast<size_t>(k) >= logits.size()) return;
  sorted_.assign(logits.begin(), logits.end());
  std::nth_element(sorted_.begin(), sorted_.begin() + (k - 1), sorted_.end(),
                   std::greater<float>());
  const float threshold = sorted_[static_cast<size_t>(k - 1)];
  for (size_t code = 0; code < shares_.size(); ++code) {
    if (logits[code] < threshold) shares_[code] = 0;
  }
}

void Sampler::keep_top_p(double p) {
  order_.clear();
  double total = 0;
  for (uint32_t code = 0; code < shares_.size(); ++code) {
    if (shares_[code] > 0) order_.push_back(code);
    total += shares_[code];
  }
  std::sort(order_.begin(), order_.end(), [this](uint32_t a, uint32_t b) {
    return shares_[a] != shares_[b] ? shares_[a] > shares_[b] : a < b;
  });
  double reached = 0;
  for (size_t i = 0; i < order_.size(); ++i) {
    double& share = shares_[order_[i]];
    if (i > 0 && reached >= p * total) {
      share = 0;
    } else {
      reached += share;
    }
  }
}

}  // namespace continuo
