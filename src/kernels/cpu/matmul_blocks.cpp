// Matrix kernel for q8_0 and q4_0 weights: byte products in blocks of 32, scaled and summed in f32.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/matmul_blocks.cpp"
#include <algorithm>
#include <cstring>

#include "hwy/cache_control.h"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"
#include "kernels/cpu/byte_products-inl.h"
#include "kernels/cpu/matmul_kernels.h"
#include "kernels/cpu/tile-inl.h"
#include "tensor/numbers.h"

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {

inline constexpr size_t kScaleBytes = PackedMatrix::kScaleBytes;

#if HWY_TARGET == HWY_SCALAR

// The plain form, for a processor that Highway knows no vectors of.
template <bool kFourBits>
struct BlockKernel {
  static int level(const uint8_t* words, int row, int k) {
    if constexpr (kFourBits) {
      const int pair = words[k / 8 * kGroup * 4 + row * 4 + k % 4];
      return (k % 8 < 4 ? pair & 15 : pair >> 4) - 8;
    }
    return int{words[k / 4 * kGroup * 4 + row * 4 + k % 4]} - 128;
  }

  template <int kRows>
  static void sums(const MatmulJob& job, int64_t group, int64_t m, Tile& tile) {
    constexpr size_t kBytes = kFourBits ? PackedMatrix::kQ4BlockBytes : PackedMatrix::kQ8BlockBytes;
    const int64_t padded = job.weights->padded_inputs();
    for (int r = 0; r < kRows; ++r) {
      const int8_t* x = job.x.q8 + (m + r) * padded;
      const float* scale = job.x.q8_scale + (m + r) * (padded / 32);
      for (int row = 0; row < kGroup; ++row) {
        float total = 0;
        for (int64_t b = 0; b < padded / 32; ++b) {
          const uint8_t* block = job.weights->group(group) + static_cast<size_t>(b) * kBytes;
          uint16_t half;
          std::memcpy(&half, block + row * 2, 2);
          int32_t sum = 0;
          for (int k = 0; k < 32; ++k) sum += level(block + kScaleBytes, row, k) * x[b * 32 + k];
          total += static_cast<float>(sum) * (half_to_float(half) * scale[b]);
        }
        tile.sums[r][row] = total;
      }
    }
  }
};

#else

// How far ahead of use weights are fetched: 2 and 4 KB measured alike, 8 KB worse.
inline constexpr size_t kPrefetchBytes = 4096;

template <bool kFourBits>
struct BlockKernel {
  static constexpr size_t kBytes =
      kFourBits ? PackedMatrix::kQ4BlockBytes : PackedMatrix::kQ8BlockBytes;

  // Adds the products of one line of weights, 4 inputs (8 bits) or 8 (4 bits) of 32 rows.
  template <int kVectors, int kRows>
  static CONTINUO_BYTE_PRODUCTS HWY_INLINE void add_line(Ints (&sum)[kVectors][kRows],
                                                         const uint8_t* line, const int8_t* x,
                                                         int64_t padded) {
    const ByteTag db;
    Bytes weight[kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) weight[v] = hn::Load(db, line + v * kLanes * 4);
    if constexpr (kFourBits) {
      const hn::Repartition<uint16_t, ByteTag> d16;
      const Bytes low_bits = hn::Set(db, uint8_t{15});
      Bytes low[kVectors];
      Bytes high[kVectors];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
        low[v] = hn::And(weight[v], low_bits);
        const auto shifted = hn::ShiftRight<4>(hn::BitCast(d16, weight[v]));
        high[v] = hn::And(hn::BitCast(db, shifted), low_bits);
      }
#pragma GCC unroll 4
      for (int r = 0; r < kRows; ++r) {
        const Bytes first = four_bytes(x + r * padded);
        const Bytes second = four_bytes(x + r * padded + 4);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
          sum[v][r] = add_products<true>(sum[v][r], low[v], first);
          sum[v][r] = add_products<true>(sum[v][r], high[v], second);
        }
      }
    } else {
#pragma GCC unroll 4
      for (int r = 0; r < kRows; ++r) {
        const Bytes value = four_bytes(x + r * padded);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v)
          sum[v][r] = add_products<false>(sum[v][r], weight[v], value);
      }
    }
  }

  template <int kRows>
  static CONTINUO_BYTE_PRODUCTS void sums(const MatmulJob& job, int64_t group, int64_t m,
                                          Tile& tile) {
    const FloatTag d;
    const IntTag di;
    const hn::Rebind<hwy::float16_t, FloatTag> dh;
    using V = hn::Vec<FloatTag>;
    constexpr int kVectors = kRows == 1 && kLanes < 16 ? 4 : 2;
    constexpr int kLines = kFourBits ? 4 : 8;
    const int64_t padded = job.weights->padded_inputs();
    const int64_t blocks = padded / 32;
    const int8_t* x = job.x.q8 + m * padded;
    const float* scale = job.x.q8_scale + m * blocks;
    const int32_t* offset = job.x.q8_sum + m * blocks;
    for (int column = 0; column < kGroup; column += kVectors * kLanes) {
      V total[kVectors][kRows];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) total[v][r] = hn::Zero(d);
      }
      const uint8_t* block = job.weights->group(group);
      for (int64_t b = 0; b < blocks; ++b, block += kBytes) {
#pragma GCC unroll 17
        for (size_t line = 0; line < kBytes; line += 64)
          hwy::Prefetch(block + kPrefetchBytes + line);
        Ints sum[kVectors][kRows];
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) {
          const Ints start = hn::Set(di, kStart<kFourBits> * offset[r * blocks + b]);
#pragma GCC unroll 4
          for (int v = 0; v < kVectors; ++v) sum[v][r] = start;
        }
#pragma GCC unroll 8
        for (int line = 0; line < kLines; ++line) {
          add_line(sum, block + kScaleBytes + line * kGroup * 4 + column * 4,
                   x + b * 32 + line * (32 / kLines), padded);
        }
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
          const auto* halves = reinterpret_cast<const hwy::float16_t*>(block) + column + v * kLanes;
          const V weight_scale = hn::PromoteTo(d, hn::Load(dh, halves));
#pragma GCC unroll 4
          for (int r = 0; r < kRows; ++r) {
            const V both = hn::Mul(weight_scale, hn::Set(d, scale[r * blocks + b]));
            total[v][r] = hn::MulAdd(hn::ConvertTo(d, sum[v][r]), both, total[v][r]);
          }
        }
      }
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r)
          hn::Store(total[v][r], d, tile.sums[r] + column + v * kLanes);
      }
    }
  }
};
#endif  // HWY_TARGET == HWY_SCALAR

void multiply_q8_target(const MatmulJob& job, Range groups, Range rows) {
  walk<BlockKernel<false>>(job, groups, rows);
}

void multiply_q4_target(const MatmulJob& job, Range groups, Range rows) {
  walk<BlockKernel<true>>(job, groups, rows);
}

void quantise_row_target(const float* x, int64_t K, int8_t* q8, float* scale, int32_t* sum) {
  const FloatTag d;
  const hn::RebindToSigned<FloatTag> di;
  const hn::Rebind<int8_t, FloatTag> d8;
  const hn::Rebind<int16_t, FloatTag> d16;
  for (int64_t k = 0; k < K; k += 32) {
    const float* in = x + k;
    alignas(64) float padded[32];
    if (k + 32 > K) {
      std::fill(std::copy(in, x + K, padded), padded + 32, 0.0f);
      in = padded;
    }
    auto largest = hn::Zero(d);
    for (int i = 0; i < 32; i += kLanes) largest = hn::Max(largest, hn::Abs(hn::LoadU(d, in + i)));
    const float peak = hn::GetLane(hn::MaxOfLanes(d, largest));
    const auto inverse = hn::Set(d, peak > 0 ? 127.0f / peak : 0.0f);
    auto total = hn::Zero(di);
    for (int i = 0; i < 32; i += kLanes) {
      const auto level = hn::NearestInt(hn::Mul(hn::LoadU(d, in + i), inverse));
      total = hn::Add(total, level);
      hn::StoreU(hn::DemoteTo(d8, hn::DemoteTo(d16, level)), d8, q8 + k + i);
    }
    scale[k / 32] = peak / 127.0f;
    sum[k / 32] = hn::GetLane(hn::SumOfLanes(di, total));
  }
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace continuo::cpu {
HWY_EXPORT(multiply_q8_target);
HWY_EXPORT(multiply_q4_target);
HWY_EXPORT(quantise_row_target);
void multiply_q8(const MatmulJob& job, Range groups, Range rows) {
  HWY_DYNAMIC_DISPATCH(multiply_q8_target)(job, groups, rows);
}
void multiply_q4(const MatmulJob& job, Range groups, Range rows) {
  HWY_DYNAMIC_DISPATCH(multiply_q4_target)(job, groups, rows);
}
void quantise_row_q8(const float* x, int64_t K, int8_t* q8, float* scale, int32_t* sum) {
  HWY_DYNAMIC_DISPATCH(quantise_row_target)(x, K, q8, scale, sum);
}
}  // namespace continuo::cpu
#endif
