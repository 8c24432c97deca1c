#include "measure/softmax_regression.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {

namespace {

void check(const std::vector<std::vector<double>>& samples, const std::vector<size_t>& labels,
           size_t classes) {
  const bool fits =
      !samples.empty() && samples.size() == labels.size() && classes > 0 &&
      std::all_of(samples.begin(), samples.end(),
                  [&](const auto& row) { return row.size() == samples[0].size(); }) &&
      std::all_of(labels.begin(), labels.end(), [&](size_t label) { return label < classes; });
  if (!fits)
    fail(ErrorKind::kInput, "regression",
         "expected samples of one length, each with a label below {}; found {} and {} labels.",
         classes, samples.size(), labels.size());
}

void softmax(std::vector<double>& scores) {
  const double most = *std::max_element(scores.begin(), scores.end());
  double total = 0;
  for (double& score : scores) total += score = std::exp(score - most);
  for (double& score : scores) score /= total;
}

}  // namespace

SoftmaxRegression::SoftmaxRegression(const std::vector<std::vector<double>>& samples,
                                     const std::vector<size_t>& labels, size_t classes,
                                     const SoftmaxOptions& options) {
  check(samples, labels, classes);
  classes_ = classes;
  const size_t features = samples[0].size();
  const auto count = static_cast<double>(samples.size());
  mean_.assign(features, 0);
  scale_.assign(features, 0);
  for (const auto& row : samples) {
    for (size_t f = 0; f < features; ++f) mean_[f] += row[f] / count;
  }
  for (const auto& row : samples) {
    for (size_t f = 0; f < features; ++f)
      scale_[f] += (row[f] - mean_[f]) * (row[f] - mean_[f]) / count;
  }
  // What never varies says nothing.
  for (double& scale : scale_) scale = scale > 1e-12 ? 1 / std::sqrt(scale) : 0;
  columns_ = features + 1;
  weights_.assign(classes_ * columns_, 0);

  std::vector<std::vector<float>> rows;
  for (const auto& row : samples) rows.push_back(scaled(row));
  // Gradient descent with momenta of first and second order (Adam; Kingma and Ba 2015).
  std::vector<float> gradient(weights_.size());
  std::vector<float> first(weights_.size());
  std::vector<float> second(weights_.size());
  std::vector<double> chance(classes_);
  std::vector<size_t> order(rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  Rng rng(options.seed);
  double decay_first = 1;
  double decay_second = 1;
  for (int round = 0; round < options.rounds; ++round) {
    for (size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[rng.next() % (i + 1)]);
    // Long steps at first, short ones at last.
    const double rate = 0.01 * (1 - static_cast<double>(round) / options.rounds);
    for (size_t begin = 0; begin < order.size(); begin += options.batch) {
      const size_t end = std::min(begin + options.batch, order.size());
      std::fill(gradient.begin(), gradient.end(), 0.0f);
      for (size_t s = begin; s < end; ++s) {
        const std::vector<float>& row = rows[order[s]];
        scores(row.data(), chance.data());
        softmax(chance);
        chance[labels[order[s]]] -= 1;
        for (size_t c = 0; c < classes_; ++c) {
          const auto error = static_cast<float>(chance[c] / static_cast<double>(end - begin));
          float* to = gradient.data() + c * columns_;
          for (size_t f = 0; f < columns_; ++f) to[f] += error * row[f];
        }
      }
      decay_first *= 0.9;
      decay_second *= 0.99;
      const auto step = static_cast<float>(rate / (1 - decay_first));
      const auto unbias = static_cast<float>(1 / (1 - decay_second));
      const auto ridge = static_cast<float>(options.ridge);
      for (size_t i = 0; i < gradient.size(); ++i) {
        const float slope = gradient[i] + ridge * weights_[i];
        first[i] = 0.9f * first[i] + 0.1f * slope;
        second[i] = 0.99f * second[i] + 0.01f * slope * slope;
        weights_[i] -= step * first[i] / (std::sqrt(second[i] * unbias) + 1e-8f);
      }
    }
  }
}

std::vector<float> SoftmaxRegression::scaled(const std::vector<double>& features) const {
  if (features.size() + 1 != columns_)
    fail(ErrorKind::kInput, "regression", "expected {} features, found {}.", columns_ - 1,
         features.size());
  std::vector<float> row(columns_, 1);
  // What is further off than anything learnt from counts no more than that.
  for (size_t f = 0; f < features.size(); ++f)
    row[f] = static_cast<float>(std::clamp((features[f] - mean_[f]) * scale_[f], -6.0, 6.0));
  return row;
}

void SoftmaxRegression::scores(const float* row, double* out) const {
  for (size_t c = 0; c < classes_; ++c) {
    const float* weights = weights_.data() + c * columns_;
    float sum = 0;
    for (size_t f = 0; f < columns_; ++f) sum += weights[f] * row[f];
    out[c] = sum;
  }
}

std::vector<double> SoftmaxRegression::probabilities(const std::vector<double>& features) const {
  std::vector<double> chance(classes_);
  scores(scaled(features).data(), chance.data());
  softmax(chance);
  return chance;
}

size_t SoftmaxRegression::most_likely(const std::vector<double>& features) const {
  const std::vector<double> chance = probabilities(features);
  return static_cast<size_t>(std::max_element(chance.begin(), chance.end()) - chance.begin());
}

}  // namespace continuo
