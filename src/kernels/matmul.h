// y = activation(x W^T + bias) + residual, from one row (a decoder step) to a thousand (prefill,
// text encoder).
//
// M rows of activations, K inputs, N outputs. A row's result is bit-identical whatever M and the
// thread count. bf16 rounds the activations to bf16, the block formats to int8 by blocks of 32; all accumulate
// in f32. f32 is f32 throughout.
#pragma once

#include "kernels/packed_matrix.h"
#include "kernels/thread_pool.h"
#include "tensor/arena.h"

namespace continuo {

enum class Activation : uint8_t { kNone, kRelu, kGelu, kSilu };  // kGelu is the exact (erf) form

struct Epilogue {
  const float* bias = nullptr;  // [N]
  Activation activation = Activation::kNone;
  const float* residual = nullptr;  // [M, N], added last; may be y itself
};

// y [M, N], x [M, K]. Takes scratch from `arena` and gives it back (see matmul_scratch_bytes).
void matmul(float* y, const float* x, const PackedMatrix& weights, int64_t M,
            const Epilogue& epilogue, Arena& arena, ThreadPool& pool);
size_t matmul_scratch_bytes(const PackedMatrix& weights, int64_t M);

// Rows that are windows of one long sequence: row m starts `step` values after row m - 1, so that
// rows may overlap. This is what a convolution multiplies, without a copy of each window.
struct Windows {
  // After the last window's own values a bf16 row reads on to a multiple of 32: so many values more
  // must be there, whatever finite numbers they hold.
  static constexpr int64_t kSlack = 32;
  const void* data = nullptr;  // in the weights' format, f32 or bf16
  int64_t step = 0;
  int64_t count = 0;  // M
};
// y [M, N]. Throws Error(kInternal) for weights in blocks.
void matmul(float* y, const Windows& x, const PackedMatrix& weights, const Epilogue& epilogue,
            ThreadPool& pool);

}  // namespace continuo
