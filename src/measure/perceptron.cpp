#include "measure/perceptron.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "base/rng.h"

namespace continuo {

namespace {

constexpr double kFastest = 0.003;

void check(const std::vector<std::vector<double>>& samples, const std::vector<size_t>& labels,
           size_t classes) {
  const bool fits =
      !samples.empty() && samples.size() == labels.size() && classes > 0 &&
      std::all_of(samples.begin(), samples.end(),
                  [&](const auto& row) { return row.size() == samples[0].size(); }) &&
      std::all_of(labels.begin(), labels.end(), [&](size_t label) { return label < classes; });
  if (!fits)
    fail(ErrorKind::kInput, "perceptron",
         "expected samples of one length, each with a label below {}; found {} and {} labels.",
         classes, samples.size(), labels.size());
}

void softmax(std::vector<float>& scores) {
  const float most = *std::max_element(scores.begin(), scores.end());
  float total = 0;
  for (float& score : scores) total += score = std::exp(score - most);
  for (float& score : scores) score /= total;
}

}  // namespace

void Perceptron::Layer::apply(const float* in, float* out) const {
  const float* row = weights.data();
  std::copy_n(row + inputs * outputs, outputs, out);
  for (size_t i = 0; i < inputs; ++i, row += outputs) {
    if (in[i] == 0) continue;
    for (size_t o = 0; o < outputs; ++o) out[o] += in[i] * row[o];
  }
}

void Perceptron::Layer::blame(const float* in, const float* error,
                              std::vector<float>& gradient) const {
  float* row = gradient.data();
  for (size_t i = 0; i < inputs; ++i, row += outputs) {
    if (in[i] == 0) continue;
    for (size_t o = 0; o < outputs; ++o) row[o] += in[i] * error[o];
  }
  for (size_t o = 0; o < outputs; ++o) row[o] += error[o];
}

// Gradient descent with momenta of first and second order (Adam; Kingma and Ba 2015).
class Perceptron::Descent {
 public:
  Descent(Layer& layer, double ridge)
      : gradient(layer.weights.size()),
        layer_(layer),
        ridge_(static_cast<float>(ridge)),
        first_(gradient.size()),
        second_(gradient.size()) {}

  void step(double rate, size_t samples) {
    decay_first_ *= 0.9;
    decay_second_ *= 0.99;
    const auto step = static_cast<float>(rate / (1 - decay_first_));
    const auto unbias = static_cast<float>(1 / (1 - decay_second_));
    const float share = 1 / static_cast<float>(samples);
    for (size_t i = 0; i < gradient.size(); ++i) {
      const float slope = gradient[i] * share + ridge_ * layer_.weights[i];
      first_[i] = 0.9f * first_[i] + 0.1f * slope;
      second_[i] = 0.99f * second_[i] + 0.01f * slope * slope;
      layer_.weights[i] -= step * first_[i] / (std::sqrt(second_[i] * unbias) + 1e-8f);
    }
    std::fill(gradient.begin(), gradient.end(), 0.0f);
  }

  std::vector<float> gradient;

 private:
  Layer& layer_;
  float ridge_;
  std::vector<float> first_;
  std::vector<float> second_;
  double decay_first_ = 1;
  double decay_second_ = 1;
};

Perceptron::Perceptron(const std::vector<std::vector<double>>& samples,
                       const std::vector<size_t>& labels, size_t classes,
                       const PerceptronOptions& options) {
  check(samples, labels, classes);
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

  Rng rng(options.seed);
  first_ = {features, options.hidden, std::vector<float>((features + 1) * options.hidden)};
  second_ = {options.hidden, classes, std::vector<float>((options.hidden + 1) * classes)};
  const double spread = std::sqrt(2.0 / static_cast<double>(std::max<size_t>(features, 1)));
  for (size_t i = 0; i < features * options.hidden; ++i)
    first_.weights[i] = static_cast<float>(rng.normal(0, spread));
  Descent first(first_, options.ridge);
  Descent second(second_, options.ridge);

  std::vector<std::vector<float>> rows;
  for (const auto& row : samples) rows.push_back(scaled(row));
  std::vector<float> inner(options.hidden);
  std::vector<float> inner_error(options.hidden);
  std::vector<float> error(classes);
  const auto kept = static_cast<float>(1 / (1 - options.dropout));
  std::vector<size_t> order(rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  for (int round = 0; round < options.rounds; ++round) {
    for (size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[rng.next() % (i + 1)]);
    // Long steps at first, short ones at last.
    const double rate = kFastest * (1 - static_cast<double>(round) / options.rounds);
    for (size_t begin = 0; begin < order.size(); begin += options.batch) {
      const size_t end = std::min(begin + options.batch, order.size());
      for (size_t s = begin; s < end; ++s) {
        const float* row = rows[order[s]].data();
        first_.apply(row, inner.data());
        for (float& unit : inner)
          unit = unit > 0 && !rng.chance(options.dropout) ? unit * kept : 0.0f;
        second_.apply(inner.data(), error.data());
        softmax(error);
        error[labels[order[s]]] -= 1;
        second_.blame(inner.data(), error.data(), second.gradient);
        for (size_t h = 0; h < inner.size(); ++h) {
          inner_error[h] = 0;
          if (inner[h] == 0) continue;
          const float* weights = second_.weights.data() + h * classes;
          for (size_t c = 0; c < classes; ++c) inner_error[h] += weights[c] * error[c] * kept;
        }
        first_.blame(row, inner_error.data(), first.gradient);
      }
      first.step(rate, end - begin);
      second.step(rate, end - begin);
    }
  }
}

std::vector<float> Perceptron::scaled(const std::vector<double>& features) const {
  if (features.size() != mean_.size())
    fail(ErrorKind::kInput, "perceptron", "expected {} features, found {}.", mean_.size(),
         features.size());
  std::vector<float> row(features.size());
  // What is further off than anything learnt from counts no more than that.
  for (size_t f = 0; f < features.size(); ++f)
    row[f] = static_cast<float>(std::clamp((features[f] - mean_[f]) * scale_[f], -6.0, 6.0));
  return row;
}

std::vector<double> Perceptron::probabilities(const std::vector<double>& features) const {
  std::vector<float> inner(first_.outputs);
  std::vector<float> scores(second_.outputs);
  first_.apply(scaled(features).data(), inner.data());
  for (float& unit : inner) unit = std::max(unit, 0.0f);
  second_.apply(inner.data(), scores.data());
  softmax(scores);
  return {scores.begin(), scores.end()};
}

size_t Perceptron::most_likely(const std::vector<double>& features) const {
  const std::vector<double> chance = probabilities(features);
  return static_cast<size_t>(std::max_element(chance.begin(), chance.end()) - chance.begin());
}

}  // namespace continuo
