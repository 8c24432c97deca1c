// Convolutions and the LSTM's gates written plainly, in double precision.
#include <cmath>
#include <vector>

#include "kernels/reference.h"

namespace continuo::reference {

double elu(double x) { return x > 0 ? x : std::expm1(x); }

void conv1d(float* y, const float* x, const float* weights, const float* bias,
            const ConvSizes& sizes) {
  const auto& [T, I, O, K, stride, dilation] = sizes;
  const int64_t count = (T - (K - 1) * dilation - 1) / stride + 1;
  for (int64_t t = 0; t < count; ++t) {
    for (int64_t o = 0; o < O; ++o) {
      double sum = bias[o];
      for (int64_t k = 0; k < K; ++k) {
        const float* row = x + (t * stride + k * dilation) * I;
        for (int64_t i = 0; i < I; ++i) sum += double{row[i]} * weights[(o * I + i) * K + k];
      }
      y[t * O + o] = static_cast<float>(sum);
    }
  }
}

void conv_transpose1d(float* y, const float* x, const float* weights, const float* bias,
                      const ConvSizes& sizes) {
  const auto& [T, I, O, K, stride, dilation] = sizes;
  std::vector<double> sums(static_cast<size_t>(((T - 1) * stride + K) * O));
  for (int64_t t = 0; t < T; ++t) {
    for (int64_t i = 0; i < I; ++i) {
      for (int64_t o = 0; o < O; ++o) {
        for (int64_t k = 0; k < K; ++k) {
          sums[static_cast<size_t>((t * stride + k) * O + o)] +=
              double{x[t * I + i]} * weights[(i * O + o) * K + k];
        }
      }
    }
  }
  for (size_t i = 0; i < sums.size(); ++i)
    y[i] = static_cast<float>(sums[i] + bias[i % static_cast<size_t>(O)]);
}

void lstm_cell(float* hidden, float* cell, const float* gates, int64_t D) {
  const auto sigmoid = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
  for (int64_t i = 0; i < D; ++i) {
    const double now =
        sigmoid(gates[D + i]) * cell[i] + sigmoid(gates[i]) * std::tanh(double{gates[2 * D + i]});
    cell[i] = static_cast<float>(now);
    hidden[i] = static_cast<float>(sigmoid(gates[3 * D + i]) * std::tanh(now));
  }
}

}  // namespace continuo::reference
