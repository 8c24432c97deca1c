// The windows of a sequence that arrives in pieces: keeps the rows that later windows still need,
// and pads both ends.
//
// Rows of C values each. Whatever the pieces, the windows and their order are the same.
#pragma once

#include <cstdint>

#include "kernels/convolution.h"
#include "nn/context.h"

namespace continuo {

enum class Padding : uint8_t { kZeros, kReflect };  // kReflect leaves the edge row itself out

struct WindowShape {
  int64_t channels = 0;  // C
  int64_t reach = 1;     // rows that a window spans
  int64_t stride = 1;    // rows from one window to the next; at most `reach`
  int64_t pad_left = 0;
  int64_t pad_right = 0;  // beyond what rounds the sequence up to whole strides
  Padding padding = Padding::kZeros;
  DType type = DType::kF32;  // the windows' format: f32 or bf16
};

// A sequence of L rows gives, over all pieces, windows at 0, stride, ... of the padded sequence:
// pad_left rows, the L, as many as make L a multiple of the stride, pad_right rows. Const; what
// changes is in State.
class SequenceWindows {
 public:
  // One sequence on its way. Empty until the first row; after the last piece, as new.
  class State {
   public:
    bool begun() const { return begun_; }
    int64_t rows_taken() const { return taken_; }

   private:
    friend class SequenceWindows;
    Tensor rows_;        // [capacity, C] in the windows' format
    int64_t held_ = 0;   // rows in use
    int64_t skip_ = 0;   // of them, those before the next window
    int64_t taken_ = 0;  // rows of the sequence so far
    bool begun_ = false;
  };

  SequenceWindows() = default;
  // Throws Error(kInternal) for sizes that make no windows.
  explicit SequenceWindows(const WindowShape& shape);

  const WindowShape& shape() const { return shape_; }
  State start() const;

  // How many windows `push` of `rows` rows will give.
  int64_t count(const State& state, int64_t rows, bool last) const;
  // x [n, C] f32, n >= 0, follows what came before; `last` ends the sequence. The windows lie in
  // the context's arena, each at `step` = stride * C values after the one before.
  //
  // Reflection needs rows from inside the sequence: nothing comes before `rows_to_start` rows or
  // the end. A sequence shorter than its own padding is reflected as if zeros followed it, and
  // loses as many rows at its end again (as the reference does).
  Windows push(const Tensor& x, Prepare how, bool last, State& state, Context& context) const;

  int64_t rows_to_start() const { return rows_to_start_; }
  // The most rows that a push of `rows` rows can make windows of, padding included.
  int64_t most_rows(int64_t rows) const;
  int64_t most_windows(int64_t rows) const {
    return (most_rows(rows) - shape_.reach) / shape_.stride + 1;
  }
  size_t arena_bytes(int64_t rows) const;

 private:
  int64_t back_rows(int64_t length) const;
  void pad(uint8_t* rows, int64_t front, int64_t inside, int64_t back) const;

  WindowShape shape_;
  int64_t rows_to_start_ = 1;
  int64_t tail_ = 0;      // rows that the padding at the end may mirror
  int64_t capacity_ = 0;  // the most rows kept between pieces
  size_t row_bytes_ = 0;
};

}  // namespace continuo
