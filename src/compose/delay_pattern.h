// MusicGen's delay pattern: codebook k of a frame is said delay[k] rows after the first, so that each
// code knows the ones before.
//
// T frames of K codes make T + 1 + D rows, D the longest delay: row s holds code k of frame
// s - 1 - delay[k], and the special code where there is no such frame. Row 0 is special throughout:
// it starts the sequence. Mono models delay by 0 1 2 3, stereo ones by 0 0 1 1 2 2 3 3 (left and
// right in turn). Reference: Copet et al., 2023, section 2.2.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace continuo {

class DelayPattern {
 public:
  // Delays of 0, 1, ... K - 1. `special` is the code that stands for none: the vocabulary's size.
  DelayPattern(int codebooks, int32_t special);
  // Any delays that begin with 0 and do not fall.
  DelayPattern(std::vector<int> delays, int32_t special);

  int codebooks() const { return static_cast<int>(delays_.size()); }
  int longest_delay() const { return delays_.back(); }
  int32_t special() const { return special_; }
  int64_t rows_of(int64_t frames) const { return frames + 1 + longest_delay(); }
  // The frame whose code k stands in a row; negative before the first.
  int64_t frame_at(int64_t row, int k) const { return row - 1 - delays_[static_cast<size_t>(k)]; }

  // frames [T][K] -> rows [T+1+D][K].
  std::vector<int32_t> apply(std::span<const int32_t> frames) const;
  // rows [S][K] -> the frames that are whole, [S-1-D][K]; none where there are fewer rows. Throws
  // Error(kInput) where a special code stands inside a whole frame.
  std::vector<int32_t> revert(std::span<const int32_t> rows) const;

 private:
  std::vector<int> delays_;
  int32_t special_;
};

// 0 1 2 3 for one channel, 0 0 1 1 2 2 3 3 for two.
std::vector<int> musicgen_delays(int codebooks, int channels);

}  // namespace continuo
