// Norms, softmax, activations and sums on vectors.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/elementwise.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
// Keep this order: foreach_target before highway.
#include <algorithm>
#include <cmath>
#include <limits>

#include "hwy/highway.h"
#include "kernels/cpu/activation-inl.h"
#include "kernels/elementwise.h"

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, 16>;
using V = hn::Vec<Tag>;
inline constexpr int64_t kStep = static_cast<int64_t>(hn::MaxLanes(Tag()));

// visit(vector, at) for the vectors of x[0, count); the last may be padded with `filler`, and tells
// how many count.
template <class Visit>
HWY_INLINE void for_each_vector(const float* x, int64_t count, float filler, Visit visit) {
  const Tag d;
  int64_t i = 0;
  for (; i + kStep <= count; i += kStep) visit(hn::LoadU(d, x + i), i, kStep);
  if (i < count) {
    alignas(64) float padded[kStep];
    std::fill(std::copy(x + i, x + count, padded), padded + kStep, filler);
    visit(hn::Load(d, padded), i, count - i);
  }
}

HWY_INLINE void store(V v, float* out, int64_t count) {
  const Tag d;
  if (count == kStep) {
    hn::StoreU(v, d, out);
  } else {
    alignas(64) float padded[kStep];
    hn::Store(v, d, padded);
    std::copy(padded, padded + count, out);
  }
}

HWY_INLINE V load(const float* x, int64_t count) {
  const Tag d;
  if (count == kStep) return hn::LoadU(d, x);
  alignas(64) float padded[kStep] = {};
  std::copy(x, x + count, padded);
  return hn::Load(d, padded);
}

void layer_norm_row(float* out, const float* x, const float* gain, const float* bias, float epsilon,
                    int64_t D) {
  const Tag d;
  V sum = hn::Zero(d);
  for_each_vector(x, D, 0.0f, [&](V v, int64_t, int64_t) HWY_ATTR { sum = hn::Add(sum, v); });
  const float mean = hn::GetLane(hn::SumOfLanes(d, sum)) / static_cast<float>(D);
  const V means = hn::Set(d, mean);
  V squares = hn::Zero(d);
  // Padding with the mean adds nothing to the variance.
  for_each_vector(x, D, mean, [&](V v, int64_t, int64_t) HWY_ATTR {
    const V off = hn::Sub(v, means);
    squares = hn::MulAdd(off, off, squares);
  });
  const float variance = hn::GetLane(hn::SumOfLanes(d, squares)) / static_cast<float>(D);
  const V scale = hn::Set(d, 1.0f / std::sqrt(variance + epsilon));
  for_each_vector(x, D, 0.0f, [&](V v, int64_t i, int64_t count) HWY_ATTR {
    const V normal = hn::Mul(hn::Sub(v, means), scale);
    store(hn::MulAdd(normal, load(gain + i, count), load(bias + i, count)), out + i, count);
  });
}

void rms_norm_row(float* out, const float* x, const float* gain, float epsilon, int64_t D) {
  const Tag d;
  V squares = hn::Zero(d);
  for_each_vector(x, D, 0.0f,
                  [&](V v, int64_t, int64_t) HWY_ATTR { squares = hn::MulAdd(v, v, squares); });
  const float mean = hn::GetLane(hn::SumOfLanes(d, squares)) / static_cast<float>(D);
  const V scale = hn::Set(d, 1.0f / std::sqrt(mean + epsilon));
  for_each_vector(x, D, 0.0f, [&](V v, int64_t i, int64_t count) HWY_ATTR {
    store(hn::Mul(hn::Mul(v, scale), load(gain + i, count)), out + i, count);
  });
}

void softmax_row(float* out, const float* x, int64_t D) {
  const Tag d;
  constexpr float kLowest = std::numeric_limits<float>::lowest();
  V top = hn::Set(d, kLowest);
  for_each_vector(x, D, kLowest, [&](V v, int64_t, int64_t) HWY_ATTR { top = hn::Max(top, v); });
  const V peak = hn::MaxOfLanes(d, top);
  V sum = hn::Zero(d);
  for_each_vector(x, D, -std::numeric_limits<float>::infinity(),
                  [&](V v, int64_t i, int64_t count) HWY_ATTR {
                    const V e = hn::Exp(d, hn::Sub(v, peak));
                    sum = hn::Add(sum, e);
                    store(e, out + i, count);
                  });
  const V scale = hn::Set(d, 1.0f / hn::GetLane(hn::SumOfLanes(d, sum)));
  for_each_vector(out, D, 0.0f, [&](V v, int64_t i, int64_t count) HWY_ATTR {
    store(hn::Mul(v, scale), out + i, count);
  });
}

template <Activation kActivation>
void activate_as(float* out, const float* x, int64_t count) {
  for_each_vector(x, count, 0.0f, [&](V v, int64_t i, int64_t n) HWY_ATTR {
    store(activated<kActivation>(Tag(), v), out + i, n);
  });
}

void activate_span(float* out, const float* x, Activation activation, int64_t count) {
  switch (activation) {
    case Activation::kNone:
      return activate_as<Activation::kNone>(out, x, count);
    case Activation::kRelu:
      return activate_as<Activation::kRelu>(out, x, count);
    case Activation::kGelu:
      return activate_as<Activation::kGelu>(out, x, count);
    case Activation::kSilu:
      return activate_as<Activation::kSilu>(out, x, count);
  }
}

void add_span(float* out, const float* a, const float* b, int64_t count) {
  for_each_vector(a, count, 0.0f, [&](V v, int64_t i, int64_t n) HWY_ATTR {
    store(hn::Add(v, load(b + i, n)), out + i, n);
  });
}

void multiply_span(float* out, const float* a, const float* b, int64_t count) {
  for_each_vector(a, count, 0.0f, [&](V v, int64_t i, int64_t n) HWY_ATTR {
    store(hn::Mul(v, load(b + i, n)), out + i, n);
  });
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace continuo {
namespace cpu {
HWY_EXPORT(layer_norm_row);
HWY_EXPORT(rms_norm_row);
HWY_EXPORT(softmax_row);
HWY_EXPORT(activate_span);
HWY_EXPORT(add_span);
HWY_EXPORT(multiply_span);
}  // namespace cpu

namespace {

// Values that are worth a task of their own.
constexpr int64_t kTaskValues = 16384;

// work(begin, end) over [0, count) items of `size` values, on the calling thread where there are
// few.
template <class Work>
void share_out(int64_t count, int64_t size, ThreadPool& pool, Work work) {
  const int64_t tasks = std::min<int64_t>({count, count * size / kTaskValues, 4 * pool.size()});
  if (tasks <= 1) return work(int64_t{0}, count);
  pool.run(static_cast<int>(tasks),
           [&](int task) { work(count * task / tasks, count * (task + 1) / tasks); });
}

}  // namespace

void layer_norm(float* out, const float* x, const float* gain, const float* bias, float epsilon,
                int64_t R, int64_t D, ThreadPool& pool) {
  share_out(R, D, pool, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) {
      HWY_DYNAMIC_DISPATCH(cpu::layer_norm_row)(out + r * D, x + r * D, gain, bias, epsilon, D);
    }
  });
}

void rms_norm(float* out, const float* x, const float* gain, float epsilon, int64_t R, int64_t D,
              ThreadPool& pool) {
  share_out(R, D, pool, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) {
      HWY_DYNAMIC_DISPATCH(cpu::rms_norm_row)(out + r * D, x + r * D, gain, epsilon, D);
    }
  });
}

void softmax(float* out, const float* x, int64_t R, int64_t D, ThreadPool& pool) {
  share_out(R, D, pool, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r)
      HWY_DYNAMIC_DISPATCH(cpu::softmax_row)(out + r * D, x + r * D, D);
  });
}

void activate(float* out, const float* x, Activation activation, int64_t count, ThreadPool& pool) {
  share_out(count, 1, pool, [&](int64_t begin, int64_t end) {
    HWY_DYNAMIC_DISPATCH(cpu::activate_span)(out + begin, x + begin, activation, end - begin);
  });
}

void add(float* out, const float* a, const float* b, int64_t count, ThreadPool& pool) {
  share_out(count, 1, pool, [&](int64_t begin, int64_t end) {
    HWY_DYNAMIC_DISPATCH(cpu::add_span)(out + begin, a + begin, b + begin, end - begin);
  });
}

void multiply(float* out, const float* a, const float* b, int64_t count, ThreadPool& pool) {
  share_out(count, 1, pool, [&](int64_t begin, int64_t end) {
    HWY_DYNAMIC_DISPATCH(cpu::multiply_span)(out + begin, a + begin, b + begin, end - begin);
  });
}

void embedding_sum(float* out, std::span<const float* const> tables, std::span<const int32_t> codes,
                   int64_t D) {
  std::fill(out, out + D, 0.0f);
  for (size_t i = 0; i < tables.size(); ++i) {
    HWY_DYNAMIC_DISPATCH(cpu::add_span)(out, out, tables[i] + codes[i] * D, D);
  }
}

}  // namespace continuo
#endif
