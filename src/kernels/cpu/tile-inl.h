// Shared by the matrix kernels: walks groups and rows, and takes a tile of sums to y through bias,
// activation, residual.

#if defined(CONTINUO_KERNELS_CPU_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONTINUO_KERNELS_CPU_TILE_INL_H_
#undef CONTINUO_KERNELS_CPU_TILE_INL_H_
#else
#define CONTINUO_KERNELS_CPU_TILE_INL_H_
#endif

#include <algorithm>

#include "hwy/highway.h"
#include "kernels/cpu/activation-inl.h"
#include "kernels/cpu/matmul_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::CappedTag<float, 16>;
inline constexpr int kLanes = static_cast<int>(hn::MaxLanes(FloatTag()));
inline constexpr int kGroup = static_cast<int>(PackedMatrix::kGroupRows);
// Activation rows that one pass over a weight group serves: as many as the registers hold sums for.
inline constexpr int kMostRows = kLanes == 16 ? 4 : 2;

struct Tile {
  alignas(64) float sums[kMostRows][kGroup];
};

template <Activation kActivation>
HWY_INLINE void finish_row(const float* sums, const float* bias, const float* residual, float* y) {
  const FloatTag d;
  for (int i = 0; i < kGroup; i += kLanes) {
    auto v = hn::Load(d, sums + i);
    if (bias != nullptr) v = hn::Add(v, hn::LoadU(d, bias + i));
    v = activated<kActivation>(d, v);
    if (residual != nullptr) v = hn::Add(v, hn::LoadU(d, residual + i));
    hn::StoreU(v, d, y + i);
  }
}

HWY_INLINE void finish_row(Activation activation, const float* sums, const float* bias,
                           const float* residual, float* y) {
  switch (activation) {
    case Activation::kNone:
      return finish_row<Activation::kNone>(sums, bias, residual, y);
    case Activation::kRelu:
      return finish_row<Activation::kRelu>(sums, bias, residual, y);
    case Activation::kGelu:
      return finish_row<Activation::kGelu>(sums, bias, residual, y);
    case Activation::kSilu:
      return finish_row<Activation::kSilu>(sums, bias, residual, y);
  }
}

// Rows [m, m + rows) of the tile to columns [n, n + 32) of y. The last group may be narrower: it
// goes through padded copies, so that its arithmetic is that of every other.
HWY_INLINE void finish_tile(const MatmulJob& job, const Tile& tile, int64_t m, int rows,
                            int64_t n) {
  const int64_t N = job.weights->outputs();
  const Epilogue& epilogue = job.epilogue;
  const auto width = static_cast<int>(std::min<int64_t>(kGroup, N - n));
  const float* bias = epilogue.bias == nullptr ? nullptr : epilogue.bias + n;
  for (int r = 0; r < rows; ++r) {
    const int64_t at = (m + r) * N + n;
    const float* residual = epilogue.residual == nullptr ? nullptr : epilogue.residual + at;
    if (width == kGroup) {
      finish_row(epilogue.activation, tile.sums[r], bias, residual, job.y + at);
    } else {
      alignas(64) float padded[3][kGroup] = {};
      if (bias != nullptr) std::copy(bias, bias + width, padded[0]);
      if (residual != nullptr) std::copy(residual, residual + width, padded[1]);
      finish_row(epilogue.activation, tile.sums[r], bias == nullptr ? nullptr : padded[0],
                 residual == nullptr ? nullptr : padded[1], padded[2]);
      std::copy(padded[2], padded[2] + width, job.y + at);
    }
  }
}

// Kernel::sums<kRows>(job, group, m, tile) fills the first kRows rows of the tile.
template <typename Kernel>
HWY_INLINE void walk(const MatmulJob& job, Range groups, Range rows) {
  Tile tile;
  for (int64_t group = groups.begin; group < groups.end; ++group) {
    int64_t m = rows.begin;
    if constexpr (kMostRows == 4) {
      for (; m + 4 <= rows.end; m += 4) {
        Kernel::template sums<4>(job, group, m, tile);
        finish_tile(job, tile, m, 4, group * kGroup);
      }
    }
    for (; m + 2 <= rows.end; m += 2) {
      Kernel::template sums<2>(job, group, m, tile);
      finish_tile(job, tile, m, 2, group * kGroup);
    }
    for (; m < rows.end; ++m) {
      Kernel::template sums<1>(job, group, m, tile);
      finish_tile(job, tile, m, 1, group * kGroup);
    }
  }
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // CONTINUO_KERNELS_CPU_TILE_INL_H_
