// ELU with rounding, dot products over windows, and the LSTM's gates, on vectors.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/convolution.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
// Keep this order: foreach_target before highway.
#include <algorithm>

#include "base/error.h"
#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"
#include "kernels/convolution.h"
#include "tensor/numbers.h"

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, 16>;
using V = hn::Vec<Tag>;
inline constexpr int64_t kStep = static_cast<int64_t>(hn::MaxLanes(Tag()));

HWY_INLINE V elu(V x) {
  const Tag d;
  const V below = hn::Sub(hn::Exp(d, hn::Min(x, hn::Zero(d))), hn::Set(d, 1.0f));
  return hn::IfThenElse(hn::Lt(x, hn::Zero(d)), below, x);
}

// To nearest, ties to even, as float_to_bf16.
HWY_INLINE void store_bf16(V v, uint16_t* out) {
  const hn::RebindToUnsigned<Tag> d32;
  const hn::Rebind<uint16_t, Tag> d16;
  const auto bits = hn::BitCast(d32, v);
  const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(d32, 1u));
  const auto rounded = hn::Add(bits, hn::Add(odd, hn::Set(d32, 0x7FFFu)));
  const auto quiet = hn::Or(bits, hn::Set(d32, 0x400000u));
  const auto kept = hn::IfThenElse(hn::RebindMask(d32, hn::IsNaN(v)), quiet, rounded);
  hn::StoreU(hn::TruncateTo(d16, hn::ShiftRight<16>(kept)), d16, out);
}
HWY_INLINE void store_as(V v, uint16_t* out) { store_bf16(v, out); }
HWY_INLINE void store_as(V v, float* out) { hn::StoreU(v, Tag(), out); }

template <bool kElu, class Out>
void prepare(Out* out, const float* x, int64_t count) {
  const Tag d;
  int64_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    const V v = hn::LoadU(d, x + i);
    store_as(kElu ? elu(v) : v, out + i);
  }
  if (i < count) {  // the rest goes through padded copies, so that its arithmetic is the same
    alignas(64) float padded[kStep] = {};
    alignas(64) Out results[kStep];
    std::copy(x + i, x + count, padded);
    const V v = hn::Load(d, padded);
    store_as(kElu ? elu(v) : v, results);
    std::copy(results, results + (count - i), out + i);
  }
}

void prepare_f32(float* out, const float* x, Prepare how, int64_t count) {
  if (how == Prepare::kElu) return prepare<true>(out, x, count);
  prepare<false>(out, x, count);
}
void prepare_bf16(uint16_t* out, const float* x, Prepare how, int64_t count) {
  if (how == Prepare::kElu) return prepare<true>(out, x, count);
  prepare<false>(out, x, count);
}

float dot(const float* a, const float* b, int64_t K) {
  const Tag d;
  V sums[4] = {hn::Zero(d), hn::Zero(d), hn::Zero(d), hn::Zero(d)};
  int64_t k = 0;
  for (; k + 4 * kStep <= K; k += 4 * kStep) {
    for (int i = 0; i < 4; ++i)
      sums[i] =
          hn::MulAdd(hn::LoadU(d, a + k + i * kStep), hn::LoadU(d, b + k + i * kStep), sums[i]);
  }
  for (; k + kStep <= K; k += kStep)
    sums[0] = hn::MulAdd(hn::LoadU(d, a + k), hn::LoadU(d, b + k), sums[0]);
  const V all = hn::Add(hn::Add(sums[0], sums[1]), hn::Add(sums[2], sums[3]));
  float total = hn::GetLane(hn::SumOfLanes(d, all));
  for (; k < K; ++k) total += a[k] * b[k];
  return total;
}

void narrow_rows(float* y, const float* x, int64_t step, const float* weights, const float* bias,
                 int64_t N, int64_t K, int64_t count) {
  for (int64_t m = 0; m < count; ++m) {
    for (int64_t n = 0; n < N; ++n) y[m * N + n] = bias[n] + dot(x + m * step, weights + n * K, K);
  }
}

HWY_INLINE V sigmoid(V x) {
  const Tag d;
  const V one = hn::Set(d, 1.0f);
  return hn::Div(one, hn::Add(one, hn::Exp(d, hn::Neg(x))));
}

void lstm_cell_target(float* hidden, float* cell, const float* gates, int64_t D) {
  const Tag d;
  for (int64_t i = 0; i < D; i += kStep) {
    const int64_t count = std::min(kStep, D - i);
    alignas(64) float padded[5][kStep] = {};
    const auto load = [&](int row, const float* from) HWY_ATTR {
      if (count == kStep) return hn::LoadU(d, from + i);
      std::copy(from + i, from + i + count, padded[row]);
      return hn::Load(d, padded[row]);
    };
    const V in = sigmoid(load(0, gates));
    const V keep = sigmoid(load(1, gates + D));
    const V given = hn::Tanh(d, load(2, gates + 2 * D));
    const V out = sigmoid(load(3, gates + 3 * D));
    const V now = hn::MulAdd(keep, load(4, cell), hn::Mul(in, given));
    const V shown = hn::Mul(out, hn::Tanh(d, now));
    if (count == kStep) {
      hn::StoreU(now, d, cell + i);
      hn::StoreU(shown, d, hidden + i);
    } else {
      hn::Store(now, d, padded[0]);
      hn::Store(shown, d, padded[1]);
      std::copy(padded[0], padded[0] + count, cell + i);
      std::copy(padded[1], padded[1] + count, hidden + i);
    }
  }
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace continuo {
namespace cpu {
HWY_EXPORT(prepare_f32);
HWY_EXPORT(prepare_bf16);
HWY_EXPORT(narrow_rows);
HWY_EXPORT(lstm_cell_target);
}  // namespace cpu

namespace {

// Values that are worth a task of their own.
constexpr int64_t kTaskValues = 16384;

}  // namespace

void prepare_values(void* out, DType type, const float* x, Prepare how, int64_t count,
                    ThreadPool& pool) {
  if (type != DType::kF32 && type != DType::kBf16)
    fail(ErrorKind::kInternal, "convolution", "expected f32 or bf16, found {}.", name_of(type));
  const int64_t tasks = std::clamp<int64_t>(count / kTaskValues, 1, 4 * pool.size());
  pool.run(static_cast<int>(tasks), [&](int task) {
    const int64_t begin = count * task / tasks;
    const int64_t some = count * (task + 1) / tasks - begin;
    if (type == DType::kF32) {
      HWY_DYNAMIC_DISPATCH(cpu::prepare_f32)
      (static_cast<float*>(out) + begin, x + begin, how, some);
    } else {
      HWY_DYNAMIC_DISPATCH(cpu::prepare_bf16)
      (static_cast<uint16_t*>(out) + begin, x + begin, how, some);
    }
  });
}

void narrow_product(float* y, const Windows& x, const float* weights, const float* bias, int64_t N,
                    int64_t K, ThreadPool& pool) {
  const auto* data = static_cast<const float*>(x.data);
  const int64_t tasks = std::clamp<int64_t>(x.count * N * K / kTaskValues, 1, 4 * pool.size());
  pool.run(static_cast<int>(tasks), [&](int task) {
    const int64_t begin = x.count * task / tasks;
    const int64_t some = x.count * (task + 1) / tasks - begin;
    HWY_DYNAMIC_DISPATCH(cpu::narrow_rows)
    (y + begin * N, data + begin * x.step, x.step, weights, bias, N, K, some);
  });
}

void lstm_cell(float* hidden, float* cell, const float* gates, int64_t D) {
  HWY_DYNAMIC_DISPATCH(cpu::lstm_cell_target)(hidden, cell, gates, D);
}

}  // namespace continuo
#endif
