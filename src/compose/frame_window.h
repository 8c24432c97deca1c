// The frames that the model sees at once: a prefix that stays (the head of a piece) and the latest
// whole bars.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "compose/frame_writer.h"
#include "models/musicgen/musicgen.h"
#include "score/frames.h"

namespace continuo {

class FrameWindow : public FrameSource {
 public:
  // `rows`: the conditions that run side by side (the words, and none, for guidance).
  // window_frames: what the model was trained to see. The model must outlive the window.
  FrameWindow(const musicgen::MusicGen& model, std::vector<musicgen::Condition> rows,
              std::vector<Frame> prefix, int window_frames = 640);

  // One decoder step, but for the first call and for those where the window is full: then the prefix
  // and about half of the rest, from a bar line on, are read again.
  void begin_row(std::span<const Frame> written) override;
  std::span<const float> logits() override { return model_.code_logits(*state_); }
  void take(uint16_t code) override;
  bool retry() override;

 private:
  void restart(size_t begin);
  void append_row(std::span<const Frame> kept, size_t row);

  const musicgen::MusicGen& model_;
  std::vector<musicgen::Condition> rows_;
  std::vector<Frame> prefix_;
  size_t window_frames_;
  std::optional<musicgen::State> state_;
  size_t begin_ = 0;      // the first written frame inside the window
  size_t read_ = 0;       // rows that the state has read, the first included
  int taken_ = 0;         // codes of the row in the making
  size_t marked_at_ = 0;  // rows read where the part was last asked for; 0 where that is forgotten
  std::vector<int32_t> codes_;
};

}  // namespace continuo
