// A take part by part: sounds that add up to the take as it was before its limiter.
//
// Each part plays alone in a synthesiser of its own, with its seat in the whole band; the room's
// reverb and the chorus are linear, so the stems' sum is the mix. They are 32-bit float, for a stem
// may be louder than the mix that the limiter held.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "score/score.h"
#include "serve/zip_stream.h"
#include "synth/soundfont.h"

namespace continuo {

// Indices of the parts that have notes.
std::vector<size_t> stem_parts(const Score& score);
// "02-bass-acoustic-bass.wav"
std::string stem_name(const Score& score, size_t part);

// One part, `frames` long, in pieces of interleaved stereo.
void render_stem(const Score& score, size_t part, SoundfontRenderer& renderer, double gain_db,
                 size_t frames, const std::function<void(std::span<const float>)>& piece);

// All of them as a zip of WAV files. Throws Error(kCancelled) once the sink refuses.
void write_stems(const Score& score, SoundfontRenderer& renderer, double gain_db, size_t frames,
                 ZipStream::Sink sink);

}  // namespace continuo
