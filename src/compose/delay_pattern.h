// MusicGen's delay pattern: codebook k of a frame is said k rows after codebook 0, so that each
// code knows the ones before.
//
// T frames of K codes make T + K rows: row s holds code k of frame s - 1 - k, and the special code
// where there is no such frame. Row 0 is special throughout: it starts the sequence. Reference:
// Copet et al., 2023, section 2.2.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace continuo {

class DelayPattern {
 public:
  // `special` is the code that stands for none: the vocabulary's size.
  DelayPattern(int codebooks, int32_t special);

  int codebooks() const { return codebooks_; }
  int64_t rows_of(int64_t frames) const { return frames + codebooks_; }
  // The frame whose code k stands in a row; negative before the first.
  int64_t frame_at(int64_t row, int k) const { return row - 1 - k; }

  // frames [T][K] -> rows [T+K][K].
  std::vector<int32_t> apply(std::span<const int32_t> frames) const;
  // rows [S][K] -> the frames that are whole, [S-K][K]; none where S <= K. Throws Error(kInput)
  // where a special code stands inside a whole frame.
  std::vector<int32_t> revert(std::span<const int32_t> rows) const;

 private:
  int codebooks_;
  int32_t special_;
};

}  // namespace continuo
