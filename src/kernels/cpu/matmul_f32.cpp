// Matrix kernel for f32 weights: 32 outputs for up to four rows in a pass, f32 throughout.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/matmul_f32.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"
#include "kernels/cpu/matmul_kernels.h"
#include "kernels/cpu/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {

struct F32Kernel {
  // Even and odd inputs go to separate sums: one row alone would otherwise wait for the latency of
  // its additions.
  template <int kRows>
  static HWY_INLINE void sums(const MatmulJob& job, int64_t group, int64_t m, Tile& tile) {
    const FloatTag d;
    using V = hn::Vec<FloatTag>;
    constexpr int kVectors = kRows == 1 && kLanes < 16 ? 4 : 2;
    const int64_t K = job.weights->inputs();
    const auto* weights = reinterpret_cast<const float*>(job.weights->group(group));
    const int64_t stride = job.x.stride;
    const float* x = job.x.f32 + m * stride;
    for (int column = 0; column < kGroup; column += kVectors * kLanes) {
      V even[kVectors][kRows];
      V odd[kVectors][kRows];
      for (int v = 0; v < kVectors; ++v) {
        for (int r = 0; r < kRows; ++r) even[v][r] = odd[v][r] = hn::Zero(d);
      }
      const float* w = weights + column;
      int64_t k = 0;
      for (; k + 2 <= K; k += 2, w += 2 * kGroup) {
        step<kRows, kVectors>(d, w, x + k, stride, even);
        step<kRows, kVectors>(d, w + kGroup, x + k + 1, stride, odd);
      }
      if (k < K) step<kRows, kVectors>(d, w, x + k, stride, even);
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) {
          hn::Store(hn::Add(even[v][r], odd[v][r]), d, tile.sums[r] + column + v * kLanes);
        }
      }
    }
  }

  template <int kRows, int kVectors, class V>
  static HWY_INLINE void step(FloatTag d, const float* w, const float* x, int64_t stride,
                              V (&sums)[kVectors][kRows]) {
    V weight[kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) weight[v] = hn::Load(d, w + v * kLanes);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) {
      const V value = hn::Set(d, x[r * stride]);
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) sums[v][r] = hn::MulAdd(weight[v], value, sums[v][r]);
    }
  }
};

void multiply_f32_target(const MatmulJob& job, Range groups, Range rows) {
  walk<F32Kernel>(job, groups, rows);
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace continuo::cpu {
HWY_EXPORT(multiply_f32_target);
void multiply_f32(const MatmulJob& job, Range groups, Range rows) {
  HWY_DYNAMIC_DISPATCH(multiply_f32_target)(job, groups, rows);
}
}  // namespace continuo::cpu
#endif
