// The step as the paper has it, for comparison only: no cache, no threads, nothing fused.
#include <cmath>

#include "step_size.h"

namespace peers {

namespace {

using Row = std::vector<double>;

Row multiply(const std::vector<float>& weight, const Row& x) {
  Row y(weight.size() / x.size());
  for (size_t n = 0; n < y.size(); ++n) {
    for (size_t k = 0; k < x.size(); ++k) y[n] += double{weight[n * x.size() + k]} * x[k];
  }
  return y;
}

Row normed(const Row& x, const std::vector<float>& weight, const std::vector<float>& bias) {
  double mean = 0, square = 0;
  for (const double value : x) mean += value / static_cast<double>(x.size());
  for (const double value : x)
    square += (value - mean) * (value - mean) / static_cast<double>(x.size());
  Row y(x.size());
  for (size_t i = 0; i < x.size(); ++i)
    y[i] = (x[i] - mean) / std::sqrt(square + 1e-5) * weight[i] + bias[i];
  return y;
}

// One head of one row: q over `keys` and `values` [positions, D].
void attend(double* out, const double* q, const Row& keys, const Row& values, size_t D) {
  Row scores(keys.size() / D);
  double sum = 0;
  for (size_t s = 0; s < scores.size(); ++s) {
    double dot = 0;
    for (size_t i = 0; i < D; ++i) dot += q[i] * keys[s * D + i];
    sum += scores[s] = std::exp(dot / std::sqrt(static_cast<double>(D)));
  }
  for (size_t i = 0; i < D; ++i) {
    out[i] = 0;
    for (size_t s = 0; s < scores.size(); ++s) out[i] += scores[s] / sum * values[s * D + i];
  }
}

void add(Row& x, const Row& branch) {
  for (size_t i = 0; i < x.size(); ++i) x[i] += branch[i];
}

}  // namespace

std::vector<double> reference_step(const StepSize& size, const Tensors& tensors,
                                   const std::vector<int32_t>& codes) {
  const auto D = static_cast<size_t>(size.hidden), H = static_cast<size_t>(size.heads), E = D / H;
  const auto S = static_cast<size_t>(size.context), T = static_cast<size_t>(size.text);
  Row embedded(D);
  const std::vector<float> position = tensors("position", size.hidden);
  for (size_t i = 0; i < D; ++i) embedded[i] = position[i];
  for (size_t k = 0; k < codes.size(); ++k) {
    const auto table = tensors("embed." + std::to_string(k), (size.vocabulary + 1) * size.hidden);
    for (size_t i = 0; i < D; ++i) embedded[i] += table[static_cast<size_t>(codes[k]) * D + i];
  }
  std::vector<Row> x(static_cast<size_t>(size.batch), embedded);
  // A head's part of [B, H, positions, E], with `last` after it.
  const auto memory = [&](const std::vector<float>& all, size_t b, size_t h, size_t positions,
                          const double* last) {
    const float* from = all.data() + (b * H + h) * positions * E;
    Row part(from, from + positions * E);
    if (last) part.insert(part.end(), last, last + E);
    return part;
  };
  for (int64_t index = 0; index < size.layers; ++index) {
    const auto at = [&](const char* name, int64_t count) {
      return tensors("layers." + std::to_string(index) + "." + name, count);
    };
    const auto matrix = [&](const char* name, int64_t N, int64_t K) { return at(name, N * K); };
    const auto past_keys = at("past_keys", size.batch * size.context * size.hidden);
    const auto past_values = at("past_values", size.batch * size.context * size.hidden);
    const auto cross_keys = at("cross_keys", size.conditioned * size.text * size.hidden);
    const auto cross_values = at("cross_values", size.conditioned * size.text * size.hidden);
    for (size_t b = 0; b < x.size(); ++b) {
      const auto norm = [&](const std::string& name) {
        return normed(x[b], at((name + ".weight").c_str(), size.hidden),
                      at((name + ".bias").c_str(), size.hidden));
      };
      const Row qkv = multiply(matrix("qkv", 3 * size.hidden, size.hidden), norm("self_norm"));
      Row heard(D);
      for (size_t h = 0; h < H; ++h) {
        attend(&heard[h * E], &qkv[h * E], memory(past_keys, b, h, S, &qkv[D + h * E]),
               memory(past_values, b, h, S, &qkv[2 * D + h * E]), E);
      }
      add(x[b], multiply(matrix("out", size.hidden, size.hidden), heard));
      if (b < static_cast<size_t>(size.conditioned)) {
        const Row q = multiply(matrix("cross_q", size.hidden, size.hidden), norm("cross_norm"));
        for (size_t h = 0; h < H; ++h) {
          attend(&heard[h * E], &q[h * E], memory(cross_keys, b, h, T, nullptr),
                 memory(cross_values, b, h, T, nullptr), E);
        }
        add(x[b], multiply(matrix("cross_out", size.hidden, size.hidden), heard));
      }
      Row inner = multiply(matrix("up", size.feed, size.hidden), norm("mlp_norm"));
      for (double& value : inner) value *= 0.5 * (1 + std::erf(value / std::sqrt(2.0)));
      add(x[b], multiply(matrix("down", size.hidden, size.feed), inner));
    }
  }
  const auto heads = tensors("heads", size.codebooks * size.vocabulary * size.hidden);
  std::vector<double> logits;
  for (const Row& row : x) {
    const Row y = multiply(
        heads, normed(row, tensors("norm.weight", size.hidden), tensors("norm.bias", size.hidden)));
    logits.insert(logits.end(), y.begin(), y.end());
  }
  return logits;
}

}  // namespace peers
