#include "live/session_meter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "dsp/stereo.h"

namespace continuo {

namespace {

double to_db(double gain) { return gain > 1e-5 ? 20 * std::log10(gain) : -100; }

template <typename T>
void keep_latest(std::deque<T>& values, T value, size_t most) {
  values.push_back(value);
  while (values.size() > most) values.pop_front();
}

double mean(const std::deque<double>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

SessionMeter::SessionMeter(size_t chunk_frames) : chunk_frames_(chunk_frames) {}

size_t SessionMeter::chunks_in(double seconds) const {
  const double chunks = seconds * kSampleRateHz / static_cast<double>(chunk_frames_);
  return std::max<size_t>(1, static_cast<size_t>(chunks));
}

void SessionMeter::add(std::span<const float> interleaved, double work_s) {
  float peak = 0;
  double sum = 0;
  for (const float sample : interleaved) {
    peak = std::max(peak, std::abs(sample));
    sum += static_cast<double>(sample) * static_cast<double>(sample);
  }
  keep_latest(spent_s_, work_s, chunks_in(1));
  keep_latest(squares_, sum, chunks_in(0.4));
  keep_latest(peaks_, peak, chunks_in(0.1) + 1);
}

double SessionMeter::load() const {
  return mean(spent_s_) * kSampleRateHz / static_cast<double>(chunk_frames_);
}

double SessionMeter::peak_db() const {
  if (peaks_.empty()) return -100;
  return to_db(static_cast<double>(*std::max_element(peaks_.begin(), peaks_.end())));
}

double SessionMeter::loudness_db() const {
  return to_db(std::sqrt(mean(squares_) / static_cast<double>(2 * chunk_frames_)));
}

}  // namespace continuo
