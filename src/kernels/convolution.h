// What convolutions and recurrent layers need beside matrix products: rows made ready for windows,
// products of few outputs, and the LSTM's gates.
//
// Defossez et al., "High Fidelity Neural Audio Compression", 2022, is the network that asks for
// them.
#pragma once

#include <cstdint>

#include "kernels/matmul.h"
#include "kernels/thread_pool.h"
#include "tensor/dtype.h"

namespace continuo {

// kElu is x where x > 0, exp(x) - 1 elsewhere.
enum class Prepare : uint8_t { kCopy, kElu };

// out[count] = x, or ELU(x), as f32 or rounded to bf16. Throws Error(kInternal) for another type.
void prepare_values(void* out, DType type, const float* x, Prepare how, int64_t count,
                    ThreadPool& pool);

// y [M, N] = W x + bias for few outputs (N of 1 to 4), where a matrix product would compute 32.
// x is f32; weights [N, K], bias [N], both f32. A row's result does not depend on M.
void narrow_product(float* y, const Windows& x, const float* weights, const float* bias, int64_t N,
                    int64_t K, ThreadPool& pool);

// One step of an LSTM after its products: gates [4, D] in the order input, forget, cell, output.
// cell = sigmoid(forget) cell + sigmoid(input) tanh(cell gate); hidden = sigmoid(output) tanh(cell).
// Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997, with forget gates.
void lstm_cell(float* hidden, float* cell, const float* gates, int64_t D);

}  // namespace continuo
