// When a sample frame of the performance is heard, by the clock of the wall.
#pragma once

#include <cstdint>
#include <optional>

namespace continuo {

// Chunks are made in bursts, a device takes blocks: what is told of single positions scatters by a
// block. Their average does not. Pure. Belongs to one thread.
class HeardClock {
 public:
  // This frame is heard at about this time. A leap of more than a few blocks is a new beginning.
  void observe(uint64_t position, double time_s);
  void forget() { offset_s_.reset(); }
  double time_of(uint64_t position) const;  // of observe()'s clock; 0 before the first
  // What is heard then, also before what was the first; 0 before anything was observed.
  double position_at(double time_s) const;

 private:
  std::optional<double> offset_s_;  // of position 0
};

}  // namespace continuo
