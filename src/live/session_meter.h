// How loud a session is, and how much of its time it needs to make its sound.
#pragma once

#include <cstddef>
#include <deque>
#include <span>

namespace continuo {

// Belongs to one thread.
class SessionMeter {
 public:
  // Of chunks of so many sample frames.
  explicit SessionMeter(size_t chunk_frames);

  // A chunk, and how long it took to make.
  void add(std::span<const float> interleaved, double work_s);

  double load() const;         // of the time that sound lasts, over the last second
  double peak_db() const;      // over the last 100 ms
  double loudness_db() const;  // root mean square of the last 0.4 s

 private:
  // How many of the latest chunks last so long.
  size_t chunks_in(double seconds) const;

  size_t chunk_frames_;
  // Of each chunk, the latest last.
  std::deque<double> spent_s_;
  std::deque<double> squares_;
  std::deque<float> peaks_;
};

}  // namespace continuo
