// Tells classes apart by a network of one hidden layer, trained in seconds and the same each time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace continuo {

struct PerceptronOptions {
  size_t hidden = 128;   // rectified units between features and classes
  double dropout = 0.3;  // share of them that is left out while learning
  int rounds = 30;       // times that each sample is seen
  size_t batch = 64;     // samples a step
  double ridge = 1e-3;   // how much large weights cost
  uint64_t seed = 1;     // of the first weights, of what is left out, and of the samples' order
};

class Perceptron {
 public:
  // One row of features a sample, all of one length; labels count from 0. Features are scaled to
  // mean 0 and deviation 1 of the samples. Throws Error(kInput) where the lists do not fit.
  Perceptron(const std::vector<std::vector<double>>& samples, const std::vector<size_t>& labels,
             size_t classes, const PerceptronOptions& options = {});

  // Adds up to 1.
  std::vector<double> probabilities(const std::vector<double>& features) const;
  size_t most_likely(const std::vector<double>& features) const;

 private:
  // weights[i * outputs + o], and an offset for each output behind them.
  struct Layer {
    size_t inputs = 0;
    size_t outputs = 0;
    std::vector<float> weights;

    void apply(const float* in, float* out) const;
    // Adds what the errors of the outputs say about the weights.
    void blame(const float* in, const float* error, std::vector<float>& gradient) const;
  };
  class Descent;

  std::vector<float> scaled(const std::vector<double>& features) const;

  std::vector<double> mean_;
  std::vector<double> scale_;
  Layer first_;
  Layer second_;
};

}  // namespace continuo
