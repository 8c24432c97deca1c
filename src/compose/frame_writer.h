// The autoregressive loop of the embedded model: frames under a grammar, in MusicGen's delay
// pattern.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/rng.h"
#include "compose/frame_grammar.h"
#include "compose/sampler.h"

namespace continuo {

// Logits [rows][K][V] of code k of frame written.size() - k: FrameWindow::next, or anything that
// stands in for a model. Two rows where guidance is not 1: under the words, and without.
using NextLogits = std::function<std::span<const float>(std::span<const Frame> written)>;

// Called with the frames that are whole, each time there is one more; false ends the writing.
using OnFrame = std::function<bool(std::span<const Frame>)>;

// Writes frames until the grammar's terminal part, which is not returned, or until on_frame says
// no.
std::vector<Frame> write_frames(const NextLogits& next, FrameGrammar& grammar,
                                const Sampling& sampling, Rng& rng, const OnFrame& on_frame);

}  // namespace continuo
