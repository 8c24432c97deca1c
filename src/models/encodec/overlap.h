// Chunks of sound that overlap, laid over one another: each fades in and out in a straight line.
//
// Sample frames of C channels. The weights of the chunks that cover a sample are divided by their
// sum, so that a sample which one chunk covers is that chunk's own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace continuo::encodec {

class OverlapAdd {
 public:
  // Chunks of `length` sample frames, the last perhaps shorter, that begin `stride` apart.
  OverlapAdd(int64_t length, int64_t stride, int64_t channels);

  // Adds the next chunk; then `out` takes the `stride` sample frames that no later chunk covers, or
  // all that a shorter chunk has. Returns how many. `out` has room for them.
  int64_t add(std::span<const float> chunk, std::span<float> out);
  // After the last chunk: what is still held back.
  int64_t finish(std::span<float> out) { return give(pending_, out); }

  size_t bytes() const {
    return (weights_.size() + sums_.size() + covered_.size()) * sizeof(float);
  }

 private:
  int64_t give(int64_t count, std::span<float> out);

  int64_t stride_;
  int64_t channels_;
  std::vector<float> weights_;  // of a chunk's sample frames
  std::vector<float> sums_;     // [length][C], weighted
  std::vector<float> covered_;  // [length], the weights' sum
  int64_t pending_ = 0;         // sample frames that are covered and not yet given
};

}  // namespace continuo::encodec
