#include "measure/softmax_regression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {
namespace {

TEST(SoftmaxRegression, LearnsWhatCanBeToldApart) {
  Rng rng(2);
  std::vector<std::vector<double>> samples;
  std::vector<size_t> labels;
  for (int i = 0; i < 300; ++i) {
    const auto label = static_cast<size_t>(i % 3);
    samples.push_back({rng.normal(label == 0 ? 100 : 50, 8), rng.normal(label == 1 ? 3 : 0, 0.5),
                       7.0, rng.normal(0, 1)});
    labels.push_back(label);
  }
  SoftmaxOptions options;
  options.rounds = 200;
  const SoftmaxRegression model(samples, labels, 3, options);
  int right = 0;
  for (int i = 0; i < 300; ++i) {
    const auto label = static_cast<size_t>(i % 3);
    right +=
        model.most_likely({rng.normal(label == 0 ? 100 : 50, 8),
                           rng.normal(label == 1 ? 3 : 0, 0.5), 7.0, rng.normal(0, 1)}) == label;
  }
  EXPECT_GE(right, 290);
  const std::vector<double> chance = model.probabilities({100, 0, 7, 0});
  EXPECT_NEAR(std::accumulate(chance.begin(), chance.end(), 0.0), 1, 1e-9);
  EXPECT_GT(chance[0], 0.9);
  // Twice the same.
  EXPECT_EQ(SoftmaxRegression(samples, labels, 3, options).probabilities({70, 1, 7, 0}),
            model.probabilities({70, 1, 7, 0}));
}

TEST(SoftmaxRegression, OfNoiseIsTheSharesOfTheClasses) {
  // One feature that never varies: only how often each class occurs can be learnt.
  std::vector<std::vector<double>> samples(40, {1.0});
  std::vector<size_t> labels(40, 0);
  std::fill(labels.begin() + 30, labels.end(), 1);
  SoftmaxOptions options;
  options.ridge = 0;
  options.rounds = 2000;
  options.batch = 40;
  const auto chance = SoftmaxRegression(samples, labels, 2, options).probabilities({1.0});
  EXPECT_NEAR(chance[0], 0.75, 0.01);
}

TEST(SoftmaxRegression, RefusesWhatDoesNotFit) {
  EXPECT_THROW(SoftmaxRegression({}, {}, 2), Error);
  EXPECT_THROW(SoftmaxRegression({{1}, {1, 2}}, {0, 1}, 2), Error);
  EXPECT_THROW(SoftmaxRegression({{1}, {2}}, {0, 2}, 2), Error);
  EXPECT_THROW(SoftmaxRegression({{1}}, {0, 1}, 2), Error);
  EXPECT_THROW(SoftmaxRegression({{1}, {2}}, {0, 1}, 2).most_likely({1, 2}), Error);
}

}  // namespace
}  // namespace continuo
