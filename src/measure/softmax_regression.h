// Tells classes apart by weighted sums: multinomial logistic regression, trained in seconds and the
// same each time.
#pragma once

#include <cstddef>
#include <vector>

namespace continuo {

struct SoftmaxOptions {
  int rounds = 400;
  double ridge = 1e-3;  // how much large weights cost
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
