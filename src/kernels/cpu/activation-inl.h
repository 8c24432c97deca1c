// The activation functions on vectors of f32.

#if defined(CONTINUO_KERNELS_CPU_ACTIVATION_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONTINUO_KERNELS_CPU_ACTIVATION_INL_H_
#undef CONTINUO_KERNELS_CPU_ACTIVATION_INL_H_
#else
#define CONTINUO_KERNELS_CPU_ACTIVATION_INL_H_
#endif

#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"
#include "kernels/matmul.h"

HWY_BEFORE_NAMESPACE();
namespace continuo::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// x * Phi(x). The error function is Abramowitz and Stegun 7.1.26, within 1.5e-7: with z =
// |x|/sqrt(2), erfc(z) = (a1 t + ... + a5 t^5) exp(-z^2), t = 1/(1 + p z).
template <class D, class V>
HWY_INLINE V gelu(D d, V x) {
  const V z = hn::Mul(hn::Abs(x), hn::Set(d, 0.70710678118654752f));
  const V t = hn::Div(hn::Set(d, 1.0f), hn::MulAdd(hn::Set(d, 0.3275911f), z, hn::Set(d, 1.0f)));
  V sum = hn::MulAdd(hn::Set(d, 1.061405429f), t, hn::Set(d, -1.453152027f));
  sum = hn::MulAdd(sum, t, hn::Set(d, 1.421413741f));
  sum = hn::MulAdd(sum, t, hn::Set(d, -0.284496736f));
  sum = hn::MulAdd(sum, t, hn::Set(d, 0.254829592f));
  const V tail = hn::Mul(hn::Mul(sum, t), hn::Exp(d, hn::Neg(hn::Mul(z, z))));  // erfc(z)
  const V half_tail = hn::Mul(hn::Set(d, 0.5f), tail);
  const V phi =
      hn::IfThenElse(hn::Lt(x, hn::Zero(d)), half_tail, hn::Sub(hn::Set(d, 1.0f), half_tail));
  return hn::Mul(x, phi);
}

template <class D, class V>
HWY_INLINE V silu(D d, V x) {
  return hn::Div(x, hn::Add(hn::Set(d, 1.0f), hn::Exp(d, hn::Neg(x))));
}

template <Activation kActivation, class D, class V>
HWY_INLINE V activated(D d, V x) {
  if constexpr (kActivation == Activation::kRelu) return hn::Max(x, hn::Zero(d));
  if constexpr (kActivation == Activation::kGelu) return gelu(d, x);
  if constexpr (kActivation == Activation::kSilu) return silu(d, x);
  return x;
}

}  // namespace continuo::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // CONTINUO_KERNELS_CPU_ACTIVATION_INL_H_
