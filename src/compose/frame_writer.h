// The autoregressive loop of the embedded model: frames under a grammar, field after field.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/rng.h"
#include "compose/frame_grammar.h"
#include "compose/sampler.h"

namespace continuo {

// What says how likely the fields of the next frame are: a model's window, or anything that stands
// in for one.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  virtual void begin_frame(std::span<const Frame> written) = 0;
  // Logits [rows][V] of the frame's next field, given those taken. Two rows where guidance is not
  // 1: under the words, and without. Valid until the next call.
  virtual std::span<const float> logits() = 0;
  virtual void take(uint16_t code) = 0;
};

// Called with the frames so far, each time there is one more; false ends the writing.
using OnFrame = std::function<bool(std::span<const Frame>)>;

// Writes frames until the grammar's terminal part, which is not returned, or until on_frame says
// no. What the grammar leaves no choice about is not asked for.
std::vector<Frame> write_frames(FrameSource& source, FrameGrammar& grammar,
                                const Sampling& sampling, Rng& rng, const OnFrame& on_frame);

}  // namespace continuo
