// Tells classes apart by weighted sums: multinomial logistic regression, trained in seconds and the
// same each time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace continuo {

struct SoftmaxOptions {
  int rounds = 30;      // times that each sample is seen
  size_t batch = 64;    // samples a step
  double ridge = 1e-3;  // how much large weights cost
  uint64_t seed = 1;    // of the order in which samples are seen
};

class SoftmaxRegression {
 public:
  // One row of features a sample, all of one length; labels count from 0. Features are scaled to
  // mean 0 and deviation 1 of the samples. Throws Error(kInput) where the lists do not fit.
  SoftmaxRegression(const std::vector<std::vector<double>>& samples,
                    const std::vector<size_t>& labels, size_t classes,
                    const SoftmaxOptions& options = {});

  // Adds up to 1.
  std::vector<double> probabilities(const std::vector<double>& features) const;
  size_t most_likely(const std::vector<double>& features) const;

 private:
  // A column of 1 stands for the offsets.
  std::vector<float> scaled(const std::vector<double>& features) const;
  void scores(const float* row, double* out) const;

  size_t columns_ = 0;
  size_t classes_ = 0;
  std::vector<double> mean_;
  std::vector<double> scale_;
  std::vector<float> weights_;  // class by class
};

}  // namespace continuo
