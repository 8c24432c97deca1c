// Writes the codes of an audio codec with MusicGen, frame by frame, for as long as is asked.
//
// K codebooks, V codes, T frames. Sequences longer than the window go on from their latest frames,
// read again as a prompt. Reference: Copet et al., "Simple and Controllable Music Generation", 2023.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/rng.h"
#include "compose/delay_pattern.h"
#include "compose/sampler.h"
#include "models/musicgen/musicgen.h"

namespace continuo {

struct CodeRequest {
  int64_t frames = 0;            // in all, those of the prompt included
  int64_t window_frames = 1500;  // what the model was trained to see: 30 s
  int64_t kept_frames = 600;     // of a full window: 12 s
  std::vector<int32_t> prompt;   // [P][K], P < frames: what is there already
  Sampling sampling{.temperature = 1.0, .top_k = 250, .top_p = 1.0, .guidance = 3.0};
  uint64_t seed = 0;
};

// What the window that begins at a frame listens to: the condition of the words, and for guidance
// none beside it.
using ConditionsAt = std::function<std::vector<musicgen::Condition>(int64_t first_frame)>;

class CodeWriter {
 public:
  // The model must outlive the writer. Throws Error(kUsage) for lengths that do not fit each other
  // or the model.
  CodeWriter(const musicgen::MusicGen& model, ConditionsAt conditions_at,
             const DelayPattern& pattern, CodeRequest request);
  // The same conditions in every window.
  CodeWriter(const musicgen::MusicGen& model, std::vector<musicgen::Condition> rows,
             const DelayPattern& pattern, CodeRequest request);

  // The next frame's K codes after the prompt, valid until the next call; empty after the last.
  // One decoder step, but for the first frame (longest delay + 1 steps) and the first after a full
  // window, which reads the kept frames again.
  std::span<const int32_t> next();

  int64_t frames_written() const { return handed_; }  // those of the prompt included

 private:
  static constexpr int32_t kUnknown = -1;

  void begin_window(int64_t begin);
  void step();
  int32_t& code(int64_t frame, int k) {
    return codes_[static_cast<size_t>(frame * pattern_.codebooks() + k)];
  }

  const musicgen::MusicGen& model_;
  ConditionsAt conditions_at_;
  DelayPattern pattern_;
  CodeRequest request_;
  size_t rows_;  // 2 under guidance
  Rng rng_;
  Sampler sampler_;
  std::optional<musicgen::State> state_;
  std::vector<int32_t> codes_;  // [T][K], kUnknown where not yet written
  std::vector<int32_t> fed_;
  std::vector<float> logits_;
  int64_t begin_ = 0;   // first frame of the window
  int64_t length_ = 0;  // frames of the window
  int64_t row_ = 0;     // rows of the window that were read
  int64_t whole_ = 0;   // frames of the sequence that are whole
  int64_t handed_ = 0;
};

}  // namespace continuo
