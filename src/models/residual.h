// A residual branch: what a transformer's layers add to the stream that runs through them.
#pragma once

#include <string_view>

#include "kernels/elementwise.h"
#include "nn/layers.h"
#include "nn/probe.h"

namespace continuo {

// x += at(name, last(y)). One pass without a probe, where nobody looks at the branch by itself.
inline void add_branch(Tensor& x, const Linear& last, const Tensor& y, Context& context,
                       std::string_view name, const Probe& at) {
  if (!at.attached()) {
    last.forward_onto(x, y, context);
    return;
  }
  const Tensor branch = at(name, last(y, context));
  add(x.mutable_f32(), x.f32(), branch.f32(), x.shape().elements(), context.pool);
}

}  // namespace continuo
