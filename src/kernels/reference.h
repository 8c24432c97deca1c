// Every operation written plainly, in double precision: the oracle that the vector kernels are tested against.
#pragma once

#include <cstdint>

#include "kernels/attention.h"
#include "kernels/convolution.h"
#include "kernels/matmul.h"

namespace continuo::reference {

// weights [N, K] f32, y [M, N], x [M, K].
void matmul(float* y, const float* x, const float* weights, int64_t M, int64_t N, int64_t K,
            const Epilogue& epilogue);
double activate(Activation activation, double x);
void layer_norm(float* out, const float* x, const float* gain, const float* bias, float epsilon,
                int64_t R, int64_t D);
void rms_norm(float* out, const float* x, const float* gain, float epsilon, int64_t R, int64_t D);
void softmax(float* out, const float* x, int64_t R, int64_t D);

// queries [B, T, H, D], keys and values [B, S, H, D], out [B, T, H, D], all dense.
struct AttentionSizes {
  int64_t B = 0;
  int64_t T = 0;
  int64_t S = 0;
  int64_t H = 0;
  int64_t D = 0;
};
void attention(float* out, const float* queries, const float* keys, const float* values,
               const AttentionSizes& sizes, const AttentionOptions& options);

double elu(double x);
// y [(T - reach) / stride + 1, O] of x [T, I], weights [O, I, K], bias [O]; reach = (K-1) * dilation + 1. No
// padding.
struct ConvSizes {
  int64_t T = 0;
  int64_t I = 0;
  int64_t O = 0;
  int64_t K = 0;
  int64_t stride = 1;
  int64_t dilation = 1;
};
void conv1d(float* y, const float* x, const float* weights, const float* bias,
            const ConvSizes& sizes);
// y [(T-1) * stride + K, O] of x [T, I], weights [I, O, K]: each input spread over K outputs.
void conv_transpose1d(float* y, const float* x, const float* weights, const float* bias,
                      const ConvSizes& sizes);
// As continuo::lstm_cell.
void lstm_cell(float* hidden, float* cell, const float* gates, int64_t D);

}  // namespace continuo::reference
