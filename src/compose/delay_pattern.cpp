#include "compose/delay_pattern.h"

#include <algorithm>
#include <numeric>

#include "base/error.h"

namespace continuo {

namespace {

std::vector<int> counted(int codebooks) {
  std::vector<int> delays(static_cast<size_t>(std::max(0, codebooks)));
  std::iota(delays.begin(), delays.end(), 0);
  return delays;
}

}  // namespace

DelayPattern::DelayPattern(int codebooks, int32_t special)
    : DelayPattern(counted(codebooks), special) {}

DelayPattern::DelayPattern(std::vector<int> delays, int32_t special)
    : delays_(std::move(delays)), special_(special) {
  if (delays_.empty() || special < 1) {
    fail(ErrorKind::kUsage, "delay pattern", "expected codebooks and codes, found {} and {}.",
         delays_.size(), special);
  }
  if (delays_.front() != 0 || !std::is_sorted(delays_.begin(), delays_.end()))
    fail(ErrorKind::kUsage, "delay pattern", "expected delays that rise from 0.");
}

std::vector<int32_t> DelayPattern::apply(std::span<const int32_t> frames) const {
  const size_t K = delays_.size();
  if (frames.size() % K != 0) {
    fail(ErrorKind::kUsage, "delay pattern", "{} codes are no whole number of frames of {}.",
         frames.size(), K);
  }
  const size_t T = frames.size() / K;
  const auto S = static_cast<size_t>(rows_of(static_cast<int64_t>(T)));
  std::vector<int32_t> rows(S * K, special_);
  for (size_t t = 0; t < T; ++t) {
    for (size_t k = 0; k < K; ++k)
      rows[(t + 1 + static_cast<size_t>(delays_[k])) * K + k] = frames[t * K + k];
  }
  return rows;
}

std::vector<int32_t> DelayPattern::revert(std::span<const int32_t> rows) const {
  const size_t K = delays_.size();
  if (rows.size() % K != 0) {
    fail(ErrorKind::kUsage, "delay pattern", "{} codes are no whole number of rows of {}.",
         rows.size(), K);
  }
  const size_t S = rows.size() / K;
  const auto around = static_cast<size_t>(rows_of(0));
  if (S <= around) return {};
  std::vector<int32_t> frames((S - around) * K);
  for (size_t t = 0; t < S - around; ++t) {
    for (size_t k = 0; k < K; ++k) {
      const size_t row = t + 1 + static_cast<size_t>(delays_[k]);
      const int32_t code = rows[row * K + k];
      if (code == special_) {
        fail(ErrorKind::kInput, "delay pattern",
             "row {} has the special code in codebook {}, inside frame {}.", row, k, t);
      }
      frames[t * K + k] = code;
    }
  }
  return frames;
}

std::vector<int> musicgen_delays(int codebooks, int channels) {
  if (channels < 1 || channels > 2 || codebooks < 1 || codebooks % channels != 0) {
    fail(ErrorKind::kInput, "delay pattern",
         "expected 1 or 2 channels that share the codebooks evenly, found {} for {} codebooks.",
         channels, codebooks);
  }
  std::vector<int> delays;
  for (int k = 0; k < codebooks; ++k) delays.push_back(k / channels);
  return delays;
}

}  // namespace continuo
