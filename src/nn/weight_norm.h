// Weights stored as a direction and a length, folded into plain weights at load.
//
// Salimans and Kingma, "Weight Normalization", 2016: w = g v / |v|, one length for each entry of
// the first dimension.
#pragma once

#include "nn/weights.h"

namespace continuo {

// Takes a convolution's "weight" of `shape` (rank 3) from the pair that a checkpoint holds
// for it: "parametrizations.weight.original0" [N,1,1] and "original1" (PyTorch 2), or "weight_g"
// and "weight_v" (before); or as it is, where the file holds it folded. A pair that is missing is
// noted under the newer names. An entry whose direction is zero folds to zero.
Tensor take_normed_weight(const Weights& weights, const Shape& shape);

}  // namespace continuo
