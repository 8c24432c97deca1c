// What was compared and how far apart it lies, as a table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace continuo::parity {

// Of numbers that were computed in f32 by two programs: a share of the largest of that name.
inline constexpr double kBound = 1e-4;

// How far numbers lie from their reference: gathered piece by piece.
struct Distance {
  double worst = 0;    // difference; infinite for what is no number
  double largest = 0;  // magnitude of the reference

  void add(std::span<const float> found, std::span<const float> reference);
  double share() const { return worst / (largest > 0 ? largest : 1); }
};

struct Line {
  std::string part;
  std::string name;
  std::optional<double> error{};       // from the reference in f32
  std::optional<double> from_exact{};  // from the reference in float64
  std::optional<double> reference_from_exact{};
  std::string note{};
  bool passed = true;
};

class Report {
 public:
  void add(Line line);
  // Passes where the error is within kBound.
  void add(const std::string& part, const std::string& name, const Distance& distance,
           const std::string& note = {});
  bool passed() const { return passed_; }

 private:
  bool headed_ = false;
  bool passed_ = true;
};

}  // namespace continuo::parity
