// A model is verified before it is timed: a fast wrong answer is worth nothing.
#pragma once

#include <cstdint>
#include <span>

#include "models/musicgen/musicgen.h"

namespace continuo {

// That logits are finite, that several steps at once give those of one at a time, and that a row's
// do not depend on the rows beside it: bit for bit, as the kernels promise. Throws Error(kInternal).
void verify_steps(const musicgen::MusicGen& model, std::span<const int32_t> words);

// One product of a decoder's first layer, as steps hold it, against the same weights multiplied
// plainly: the root mean square error, as a share of the result. Throws Error(kInternal) where that
// is more than rounding the activations explains.
double verify_product(const TensorSource& tensors, const musicgen::DecoderConfig& config,
                      DType linear, ThreadPool& pool);

}  // namespace continuo
