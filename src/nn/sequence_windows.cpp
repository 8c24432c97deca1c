#include "nn/sequence_windows.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "tensor/memory.h"

namespace continuo {

SequenceWindows::SequenceWindows(const WindowShape& shape) : shape_(shape) {
  if (shape.channels < 1 || shape.stride < 1 || shape.reach < shape.stride || shape.pad_left < 0 ||
      shape.pad_right < 0) {
    fail(ErrorKind::kInternal, "convolution",
         "no windows of {} rows every {} with {} and {} rows of padding.", shape.reach,
         shape.stride, shape.pad_left, shape.pad_right);
  }
  row_bytes_ = bytes_of(shape.type, shape.channels);
  const int64_t most_back = shape.pad_right + shape.stride - 1;
  if (shape.padding == Padding::kReflect) {
    rows_to_start_ = std::max(shape.pad_left, most_back) + 1;
    tail_ = most_back + 1;
  }
  capacity_ = std::max({rows_to_start_ - 1, shape.reach - 1, tail_, int64_t{1}});
}

SequenceWindows::State SequenceWindows::start() const {
  State state;
  state.rows_ = Tensor::zeros({capacity_, shape_.channels}, shape_.type);
  return state;
}

int64_t SequenceWindows::back_rows(int64_t length) const {
  const int64_t over = length % shape_.stride;
  return shape_.pad_right + (over == 0 ? 0 : shape_.stride - over);
}

int64_t SequenceWindows::count(const State& state, int64_t rows, bool last) const {
  const int64_t length = state.taken_ + rows;
  if (length == 0 || (!last && !state.begun_ && length < rows_to_start_)) return 0;
  const int64_t front = state.begun_ ? 0 : shape_.pad_left;
  const int64_t back = last ? back_rows(length) : 0;
  const int64_t room = front + state.held_ + rows + back - state.skip_ - shape_.reach;
  return room < 0 ? 0 : room / shape_.stride + 1;
}

int64_t SequenceWindows::most_rows(int64_t rows) const {
  return capacity_ + rows + shape_.pad_left + shape_.pad_right + shape_.stride +
         shape_.reach;  // never less than one window
}

size_t SequenceWindows::arena_bytes(int64_t rows) const {
  return row_bytes_ * static_cast<size_t>(most_rows(rows)) +
         bytes_of(shape_.type, Windows::kSlack) + kMemoryAlignment;
}

// Fills `front` rows before and `back` rows after the `inside` rows that stand at front.
void SequenceWindows::pad(uint8_t* rows, int64_t front, int64_t inside, int64_t back) const {
  // Where the whole sequence is shorter than its padding, zeros follow it for the mirror's sake.
  const bool whole = front > 0 || inside <= back;
  const int64_t most = std::max(front, back);
  const int64_t mirrored = whole && inside <= most ? most + 1 : inside;
  const auto fill = [&](int64_t at, int64_t from) {
    uint8_t* out = rows + static_cast<size_t>(front + at) * row_bytes_;
    if (shape_.padding == Padding::kZeros || from >= inside) {
      std::memset(out, 0, row_bytes_);
    } else {
      std::memcpy(out, rows + static_cast<size_t>(front + from) * row_bytes_, row_bytes_);
    }
  };
  for (int64_t i = 1; i <= front; ++i) fill(-i, i);
  for (int64_t at = inside; at < inside + back; ++at)
    fill(at, at < mirrored ? inside : 2 * (mirrored - 1) - at);
}

Windows SequenceWindows::push(const Tensor& x, Prepare how, bool last, State& state,
                              Context& context) const {
  const int64_t n = x.shape().rows();
  if (x.shape().last() != shape_.channels || state.rows_.empty()) {
    fail(ErrorKind::kInternal, "convolution",
         "expected rows of {} and a state of its own, found {}.", shape_.channels,
         x.shape().text());
  }
  const int64_t count = this->count(state, n, last);
  const int64_t length = state.taken_ + n;
  auto* kept = static_cast<uint8_t*>(state.rows_.mutable_data());
  if (!last && !state.begun_ && length < rows_to_start_) {
    prepare_values(kept + static_cast<size_t>(state.held_) * row_bytes_, shape_.type, x.f32(), how,
                   n * shape_.channels, context.pool);
    state.held_ = state.taken_ = length;
    return {kept, 0, 0};
  }

  const int64_t front = state.begun_ ? 0 : shape_.pad_left;
  const int64_t back = last && length > 0 ? back_rows(length) : 0;
  const int64_t inside = state.held_ + n;
  const int64_t total = front + inside + back;
  const size_t slack = bytes_of(shape_.type, Windows::kSlack);
  const size_t bytes = static_cast<size_t>(total) * row_bytes_;
  auto* rows = static_cast<uint8_t*>(context.arena.take_bytes(bytes + slack));
  std::memset(rows + bytes, 0, slack);
  const auto at = [&](int64_t row) { return rows + static_cast<size_t>(row) * row_bytes_; };
  std::memcpy(at(front), kept, static_cast<size_t>(state.held_) * row_bytes_);
  prepare_values(at(front + state.held_), shape_.type, x.f32(), how, n * shape_.channels,
                 context.pool);
  pad(rows, front, inside, back);

  const Windows windows{at(state.skip_), shape_.stride * shape_.channels, count};
  if (last) {
    state.held_ = state.skip_ = state.taken_ = 0;
    state.begun_ = false;
    return windows;
  }
  const int64_t next = state.skip_ + count * shape_.stride;
  const int64_t keep = std::clamp<int64_t>(total - tail_, 0, next);
  state.held_ = total - keep;
  state.skip_ = next - keep;
  state.taken_ = length;
  state.begun_ = true;
  std::memcpy(kept, at(keep), static_cast<size_t>(state.held_) * row_bytes_);
  return windows;
}

}  // namespace continuo
