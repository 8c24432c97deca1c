// Matrix kernel for bf16 weights: pairs of inputs, f32 sums.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/matmul_bf16.cpp"
#include <cstring>

#include "hwy/cache_control.h"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"
#include "kernels/cpu/matmul_kernels.h"
#include "kernels/cpu/tile-inl.h"
#include "tensor/numbers.h"

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {

using WordTag = hn::RebindToUnsigned<FloatTag>;
using Words = hn::Vec<WordTag>;  // a pair of bf16 in each lane
using Floats = hn::Vec<FloatTag>;

// Both halves of a pair widen to f32 by a shift or a mask.
struct WidenedPairs {
  static HWY_INLINE Floats add(Floats sum, Words weights, Words values) {
    const FloatTag d;
    const auto high = hn::Set(WordTag(), 0xFFFF0000u);
    sum = hn::MulAdd(hn::BitCast(d, hn::ShiftLeft<16>(weights)),
                     hn::BitCast(d, hn::ShiftLeft<16>(values)), sum);
    return hn::MulAdd(hn::BitCast(d, hn::And(weights, high)), hn::BitCast(d, hn::And(values, high)),
                      sum);
  }
};

// Highway's best target here knows byte products but not bf16's: a second look at the processor
// decides.
#if HWY_TARGET == HWY_AVX3_DL
#define CONTINUO_BF16_ATTR __attribute__((target("avx512bf16")))
struct NativePairs {
  CONTINUO_BF16_ATTR static HWY_INLINE Floats add(Floats sum, Words weights, Words values) {
    return Floats{_mm512_dpbf16_ps(sum.raw, (__m512bh)weights.raw, (__m512bh)values.raw)};
  }
};
#else
#define CONTINUO_BF16_ATTR
#endif

template <class Pairs>
struct Bf16Kernel {
  // Even and odd pairs go to separate sums, as in the f32 kernel.
  template <int kRows>
  static CONTINUO_BF16_ATTR void sums(const MatmulJob& job, int64_t group, int64_t m, Tile& tile) {
    const FloatTag d;
    constexpr int kVectors = kRows == 1 && kLanes < 16 ? 4 : 2;
    const int64_t padded = job.weights->padded_inputs();
    const auto* weights = reinterpret_cast<const uint32_t*>(job.weights->group(group));
    const int64_t stride = job.x.stride;
    const uint16_t* x = job.x.bf16 + m * stride;
    for (int column = 0; column < kGroup; column += kVectors * kLanes) {
      Floats sum[2][kVectors][kRows];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) sum[0][v][r] = sum[1][v][r] = hn::Zero(d);
      }
      const uint32_t* w = weights + column;
      for (int64_t pair = 0; pair < padded / 2; pair += 2) {
#pragma GCC unroll 2
        for (int parity = 0; parity < 2; ++parity, w += kGroup) {
          hwy::Prefetch(w + 1024);
          hwy::Prefetch(w + 1024 + 16);
          Words weight[kVectors];
#pragma GCC unroll 4
          for (int v = 0; v < kVectors; ++v) weight[v] = hn::Load(WordTag(), w + v * kLanes);
#pragma GCC unroll 4
          for (int r = 0; r < kRows; ++r) {
            uint32_t two;
            std::memcpy(&two, x + r * stride + (pair + parity) * 2, 4);
            const Words value = hn::Set(WordTag(), two);
#pragma GCC unroll 4
            for (int v = 0; v < kVectors; ++v) {
              sum[parity][v][r] = Pairs::add(sum[parity][v][r], weight[v], value);
            }
          }
        }
      }
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) {
          hn::Store(hn::Add(sum[0][v][r], sum[1][v][r]), d, tile.sums[r] + column + v * kLanes);
        }
      }
    }
  }
};
#undef CONTINUO_BF16_ATTR

void multiply_bf16_target(const MatmulJob& job, Range groups, Range rows) {
#if HWY_TARGET == HWY_AVX3_DL
  static const bool native = __builtin_cpu_supports("avx512bf16") != 0;
  if (native) return walk<Bf16Kernel<NativePairs>>(job, groups, rows);
#endif
  walk<Bf16Kernel<WidenedPairs>>(job, groups, rows);
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace continuo::cpu {
HWY_EXPORT(multiply_bf16_target);
void multiply_bf16(const MatmulJob& job, Range groups, Range rows) {
  HWY_DYNAMIC_DISPATCH(multiply_bf16_target)(job, groups, rows);
}
void round_row_bf16(const float* x, int64_t K, uint16_t* out) {
  for (int64_t k = 0; k < K; ++k) out[k] = float_to_bf16(x[k]);
  for (int64_t k = K; k < (K + 31) / 32 * 32; ++k) out[k] = 0;
}
}  // namespace continuo::cpu
#endif
