// Takes that can be laid end to end without a seam.
#pragma once

#include <atomic>
#include <string_view>
#include <vector>

#include "compose/wish.h"
#include "dsp/stereo.h"
#include "score/score.h"
#include "synth/soundfont.h"

namespace continuo {

inline constexpr int kUsualLoopBars = 8;

// Whether the words ask for a loop: "seamless loop", "loopable", "an 8 bar loop".
bool names_loop(std::string_view words);

// The plan's music as a loop of the length that the wish names, else of eight bars: nothing that
// begins, ends or fades.
Plan as_loop(Plan plan, const Wish& wish);

// The score with the notes that ring over its end cut there.
Score cut_at_end(Score score);

// Samples in one round of a score.
size_t loop_frames(const Score& score);

// One round of sound, as it is heard from the second time on: what rings over the end is added to
// the beginning. Loudness, true peak, gains and cancel as of render_take; the limiter, too, has had
// a round before it.
Stereo render_loop(const Score& score, SoundfontRenderer& renderer,
                   std::vector<float>* gains = nullptr, const std::atomic<bool>* cancel = nullptr);

// Three rounds of a loop, of which the second has one before it and one behind it; and that second.
Stereo in_rounds(const Stereo& round);
Stereo second_round(const Stereo& rounds);

// A sound's first `frames`, and all that follows laid over them round by round.
Stereo folded(const Stereo& sound, size_t frames);

}  // namespace continuo
