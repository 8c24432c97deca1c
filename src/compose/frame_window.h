// The frames that the model sees at once: a prefix that stays (the head of a piece) and the latest
// whole bars.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/musicgen/musicgen.h"
#include "score/frames.h"

namespace continuo {

class FrameWindow {
 public:
  // `rows`: the conditions that run side by side (the words, and none, for guidance).
  // window_frames: what the model was trained to see. The model must outlive the window.
  FrameWindow(const musicgen::MusicGen& model, std::vector<musicgen::Condition> rows,
              std::vector<Frame> prefix, int window_frames = 640);

  // Logits [rows][K][V] of code k of frame written.size() - k, for every k, given the frames so far
  // (with MusicGen's delays, the last K - 1 of them are not whole yet). One decoder step, but for
  // the first call and for those where the window is full: then the prefix and about half of the
  // rest, from a bar line on, are read again.
  std::span<const float> next(std::span<const Frame> written);

 private:
  void restart(size_t begin);
  int32_t code_at(std::span<const Frame> kept, size_t frame, int k) const;

  const musicgen::MusicGen& model_;
  std::vector<musicgen::Condition> rows_;
  std::vector<Frame> prefix_;
  size_t window_frames_;
  std::optional<musicgen::State> state_;
  size_t begin_ = 0;      // the first written frame inside the window
  size_t rows_read_ = 0;  // rows of the delay pattern that the state has read
  std::vector<int32_t> codes_;
};

}  // namespace continuo
