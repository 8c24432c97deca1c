#include "kernels/reference.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace continuo::reference {

double activate(Activation activation, double x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return std::max(x, 0.0);
    case Activation::kGelu:
      return 0.5 * x * std::erfc(-x / std::sqrt(2.0));
    case Activation::kSilu:
      return x / (1.0 + std::exp(-x));
  }
  return x;
}

void matmul(float* y, const float* x, const float* weights, int64_t M, int64_t N, int64_t K,
            const Epilogue& epilogue) {
  for (int64_t m = 0; m < M; ++m) {
    for (int64_t n = 0; n < N; ++n) {
      double sum = 0;
      for (int64_t k = 0; k < K; ++k) sum += double{x[m * K + k]} * weights[n * K + k];
      if (epilogue.bias != nullptr) sum += epilogue.bias[n];
      sum = activate(epilogue.activation, sum);
      if (epilogue.residual != nullptr) sum += epilogue.residual[m * N + n];
      y[m * N + n] = static_cast<float>(sum);
    }
  }
}

void layer_norm(float* out, const float* x, const float* gain, const float* bias, float epsilon,
                int64_t R, int64_t D) {
  for (int64_t r = 0; r < R; ++r, x += D, out += D) {
    double mean = 0;
    double variance = 0;
    for (int64_t i = 0; i < D; ++i) mean += x[i];
    mean /= static_cast<double>(D);
    for (int64_t i = 0; i < D; ++i) variance += (x[i] - mean) * (x[i] - mean);
    variance /= static_cast<double>(D);
    for (int64_t i = 0; i < D; ++i) {
      out[i] =
          static_cast<float>((x[i] - mean) / std::sqrt(variance + epsilon) * gain[i] + bias[i]);
    }
  }
}

void rms_norm(float* out, const float* x, const float* gain, float epsilon, int64_t R, int64_t D) {
  for (int64_t r = 0; r < R; ++r, x += D, out += D) {
    double mean = 0;
    for (int64_t i = 0; i < D; ++i) mean += double{x[i]} * x[i];
    mean /= static_cast<double>(D);
    for (int64_t i = 0; i < D; ++i)
      out[i] = static_cast<float>(x[i] / std::sqrt(mean + epsilon) * gain[i]);
  }
}

void softmax(float* out, const float* x, int64_t R, int64_t D) {
  for (int64_t r = 0; r < R; ++r, x += D, out += D) {
    const double peak = *std::max_element(x, x + D);
    double sum = 0;
    for (int64_t i = 0; i < D; ++i) sum += std::exp(x[i] - peak);
    for (int64_t i = 0; i < D; ++i) out[i] = static_cast<float>(std::exp(x[i] - peak) / sum);
  }
}

void attention(float* out, const float* queries, const float* keys, const float* values,
               const AttentionSizes& sizes, const AttentionOptions& options) {
  const auto [B, T, S, H, D] = sizes;
  std::vector<double> weights(static_cast<size_t>(S));
  for (int64_t b = 0; b < B; ++b) {
    for (int64_t t = 0; t < T; ++t) {
      for (int64_t h = 0; h < H; ++h) {
        const int64_t seen = options.causal ? S - T + t + 1 : S;
        const bool none = options.mask != nullptr &&
                          std::all_of(options.mask + b * S, options.mask + b * S + seen,
                                      [](uint8_t visible) { return visible == 0; });
        const float* q = queries + ((b * T + t) * H + h) * D;
        double peak = -1e300;
        for (int64_t s = 0; s < seen; ++s) {
          double score = 0;
          for (int64_t i = 0; i < D; ++i)
            score += double{q[i]} * keys[((b * S + s) * H + h) * D + i];
          score *= options.scale;
          if (options.bias != nullptr) score += options.bias[(h * T + t) * S + s];
          if (none) score = 0;
          weights[static_cast<size_t>(s)] = score;
          if (none || options.mask == nullptr || options.mask[b * S + s] != 0)
            peak = std::max(peak, score);
        }
        double sum = 0;
        for (int64_t s = 0; s < seen; ++s) {
          double& weight = weights[static_cast<size_t>(s)];
          const bool visible = none || options.mask == nullptr || options.mask[b * S + s] != 0;
          weight = visible ? std::exp(weight - peak) : 0.0;
          sum += weight;
        }
        for (int64_t i = 0; i < D; ++i) {
          double total = 0;
          for (int64_t s = 0; s < seen; ++s) {
            total += weights[static_cast<size_t>(s)] * values[((b * S + s) * H + h) * D + i];
          }
          out[((b * T + t) * H + h) * D + i] = static_cast<float>(total / sum);
        }
      }
    }
  }
}

}  // namespace continuo::reference
