#include "report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace continuo::parity {

void Distance::add(std::span<const float> found, std::span<const float> reference) {
  if (found.size() != reference.size()) worst = INFINITY;
  for (size_t i = 0; i < std::min(found.size(), reference.size()); ++i) {
    const double wanted = reference[i];
    const double difference = std::abs(found[i] - wanted);
    worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    largest = std::max(largest, std::abs(wanted));
  }
}

void Report::add(Line line) {
  const auto text = [](const std::optional<double>& error) {
    return error ? fmt::format("{:.1e}", *error) : std::string();
  };
  if (!headed_) {
    fmt::print("{:<8} {:<28} {:>8} {:>13} {:>11}\n", "part", "what", "error", "from float64",
               "reference's");
  }
  headed_ = true;
  fmt::print("{:<8} {:<28} {:>8} {:>13} {:>11}  {:<4} {}\n", line.part, line.name, text(line.error),
             text(line.from_exact), text(line.reference_from_exact), line.passed ? "ok" : "FAIL",
             line.note);
  std::fflush(stdout);
  passed_ = passed_ && line.passed;
}

void Report::add(const std::string& part, const std::string& name, const Distance& distance,
                 const std::string& note) {
  const double error = distance.share();
  add({.part = part, .name = name, .error = error, .note = note, .passed = error <= kBound});
}

}  // namespace continuo::parity
