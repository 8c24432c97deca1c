// Scalar conversions between f32 and its two short forms; rounding is to nearest, ties to even.
#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace continuo {

inline float bf16_to_float(uint16_t bits) {
  return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
}

inline uint16_t float_to_bf16(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
  const uint32_t no_number = (bits >> 16) | 0x40u;  // keep NaN a NaN
  return static_cast<uint16_t>((bits & 0x7FFFFFFFu) > 0x7F800000u ? no_number : rounded);
}

float half_to_float(uint16_t bits);
uint16_t float_to_half(float value);

// One q8_0 row: `values` in blocks of 32 to `blocks` (34 bytes each) and back. Scale = largest
// magnitude / 127, rounded to fp16 first, so each value is off by at most half a scale step (plus
// fp16's rounding of the extreme value).
void quantise_q8_0(std::span<const float> values, uint8_t* blocks);
void dequantise_q8_0(const uint8_t* blocks, std::span<float> values);

// One q4_0 row, 18 bytes a block. Of a few scales about largest magnitude / -8, the one whose values
// come out with the least squared error.
void quantise_q4_0(std::span<const float> values, uint8_t* blocks);
void dequantise_q4_0(const uint8_t* blocks, std::span<float> values);

}  // namespace continuo
