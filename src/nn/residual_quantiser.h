// A vector as a few codes: each codebook says the entry nearest to what those before it left over.
//
// T rows, D values, K codebooks of V entries. Residual vector quantisation as in Zeghidour et al.,
// "SoundStream", 2021, and Defossez et al., "High Fidelity Neural Audio Compression", 2022.
#pragma once

#include <span>
#include <vector>

#include "nn/layers.h"

namespace continuo {

class ResidualQuantiser {
 public:
  // Each table [V, D] in any format; held as f32, so that codes do not turn on rounding.
  ResidualQuantiser(std::span<const Tensor> tables, bool encodes);

  int64_t codebooks() const { return static_cast<int64_t>(tables_.size()); }
  int64_t entries() const { return tables_.front()[0]; }  // V
  int64_t size() const { return tables_.front()[1]; }     // D

  // x [T, D] -> codes [T][K] of the first K = codes.size() / T codebooks. Of two entries equally
  // near the first is taken. Throws Error(kUsage) where the quantiser was made to decode alone, or
  // for more codebooks than there are.
  void encode(const Tensor& x, std::span<int32_t> codes, Context& context) const;
  // codes [T][K] -> [T, D], the sum of the entries. Throws Error(kUsage) for a count that is not T
  // rows of K, Error(kInput) for a code outside its table.
  Tensor decode(std::span<const int32_t> codes, int64_t K, Context& context) const;

  size_t encode_bytes(int64_t T) const;
  size_t decode_bytes(int64_t T) const;

 private:
  std::vector<Tensor> tables_;
  // Nearest is the largest x.e - |e|^2 / 2: a product with a bias.
  std::vector<Linear> nearness_;
};

}  // namespace continuo
