#include "compose/delay_pattern.h"

#include "base/error.h"

namespace continuo {

DelayPattern::DelayPattern(int codebooks, int32_t special)
    : codebooks_(codebooks), special_(special) {
  if (codebooks < 1 || special < 1) {
    fail(ErrorKind::kUsage, "delay pattern", "expected codebooks and codes, found {} and {}.",
         codebooks, special);
  }
}

std::vector<int32_t> DelayPattern::apply(std::span<const int32_t> frames) const {
  const auto K = static_cast<size_t>(codebooks_);
  if (frames.size() % K != 0) {
    fail(ErrorKind::kUsage, "delay pattern", "{} codes are no whole number of frames of {}.",
         frames.size(), K);
  }
  const size_t T = frames.size() / K;
  std::vector<int32_t> rows((T + K) * K, special_);
  for (size_t t = 0; t < T; ++t) {
    for (size_t k = 0; k < K; ++k) rows[(t + 1 + k) * K + k] = frames[t * K + k];
  }
  return rows;
}

std::vector<int32_t> DelayPattern::revert(std::span<const int32_t> rows) const {
  const auto K = static_cast<size_t>(codebooks_);
  if (rows.size() % K != 0) {
    fail(ErrorKind::kUsage, "delay pattern", "{} codes are no whole number of rows of {}.",
         rows.size(), K);
  }
  const size_t S = rows.size() / K;
  if (S <= K) return {};
  std::vector<int32_t> frames((S - K) * K);
  for (size_t t = 0; t < S - K; ++t) {
    for (size_t k = 0; k < K; ++k) {
      const int32_t code = rows[(t + 1 + k) * K + k];
      if (code == special_) {
        fail(ErrorKind::kInput, "delay pattern",
             "row {} has the special code in codebook {}, inside frame {}.", t + 1 + k, k, t);
      }
      frames[t * K + k] = code;
    }
  }
  return frames;
}

}  // namespace continuo
