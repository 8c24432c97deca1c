// The inner matrix kernels, one for each weight format: a range of weight groups against a range of
// activation rows.
#pragma once

#include "kernels/matmul.h"

namespace continuo::cpu {

// Activations as a kernel wants them; only the fields of its format are set. Kp is K padded to 32.
struct Activations {
  const float* f32 = nullptr;      // [M, K], rows `stride` apart
  const uint16_t* bf16 = nullptr;  // [M, Kp], rows `stride` apart
  int64_t stride = 0;
  const int8_t* q8 = nullptr;       // [M, Kp]
  const float* q8_scale = nullptr;  // [M, Kp/32]
  const int32_t* q8_sum = nullptr;  // [M, Kp/32], of the block's q8
};

struct MatmulJob {
  float* y = nullptr;
  const PackedMatrix* weights = nullptr;
  Activations x;
  Epilogue epilogue;
};

struct Range {
  int64_t begin = 0;
  int64_t end = 0;
};

// y[rows, 32*groups] of the job.
void multiply_f32(const MatmulJob& job, Range groups, Range rows);
void multiply_bf16(const MatmulJob& job, Range groups, Range rows);
void multiply_q8(const MatmulJob& job, Range groups, Range rows);
void multiply_q4(const MatmulJob& job, Range groups, Range rows);

// One row of activations in the kernel's format; padding is zero.
void round_row_bf16(const float* x, int64_t K, uint16_t* out);
void quantise_row_q8(const float* x, int64_t K, int8_t* q8, float* scale, int32_t* sum);

}  // namespace continuo::cpu
