// The autoregressive loop of the embedded model: frames under a grammar, field after field.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/rng.h"
#include "compose/frame_grammar.h"
#include "compose/sampler.h"

namespace continuo {

// What says how likely the codes of the next row are: a model's window, or anything that stands in
// for one.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  // Of the last frame only part and position are known. Its pitch, duration and velocity come next,
  // then part and position of the frame after it (kRowOrder); where nothing is written, only those.
  virtual void begin_row(std::span<const Frame> written) = 0;
  // Logits [rows][V] of the next code, given those taken. Two rows where guidance is not 1: under
  // the words, and without. Valid until the next call.
  virtual std::span<const float> logits() = 0;
  virtual void take(uint16_t code) = 0;
  // Back to where the last frame's part was asked for, to choose it again. False where that is
  // forgotten; then nothing has changed.
  virtual bool retry() = 0;
};

// The writing of frames, one at a time. Sources, grammars and generators outlive it.
class FrameWriter {
 public:
  // Goes on from what is written already, whole frames that the grammar has been told of.
  FrameWriter(FrameSource& source, FrameGrammar& grammar, const Sampling& sampling, Rng& rng,
              std::vector<Frame> written = {});
  ~FrameWriter();
  FrameWriter(FrameWriter&&) noexcept;

  // Decides on the part and position of one more frame, and what the frame before it plays; that one
  // is whole now. False where the grammar's terminal part came instead.
  bool next();
  // The last of them, where next() returned true, is not whole yet.
  std::span<const Frame> frames() const;

 private:
  class Impl;
  friend std::vector<Frame> write_frames(FrameSource&, FrameGrammar&, const Sampling&, Rng&,
                                         const std::function<bool(std::span<const Frame>)>&);
  std::unique_ptr<Impl> impl_;
};

// Called with the frames so far, each time there is one more; false ends the writing.
using OnFrame = std::function<bool(std::span<const Frame>)>;

// Writes frames until the grammar's terminal part, which is not returned, or until on_frame says
// no. What the grammar leaves no choice about is not asked for. A note whose position or pitch the
// model would rather have where the grammar forbids it is taken back with that probability and
// chosen anew from its part on: so notes are drawn from what the model itself holds likely, and a
// doubtful choice is not made worse by forcing what follows from it.
std::vector<Frame> write_frames(FrameSource& source, FrameGrammar& grammar,
                                const Sampling& sampling, Rng& rng, const OnFrame& on_frame);

}  // namespace continuo
