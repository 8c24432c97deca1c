// Long short-term memory: layers that carry what they have heard from row to row.
//
// T rows of time, D values. Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997, with forget
// gates; names and the order of gates (input, forget, cell, output) are PyTorch's.
#pragma once

#include <vector>

#include "nn/layers.h"

namespace continuo {

class Lstm {
 public:
  // What the layers remember; zero where a sequence begins.
  struct State {
    Tensor hidden;  // [layers, D]
    Tensor cell;    // [layers, D]
  };

  // Takes weight_ih_lI [4D, D], weight_hh_lI [4D, D], bias_ih_lI and bias_hh_lI [4D] for each layer
  // I. The matrices are held as `type`.
  Lstm(const Weights& weights, int64_t size, int64_t layers, DType type);

  State start() const;
  // x [T, D] -> [T, D] in the context's arena, T >= 0. Any pieces of a sequence give the same
  // numbers.
  Tensor operator()(const Tensor& x, State& state, Context& context) const;
  size_t arena_bytes(int64_t T) const;

 private:
  // The input's part of the gates does not wait for the row before: one product for all rows.
  struct Layer {
    Linear input;   // with both biases
    Linear hidden;  // reads all its weights at every row: the cost of an LSTM
  };

  int64_t size_;
  std::vector<Layer> layers_;
};

}  // namespace continuo
