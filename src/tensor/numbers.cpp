#include "tensor/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "tensor/dtype.h"

namespace continuo {

float half_to_float(uint16_t bits) {
  const uint32_t sign = static_cast<uint32_t>(bits & 0x8000u) << 16;
  const uint32_t exponent = (bits >> 10) & 31u;
  const uint32_t mantissa = bits & 0x3FFu;
  if (exponent == 0) {
    const float value = static_cast<float>(mantissa) * 0x1.0p-24f;  // zero and subnormals
    return sign == 0 ? value : -value;
  }
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000u | (mantissa << 13));
  return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
}

uint16_t float_to_half(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const auto sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
  const uint32_t magnitude = bits & 0x7FFFFFFFu;
  if (magnitude > 0x7F800000u) return static_cast<uint16_t>(sign | 0x7E00u);
  if (magnitude >= 0x477FF000u)
    return static_cast<uint16_t>(sign | 0x7C00u);  // 65520 rounds up to infinity
  if (magnitude < 0x38800000u) {  // below 2^-14: subnormal; the addition does the rounding
    const float rounded = std::bit_cast<float>(magnitude) + 0.5f;
    return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(rounded) - 0x3F000000u));
  }
  const uint32_t rounded = magnitude + 0xFFFu + ((magnitude >> 13) & 1u);
  return static_cast<uint16_t>(sign | ((rounded >> 13) - (112u << 10)));
}

namespace {

// To the nearest whole number, ties to even, where |x| < 2^22; beyond that near enough to clamp.
// Unlike std::nearbyint it is two additions, which compilers do for several values at once.
inline float rounded(float x) {
  constexpr float kShift = 0x1.8p23f;
  return (x + kShift) - kShift;
}

inline float clamped(float x, float low, float high) {
  const float least = x > low ? x : low;  // low for what is no number
  return least < high ? least : high;
}

// Levels -8 to 7 of one q4_0 block under `scale`; returns the squared error.
float q4_levels(const float* in, float scale, float* levels) {
  constexpr int kLanes = 8;
  const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
  float errors[kLanes] = {};
  for (int i = 0; i < kBlockValues; i += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) {
      const float level = clamped(rounded(in[i + lane] * inverse), -8.0f, 7.0f);
      const float miss = in[i + lane] - level * scale;
      levels[i + lane] = level;
      errors[lane] += miss * miss;
    }
  }
  float error = 0;
  for (const float each : errors) error += each;
  return error;
}

// The largest magnitude; comparing the bits of what is not negative is comparing the numbers.
float largest_magnitude(const float* in) {
  int32_t largest = 0;
  for (int i = 0; i < kBlockValues; ++i) {
    const int32_t bits = std::bit_cast<int32_t>(in[i]) & 0x7FFFFFFF;
    largest = bits > largest ? bits : largest;
  }
  return std::bit_cast<float>(largest);
}

}  // namespace

void quantise_q8_0(std::span<const float> values, uint8_t* blocks) {
  for (size_t block = 0; block < values.size() / kBlockValues; ++block) {
    const float* in = values.data() + block * kBlockValues;
    uint8_t* out = blocks + block * kQ8BlockBytes;
    const uint16_t half = float_to_half(std::min(largest_magnitude(in) / 127.0f, 65504.0f));
    const float scale = half_to_float(half);
    std::memcpy(out, &half, 2);
    const float divisor = scale > 0 ? scale : std::numeric_limits<float>::infinity();
    int32_t levels[kBlockValues];
    for (int i = 0; i < kBlockValues; ++i)
      levels[i] = static_cast<int32_t>(clamped(rounded(in[i] / divisor), -127.0f, 127.0f));
    for (int i = 0; i < kBlockValues; ++i) out[2 + i] = static_cast<uint8_t>(levels[i]);
  }
}

void dequantise_q8_0(const uint8_t* blocks, std::span<float> values) {
  for (size_t block = 0; block < values.size() / kBlockValues; ++block) {
    const uint8_t* in = blocks + block * kQ8BlockBytes;
    uint16_t half;
    std::memcpy(&half, in, 2);
    const float scale = half_to_float(half);
    float* out = values.data() + block * kBlockValues;
    for (int i = 0; i < kBlockValues; ++i) {
      out[i] = scale * static_cast<float>(static_cast<int8_t>(in[2 + i]));
    }
  }
}

void quantise_q4_0(std::span<const float> values, uint8_t* blocks) {
  constexpr float kSmallestDivisor = 6.5f;
  constexpr float kDivisorStep = 0.25f;
  constexpr int kDivisors = 11;
  for (size_t block = 0; block < values.size() / kBlockValues; ++block) {
    const float* in = values.data() + block * kBlockValues;
    uint8_t* out = blocks + block * kQ4BlockBytes;
    float extreme = 0;
    for (int i = 0; i < kBlockValues; ++i) {
      if (std::abs(in[i]) > std::abs(extreme)) extreme = in[i];
    }
    uint16_t best_half = 0;
    float best_error = std::numeric_limits<float>::infinity();
    float levels[kBlockValues] = {};
    for (int divisor = 0; divisor < kDivisors && extreme != 0; ++divisor) {
      const float wanted =
          -extreme / (kSmallestDivisor + kDivisorStep * static_cast<float>(divisor));
      const uint16_t half = float_to_half(std::clamp(wanted, -65504.0f, 65504.0f));
      const float error = q4_levels(in, half_to_float(half), levels);
      if (!(error < best_error)) continue;
      best_error = error;
      best_half = half;
    }
    q4_levels(in, half_to_float(best_half), levels);
    std::memcpy(out, &best_half, 2);
    for (int i = 0; i < kBlockValues / 2; ++i) {
      const int low = static_cast<int>(levels[i]) + 8;
      const int high = static_cast<int>(levels[i + kBlockValues / 2]) + 8;
      out[2 + i] = static_cast<uint8_t>(low | high << 4);
    }
  }
}

void dequantise_q4_0(const uint8_t* blocks, std::span<float> values) {
  for (size_t block = 0; block < values.size() / kBlockValues; ++block) {
    const uint8_t* in = blocks + block * kQ4BlockBytes;
    uint16_t half;
    std::memcpy(&half, in, 2);
    const float scale = half_to_float(half);
    float* out = values.data() + block * kBlockValues;
    for (int i = 0; i < kBlockValues / 2; ++i) {
      out[i] = scale * static_cast<float>((in[2 + i] & 15) - 8);
      out[i + kBlockValues / 2] = scale * static_cast<float>((in[2 + i] >> 4) - 8);
    }
  }
}

}  // namespace continuo
