// The autoregressive loop of the embedded model: frames under a grammar, in MusicGen's delay pattern.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/rng.h"
#include "compose/frame_grammar.h"
#include "compose/sampler.h"
#include "models/musicgen/musicgen.h"

namespace continuo {

struct FrameWriting {
  const musicgen::MusicGen& model;
  musicgen::Condition condition;  // the words
  Sampling sampling;              // guidance 1 needs no second row
  std::vector<Frame> prefix;      // known frames before the first one written: the head, for a body
  int window_frames = 640;        // what the model was trained to see at once
};

// Called with all frames written so far, once each is whole; false stops the writing.
using OnFrame = std::function<bool(std::span<const Frame>)>;

// Writes frames until the grammar's terminal part, which is not returned, or until on_frame says no. Where the window is
// full, the prefix and the latest whole bars are read again and the rest forgotten.
std::vector<Frame> write_frames(const FrameWriting& writing, FrameGrammar& grammar, Rng& rng,
                                const OnFrame& on_frame);

}  // namespace continuo
