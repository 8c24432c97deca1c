// A MusicGen in Hugging Face's layout as one GGUF file of short numbers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "checkpoint/checkpoint.h"
#include "kernels/thread_pool.h"

namespace continuo::musicgen {

// How such a file holds a tensor of the folder, its name unchanged; none for what nothing reads
// (training statistics, tables that can be computed). By part:
//   decoder, heads        matrices as `to`; tables of codes bf16
//   text encoder          matrices and words q8_0: read once a prompt, a third of a small model. It
//                         is run in bf16; of a condition q8_0 costs 1.7 % where bf16 costs 0.6 %
//   codec's decoder       as it is run: convolutions bf16, folded; LSTM q8_0
//   codec's encoder       f32: rounding would turn codes
//   the rest              f32: norms, biases, codebooks, what is small
// Rows that are no whole blocks stay bf16.
std::optional<DType> stored_format(std::string_view name, const Shape& shape, DType to);

struct QuantiseOptions {
  DType to = DType::kQ8_0;  // or kQ4_0
  std::string name;         // of the model, for people
  std::string licence;      // SPDX, empty where it is not known
  ThreadPool& pool;
  // Asked before each tensor, with the bytes written; false stops, and nothing stays.
  std::function<bool(uint64_t done, uint64_t total)> go_on;
  std::function<uint64_t(const std::filesystem::path&)> free_bytes = free_bytes_of;
};

struct QuantiseReport {
  uint64_t bytes_before = 0;  // of the folder's weights
  uint64_t bytes_after = 0;
  double error = 0;  // of the matrices held as `to`: root mean square, as a share of theirs
};

// Writes `file` whole or not at all. What is in memory is one tensor at a time. Throws Error(kUsage)
// for another format or a source that is a GGUF file already, Error(kInput) for a config or tensors
// that are no MusicGen's, Error(kIo) where there is no room, Error(kCancelled) where it was stopped.
QuantiseReport quantise(const Checkpoint& source, const std::filesystem::path& file,
                        const QuantiseOptions& options);

}  // namespace continuo::musicgen
