#include "dsp/leveller.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace continuo {

namespace {

constexpr size_t kPiece = 64;
constexpr double kMemory_s = 4;
constexpr double kMost_db = 9;
constexpr double kSpeed_db_per_s = 1.5;
constexpr double kSilence_db = -55;

}  // namespace

Leveller::Leveller(double target_db, int rate_hz)
    : target_db_(target_db),
      piece_s_(static_cast<double>(kPiece) / rate_hz),
      split_(static_cast<float>(1 - std::exp(-2 * std::numbers::pi * 100 / rate_hz))),
      level_(std::pow(10, target_db / 10)) {}

void Leveller::hear(std::span<const float> piece) noexcept {
  float sum = 0;
  for (size_t i = 0; i < piece.size(); ++i) {
    float& low = low_[i % 2];
    low += split_ * (piece[i] - low);
    const float high = piece[i] - low;
    sum += high * high;
  }
  const double mean = static_cast<double>(sum) / static_cast<double>(piece.size());
  if (mean < std::pow(10, kSilence_db / 10)) return;
  level_ += (mean - level_) * piece_s_ / kMemory_s;
  const double wanted = std::clamp(target_db_ - 10 * std::log10(level_), -kMost_db, kMost_db);
  const double step = kSpeed_db_per_s * piece_s_;
  gain_db_ += std::clamp(wanted - gain_db_, -step, step);
}

void Leveller::process(std::span<float> interleaved) noexcept {
  for (size_t at = 0; at < interleaved.size(); at += 2 * kPiece) {
    const std::span<float> piece =
        interleaved.subspan(at, std::min(2 * kPiece, interleaved.size() - at));
    hear(piece);
    const float from = gain_;
    gain_ = static_cast<float>(std::pow(10, gain_db_ / 20));
    const float slope = (gain_ - from) / static_cast<float>(piece.size());
    for (size_t i = 0; i < piece.size(); ++i) piece[i] *= from + slope * static_cast<float>(i + 1);
  }
}

}  // namespace continuo
