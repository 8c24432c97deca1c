// How long things take: a stopwatch, and what many of its readings come to.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace continuo {

// Runs from its making on.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }
  double ms() const { return seconds() * 1e3; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
};

// Measured values, of any unit. All but add() and count() need at least one.
class Readings {
 public:
  void add(double value) { values_.push_back(value); }
  size_t count() const { return values_.size(); }
  const std::vector<double>& values() const { return values_; }  // as they came
  double least() const { return ranked(0); }
  double median() const { return ranked(values_.size() / 2); }
  double p99() const { return ranked(values_.size() * 99 / 100); }
  double most() const { return ranked(values_.size() - 1); }

 private:
  double ranked(size_t rank) const {
    std::vector<double> values = values_;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
  }

  std::vector<double> values_;
};

// The milliseconds that each of `rounds` calls of work(round) takes.
template <class Work>
Readings time_rounds(int rounds, Work work) {
  Readings times;
  for (int i = 0; i < rounds; ++i) {
    const Stopwatch watch;
    work(i);
    times.add(watch.ms());
  }
  return times;
}

}  // namespace continuo
