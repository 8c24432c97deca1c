// The size of one MusicGen decoder step, and the numbers that stand for its weights: the same for every program.
//
// L layers, D hidden size, H heads, F feed-forward, K codebooks, V codes; B rows, the first G of them with a condition
// of T tokens; S steps seen before this one. A row without a condition passes cross-attention by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace peers {

struct StepSize {
  int64_t layers = 24, hidden = 1024, heads = 16, feed = 4096, codebooks = 4, vocabulary = 2048;
  int64_t batch = 2, conditioned = 1, text = 20, context = 500;

  int64_t head_size() const { return hidden / heads; }
  // Numbers in all the matrices that a step multiplies by.
  int64_t weights() const {
    return layers * (6 * hidden * hidden + 2 * hidden * feed) + codebooks * vocabulary * hidden;
  }
  // Numbers in the keys and values that a step attends to.
  int64_t past() const { return 2 * layers * batch * (context + 1) * hidden; }
};

// A tensor's numbers, row after row, by its name: "layers.3.up", "norm.bias", ...
using Tensors = std::function<std::vector<float>(const std::string& name, int64_t count)>;

// The logits [B, K*V] of a step, in plain loops and double precision. `codes` are K.
std::vector<double> reference_step(const StepSize& size, const Tensors& tensors,
                                   const std::vector<int32_t>& codes);

}  // namespace peers
