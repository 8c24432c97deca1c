// Numbers for Prometheus, in its text form (version 0.0.4).
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace continuo {

// How often values lay under each bound. Thread: any.
class Histogram {
 public:
  explicit Histogram(std::vector<double> bounds);  // ascending
  void add(double value);

 private:
  friend class Metrics;
  std::vector<double> bounds_;
  mutable std::mutex mutex_;
  std::vector<uint64_t> counts_;  // of each bound, and of what is over all
  double sum_ = 0;
};

// Thread: any. Names end as Prometheus wants them: counters in _total, with units spelt out.
class Metrics {
 public:
  using Read = std::function<double()>;
  void counter(std::string name, std::string help, Read read);
  void gauge(std::string name, std::string help, Read read);
  Histogram& histogram(std::string name, std::string help, std::vector<double> bounds);

  std::string text() const;

 private:
  struct Value {
    std::string name, help, type;
    Read read;
  };
  struct Shape {
    Shape(std::string its_name, std::string its_help, std::vector<double> bounds)
        : name(std::move(its_name)), help(std::move(its_help)), histogram(std::move(bounds)) {}
    std::string name, help;
    Histogram histogram;
  };
  mutable std::mutex mutex_;
  std::vector<Value> values_;
  std::deque<Shape> shapes_;  // they stay where they are
};

}  // namespace continuo
