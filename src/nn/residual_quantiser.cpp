#include "nn/residual_quantiser.h"

#include <algorithm>

#include "base/error.h"
#include "tensor/memory.h"

namespace continuo {

ResidualQuantiser::ResidualQuantiser(std::span<const Tensor> tables, bool encodes) {
  if (tables.empty())
    fail(ErrorKind::kInput, "quantiser", "expected one codebook or more, found none.");
  for (const Tensor& table : tables) {
    if (table.shape().rank() != 2 || table.shape() != tables.front().shape()) {
      fail(ErrorKind::kInput, "quantiser", "codebook: expected {}, found {}.",
           tables.front().shape().text(), table.shape().text());
    }
    tables_.push_back(table.to_f32());
    if (!encodes) continue;
    const Tensor& held = tables_.back();
    Tensor bias = Tensor::zeros({held[0]});
    for (int64_t v = 0; v < held[0]; ++v) {
      double squares = 0;
      for (const float value : held.slice(v, 1).values()) squares += double{value} * value;
      bias.mutable_f32()[v] = static_cast<float>(-0.5 * squares);
    }
    nearness_.emplace_back(held, bias, DType::kF32);
  }
}

void ResidualQuantiser::encode(const Tensor& x, std::span<int32_t> codes, Context& context) const {
  const int64_t T = x.shape().rows(), D = size();
  if (T == 0 && codes.empty()) return;
  const int64_t K = T == 0 ? 0 : static_cast<int64_t>(codes.size()) / T;
  if (nearness_.empty())
    fail(ErrorKind::kUsage, "quantiser", "was made to decode alone: load it with its encoder.");
  if (K < 1 || K > codebooks() || K * T != static_cast<int64_t>(codes.size()) ||
      x.shape().last() != D) {
    fail(ErrorKind::kUsage, "quantiser",
         "expected rows of {} and 1 to {} codes a row, found {} and {}.", D, codebooks(),
         x.shape().text(), codes.size());
  }
  const Arena::Scope scope(context.arena);
  Tensor rest = context.arena.take({T, D});
  std::copy(x.values().begin(), x.values().end(), rest.mutable_f32());
  for (int64_t k = 0; k < K; ++k) {
    const Arena::Scope step(context.arena);
    const auto book = static_cast<size_t>(k);
    const Tensor scores = nearness_[book](rest, context);
    const int64_t tasks = std::clamp<int64_t>(T, 1, 4 * context.pool.size());
    context.pool.run(static_cast<int>(tasks), [&](int task) {
      for (int64_t t = T * task / tasks; t < T * (task + 1) / tasks; ++t) {
        const float* row = scores.f32() + t * entries();
        const auto best = static_cast<int32_t>(std::max_element(row, row + entries()) - row);
        codes[static_cast<size_t>(t * K + k)] = best;
        const float* entry = tables_[book].f32() + best * D;
        float* left = rest.mutable_f32() + t * D;
        for (int64_t i = 0; i < D; ++i) left[i] -= entry[i];
      }
    });
  }
}

Tensor ResidualQuantiser::decode(std::span<const int32_t> codes, int64_t K,
                                 Context& context) const {
  if (K < 1 || K > codebooks() || static_cast<int64_t>(codes.size()) % K != 0) {
    fail(ErrorKind::kUsage, "quantiser",
         "expected rows of 1 to {} codes, found {} codes for rows of {}.", codebooks(),
         codes.size(), K);
  }
  const int64_t T = static_cast<int64_t>(codes.size()) / K, D = size();
  Tensor y = context.arena.take({T, D});
  float* out = y.mutable_f32();
  for (int64_t t = 0; t < T; ++t, out += D) {
    std::fill_n(out, D, 0.0f);
    for (int64_t k = 0; k < K; ++k) {
      const int32_t code = codes[static_cast<size_t>(t * K + k)];
      if (code < 0 || code >= entries()) {
        fail(ErrorKind::kInput, "quantiser", "expected codes from 0 to {}, found {}.",
             entries() - 1, code);
      }
      const float* entry = tables_[static_cast<size_t>(k)].f32() + code * D;
      for (int64_t i = 0; i < D; ++i) out[i] += entry[i];
    }
  }
  return y;
}

size_t ResidualQuantiser::encode_bytes(int64_t T) const {
  const size_t scores = nearness_.empty() ? 0 : nearness_.front().arena_bytes(T);
  return decode_bytes(T) + scores + kMemoryAlignment;
}

size_t ResidualQuantiser::decode_bytes(int64_t T) const {
  return static_cast<size_t>(T * size()) * sizeof(float) + kMemoryAlignment;
}

}  // namespace continuo
