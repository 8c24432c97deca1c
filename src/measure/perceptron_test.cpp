#include "measure/perceptron.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

TEST(Perceptron, LearnsWhatCanBeToldApart) {
  Rng rng(2);
  std::vector<std::vector<double>> samples;
  std::vector<size_t> labels;
  for (int i = 0; i < 300; ++i) {
    const auto label = static_cast<size_t>(i % 3);
    samples.push_back({rng.normal(label == 0 ? 100 : 50, 8), rng.normal(label == 1 ? 3 : 0, 0.5),
                       7.0, rng.normal(0, 1)});
    labels.push_back(label);
  }
  PerceptronOptions options;
  options.rounds = 200;
  const Perceptron model(samples, labels, 3, options);
  int right = 0;
  for (int i = 0; i < 300; ++i) {
    const auto label = static_cast<size_t>(i % 3);
    right +=
        model.most_likely({rng.normal(label == 0 ? 100 : 50, 8),
                           rng.normal(label == 1 ? 3 : 0, 0.5), 7.0, rng.normal(0, 1)}) == label;
  }
  EXPECT_GE(right, 290);
  const std::vector<double> chance = model.probabilities({100, 0, 7, 0});
  EXPECT_NEAR(std::accumulate(chance.begin(), chance.end(), 0.0), 1, 1e-5);
  EXPECT_GT(chance[0], 0.9);
  // Twice the same.
  EXPECT_EQ(Perceptron(samples, labels, 3, options).probabilities({70, 1, 7, 0}),
            model.probabilities({70, 1, 7, 0}));
}

TEST(Perceptron, LearnsWhatNoWeightedSumTells) {
  Rng rng(5);
  std::vector<std::vector<double>> samples;
  std::vector<size_t> labels;
  for (int i = 0; i < 400; ++i) {
    samples.push_back({rng.uniform(-1, 1), rng.uniform(-1, 1)});
    labels.push_back(samples.back()[0] * samples.back()[1] > 0);
  }
  PerceptronOptions options;
  options.rounds = 200;
  const Perceptron model(samples, labels, 2, options);
  for (const double x : {-0.6, 0.6})
    for (const double y : {-0.6, 0.6})
      EXPECT_GT(model.probabilities({x, y})[x * y > 0], 0.9) << x << " " << y;
}

TEST(Perceptron, OfNoiseIsTheSharesOfTheClasses) {
  // One feature that never varies: only how often each class occurs can be learnt.
  std::vector<std::vector<double>> samples(40, {1.0});
  std::vector<size_t> labels(40, 0);
  std::fill(labels.begin() + 30, labels.end(), 1);
  PerceptronOptions options;
  options.ridge = 0;
  options.rounds = 2000;
  options.batch = 40;
  options.dropout = 0;
  const auto chance = Perceptron(samples, labels, 2, options).probabilities({1.0});
  EXPECT_NEAR(chance[0], 0.75, 0.01);
}

TEST(Perceptron, RefusesWhatDoesNotFit) {
  EXPECT_THROW(Perceptron({}, {}, 2), Error);
  EXPECT_THROW(Perceptron({{1}, {1, 2}}, {0, 1}, 2), Error);
  EXPECT_THROW(Perceptron({{1}, {2}}, {0, 2}, 2), Error);
  EXPECT_THROW(Perceptron({{1}}, {0, 1}, 2), Error);
  EXPECT_THROW(Perceptron({{1}, {2}}, {0, 1}, 2).most_likely({1, 2}), Error);
}

}  // namespace
}  // namespace continuo
