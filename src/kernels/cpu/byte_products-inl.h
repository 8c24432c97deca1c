// Four products of unsigned and signed bytes, summed in each 32-bit lane: what weights, keys and
// activations of 8 and 4 bits are multiplied by.

#if defined(CONTINUO_KERNELS_CPU_BYTE_PRODUCTS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONTINUO_KERNELS_CPU_BYTE_PRODUCTS_INL_H_
#undef CONTINUO_KERNELS_CPU_BYTE_PRODUCTS_INL_H_
#else
#define CONTINUO_KERNELS_CPU_BYTE_PRODUCTS_INL_H_
#endif

#include <cstdint>
#include <cstring>

#include "hwy/highway.h"

// Functions that call add_products carry this attribute.
#undef CONTINUO_BYTE_PRODUCTS
#if HWY_TARGET == HWY_AVX3_DL
#define CONTINUO_BYTE_PRODUCTS __attribute__((target("avx512vnni")))
#else
#define CONTINUO_BYTE_PRODUCTS
#endif

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR

using ByteTag = hn::Repartition<uint8_t, hn::CappedTag<float, 16>>;
using IntTag = hn::Repartition<int32_t, ByteTag>;
using Ints = hn::Vec<IntTag>;
using Bytes = hn::Vec<ByteTag>;

// The same four bytes in every lane.
HWY_INLINE Bytes four_bytes(const int8_t* x) {
  int32_t four;
  std::memcpy(&four, x, 4);
  return hn::BitCast(ByteTag(), hn::Set(IntTag(), four));
}

// Adds to each 32-bit lane four products of unsigned levels and signed values (-127 to 127). Levels
// of 4 bits (0 to 15) are taken as they are everywhere; levels of 8 bits (1 to 255) where
// kTakesUnsigned, and elsewhere 128 comes off each first.
#if HWY_TARGET == HWY_AVX3_DL
inline constexpr bool kTakesUnsigned = true;
template <bool kFourBits>
CONTINUO_BYTE_PRODUCTS HWY_INLINE Ints add_products(Ints sum, Bytes levels, Bytes values) {
  return Ints{_mm512_dpbusd_epi32(sum.raw, levels.raw, values.raw)};
}
#else
inline constexpr bool kTakesUnsigned = false;
#if HWY_TARGET == HWY_AVX3
template <bool kFourBits>
HWY_INLINE Ints add_products(Ints sum, Bytes levels, Bytes values) {
  __m512i pairs;
  if constexpr (kFourBits) {
    pairs = _mm512_maddubs_epi16(levels.raw, values.raw);
  } else {
    // |a| * (sign(a) level): the two products of a 16-bit lane then stay within 2 * 127 * 127.
    const __m512i centred = _mm512_xor_si512(levels.raw, _mm512_set1_epi8(-128));
    const __mmask64 negative = _mm512_movepi8_mask(values.raw);
    const __m512i turned = _mm512_mask_sub_epi8(centred, negative, _mm512_setzero_si512(), centred);
    pairs = _mm512_maddubs_epi16(_mm512_abs_epi8(values.raw), turned);
  }
  return Ints{_mm512_add_epi32(sum.raw, _mm512_madd_epi16(pairs, _mm512_set1_epi16(1)))};
}
#elif HWY_TARGET == HWY_AVX2
template <bool kFourBits>
HWY_INLINE Ints add_products(Ints sum, Bytes levels, Bytes values) {
  __m256i pairs;
  if constexpr (kFourBits) {
    pairs = _mm256_maddubs_epi16(levels.raw, values.raw);
  } else {
    const __m256i centred = _mm256_xor_si256(levels.raw, _mm256_set1_epi8(-128));
    const __m256i turned = _mm256_sign_epi8(centred, values.raw);
    pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(values.raw), turned);
  }
  return Ints{_mm256_add_epi32(sum.raw, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))};
}
#else
// Even and odd bytes as 16-bit numbers; a pair of products fits 16 bits, since both sides stay
// within 127.
template <bool kFourBits>
HWY_INLINE Ints add_products(Ints sum, Bytes levels, Bytes values) {
  const hn::Repartition<int16_t, ByteTag> d16;
  const IntTag d32;
  const auto offset = hn::Set(ByteTag(), kFourBits ? uint8_t{0} : uint8_t{0x80});
  const auto w = hn::BitCast(d16, hn::Xor(levels, offset));
  const auto a = hn::BitCast(d16, values);
  const auto even =
      hn::Mul(hn::ShiftRight<8>(hn::ShiftLeft<8>(w)), hn::ShiftRight<8>(hn::ShiftLeft<8>(a)));
  const auto odd = hn::Mul(hn::ShiftRight<8>(w), hn::ShiftRight<8>(a));
  const auto pairs = hn::BitCast(d32, hn::Add(even, odd));
  const auto low = hn::ShiftRight<16>(hn::ShiftLeft<16>(pairs));
  return hn::Add(sum, hn::Add(low, hn::ShiftRight<16>(pairs)));
}
#endif
#endif

// What a sum begins with, times the sum of the values, to be of levels about zero.
template <bool kFourBits>
inline constexpr int kStart = kFourBits ? -8 : -128 * int{kTakesUnsigned};

#endif  // HWY_TARGET != HWY_SCALAR

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // CONTINUO_KERNELS_CPU_BYTE_PRODUCTS_INL_H_
