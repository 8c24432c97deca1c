// Norms, softmax, activations, sums and embeddings over rows of f32.
//
// R rows of D values. Outputs may be the inputs themselves.
#pragma once

#include <cstdint>
#include <span>

#include "kernels/matmul.h"
#include "kernels/thread_pool.h"

namespace continuo {

// out = (x - mean) / sqrt(variance + epsilon) * gain + bias
void layer_norm(float* out, const float* x, const float* gain, const float* bias, float epsilon,
                int64_t R, int64_t D, ThreadPool& pool);
// out = x / sqrt(mean(x^2) + epsilon) * gain
void rms_norm(float* out, const float* x, const float* gain, float epsilon, int64_t R, int64_t D,
              ThreadPool& pool);
void softmax(float* out, const float* x, int64_t R, int64_t D, ThreadPool& pool);

void activate(float* out, const float* x, Activation activation, int64_t count, ThreadPool& pool);
void add(float* out, const float* a, const float* b, int64_t count, ThreadPool& pool);
void multiply(float* out, const float* a, const float* b, int64_t count, ThreadPool& pool);

// out[D] = sum over tables of table[code]; tables [V, D] f32. Codes are not checked here.
void embedding_sum(float* out, std::span<const float* const> tables, std::span<const int32_t> codes,
                   int64_t D);

}  // namespace continuo
