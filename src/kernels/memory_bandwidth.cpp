#include "kernels/memory_bandwidth.h"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "base/error.h"
#include "base/stopwatch.h"

namespace continuo {

BandwidthProbe::BandwidthProbe(ThreadPool& pool, size_t bytes)
    : pool_(&pool),
      memory_(Tensor::zeros({static_cast<int64_t>(std::max<size_t>(bytes / 4, 1))})) {}

double BandwidthProbe::read() const {
  const auto* data = static_cast<const char*>(memory_.data());
  const size_t bytes = memory_.bytes();
  const auto threads = static_cast<size_t>(pool_->size());
  std::atomic<bool> found{false};
  const Stopwatch watch;
  pool_->run(pool_->size(), [&](int task) {
    const auto t = static_cast<size_t>(task);
    const size_t from = bytes * t / threads;
    // A search for what is not there is as fast as reading gets.
    if (std::memchr(data + from, 1, bytes * (t + 1) / threads - from) != nullptr) found = true;
  });
  const double seconds = watch.seconds();
  if (found) fail(ErrorKind::kInternal, "bandwidth", "memory that should be zero is not.");
  return static_cast<double>(bytes) / std::max(seconds, 1e-9);
}

}  // namespace continuo
