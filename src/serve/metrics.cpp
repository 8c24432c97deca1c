#include "serve/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace continuo {

Histogram::Histogram(std::vector<double> bounds)
    : bounds_(std::move(bounds)), counts_(bounds_.size() + 1) {}

void Histogram::add(double value) {
  const auto bucket = std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin();
  const std::lock_guard lock(mutex_);
  ++counts_[static_cast<size_t>(bucket)];
  sum_ += value;
}

void Metrics::counter(std::string name, std::string help, Read read) {
  const std::lock_guard lock(mutex_);
  values_.push_back({std::move(name), std::move(help), "counter", std::move(read)});
}

void Metrics::gauge(std::string name, std::string help, Read read) {
  const std::lock_guard lock(mutex_);
  values_.push_back({std::move(name), std::move(help), "gauge", std::move(read)});
}

Histogram& Metrics::histogram(std::string name, std::string help, std::vector<double> bounds) {
  const std::lock_guard lock(mutex_);
  return shapes_.emplace_back(std::move(name), std::move(help), std::move(bounds)).histogram;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  const auto head = [&](const std::string& name, const std::string& help, const std::string& type) {
    text += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  };
  for (const Value& value : values_) {
    head(value.name, value.help, value.type);
    text += fmt::format("{} {}\n", value.name, value.read());
  }
  for (const Shape& shape : shapes_) {
    head(shape.name, shape.help, "histogram");
    const Histogram& histogram = shape.histogram;
    const std::lock_guard of_histogram(histogram.mutex_);
    uint64_t below = 0;
    for (size_t i = 0; i < histogram.bounds_.size(); ++i) {
      below += histogram.counts_[i];
      text += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", shape.name, histogram.bounds_[i], below);
    }
    below += histogram.counts_.back();
    text += fmt::format("{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", shape.name,
                        below, histogram.sum_);
  }
  return text;
}

}  // namespace continuo
