// Prepares activations and shares a matrix product out to the threads.
#include "kernels/matmul.h"

#include <algorithm>

#include "base/error.h"
#include "kernels/cpu/matmul_kernels.h"

namespace continuo {

namespace {

// Below this many activations it costs less to prepare them on the calling thread than to wake the
// others.
constexpr int64_t kPrepareInline = 8192;
// Rows of activations that a task takes along a weight group: their bytes stay in the second-level
// cache.
constexpr int64_t kRowTile = 64;
// Weight bytes that are worth a task of their own, and how many tasks a thread has at most: small
// ones, so that none waits long for another.
constexpr int64_t kTaskBytes = 16 << 10;
constexpr int64_t kMostWaves = 32;

struct Buffers {
  uint16_t* bf16 = nullptr;
  int8_t* q8 = nullptr;
  float* q8_scale = nullptr;
  int32_t* q8_sum = nullptr;
};

Buffers take_buffers(const PackedMatrix& weights, int64_t M, Arena& arena) {
  Buffers buffers;
  const auto values = static_cast<size_t>(M * weights.padded_inputs());
  if (weights.dtype() == DType::kBf16) {
    buffers.bf16 = static_cast<uint16_t*>(arena.take_bytes(values * 2));
  } else if (is_block_format(weights.dtype())) {
    buffers.q8 = static_cast<int8_t*>(arena.take_bytes(values));
    buffers.q8_scale = static_cast<float*>(arena.take_bytes(values / 32 * 4));
    buffers.q8_sum = static_cast<int32_t*>(arena.take_bytes(values / 32 * 4));
  }
  return buffers;
}

void prepare_rows(const Buffers& buffers, const float* x, int64_t K, int64_t begin, int64_t end) {
  const int64_t padded = (K + 31) / 32 * 32;
  for (int64_t m = begin; m < end; ++m) {
    if (buffers.bf16 != nullptr) {
      cpu::round_row_bf16(x + m * K, K, buffers.bf16 + m * padded);
    } else {
      cpu::quantise_row_q8(x + m * K, K, buffers.q8 + m * padded,
                           buffers.q8_scale + m * (padded / 32),
                           buffers.q8_sum + m * (padded / 32));
    }
  }
}

void multiply(const cpu::MatmulJob& job, cpu::Range groups, cpu::Range rows) {
  switch (job.weights->dtype()) {
    case DType::kF32:
      return cpu::multiply_f32(job, groups, rows);
    case DType::kBf16:
      return cpu::multiply_bf16(job, groups, rows);
    case DType::kQ8_0:
      return cpu::multiply_q8(job, groups, rows);
    case DType::kQ4_0:
      return cpu::multiply_q4(job, groups, rows);
  }
}

void share_out(const cpu::MatmulJob& job, int64_t M, ThreadPool& pool) {
  // As many tasks as threads or a small multiple of it, so that shares stay equal and a helper
  // finds something to take.
  const int64_t groups = job.weights->groups();
  const int64_t row_tiles = (M + kRowTile - 1) / kRowTile;
  const auto bytes = static_cast<int64_t>(job.weights->bytes());
  const int64_t waves = std::clamp<int64_t>(
      bytes * std::min(M, kRowTile) / (kTaskBytes * 4 * pool.size()), 1, kMostWaves);
  const int64_t columns = std::min(groups, waves * pool.size());
  const int64_t tiles_per_task = (row_tiles * columns + 32767) / 32768;
  const int64_t bands = (row_tiles + tiles_per_task - 1) / tiles_per_task;
  pool.run(static_cast<int>(columns * bands), [&](int task) {
    const int64_t column = task % columns;
    const int64_t band = task / columns;
    const cpu::Range group_range{groups * column / columns, groups * (column + 1) / columns};
    for (int64_t tile = band * tiles_per_task;
         tile < std::min(row_tiles, (band + 1) * tiles_per_task); ++tile) {
      multiply(job, group_range, {tile * kRowTile, std::min(M, (tile + 1) * kRowTile)});
    }
  });
}

}  // namespace

size_t matmul_scratch_bytes(const PackedMatrix& weights, int64_t M) {
  const auto values = static_cast<size_t>(M * weights.padded_inputs());
  constexpr size_t kPadding = 64;
  if (weights.dtype() == DType::kBf16) return values * 2 + kPadding;
  if (is_block_format(weights.dtype())) return values + values / 4 + 3 * kPadding;
  return 0;
}

void matmul(float* y, const float* x, const PackedMatrix& weights, int64_t M,
            const Epilogue& epilogue, Arena& arena, ThreadPool& pool) {
  if (M <= 0) return;
  const Arena::Scope scope(arena);
  const int64_t K = weights.inputs();
  cpu::MatmulJob job;
  job.y = y;
  job.weights = &weights;
  job.epilogue = epilogue;
  job.x.stride = weights.dtype() == DType::kF32 ? K : weights.padded_inputs();
  if (weights.dtype() == DType::kF32) {
    job.x.f32 = x;
  } else {
    const Buffers buffers = take_buffers(weights, M, arena);
    if (M * K <= kPrepareInline) {
      prepare_rows(buffers, x, K, 0, M);
    } else {
      const auto tasks = static_cast<int>(std::min<int64_t>(M, 4 * pool.size()));
      pool.run(tasks, [&](int task) {
        prepare_rows(buffers, x, K, M * task / tasks, M * (task + 1) / tasks);
      });
    }
    job.x.bf16 = buffers.bf16;
    job.x.q8 = buffers.q8;
    job.x.q8_scale = buffers.q8_scale;
    job.x.q8_sum = buffers.q8_sum;
  }
  share_out(job, M, pool);
}

void matmul(float* y, const Windows& x, const PackedMatrix& weights, const Epilogue& epilogue,
            ThreadPool& pool) {
  if (is_block_format(weights.dtype())) {
    fail(ErrorKind::kInternal, "matmul", "expected f32 or bf16 weights for windows, found {}.",
         name_of(weights.dtype()));
  }
  if (x.count <= 0) return;
  cpu::MatmulJob job;
  job.y = y;
  job.weights = &weights;
  job.epilogue = epilogue;
  job.x.stride = x.step;
  if (weights.dtype() == DType::kF32) {
    job.x.f32 = static_cast<const float*>(x.data);
  } else {
    job.x.bf16 = static_cast<const uint16_t*>(x.data);
  }
  share_out(job, x.count, pool);
}

}  // namespace continuo
