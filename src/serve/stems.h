// A take part by part: sounds that add up to the take as it was before its limiter.
//
// The whole band plays for each part, and that part alone is heard with its own room: reverb and
// chorus are linear, so the stems' sum is the mix. They are 32-bit float, for a stem may be louder
// than the mix that the limiter held.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "live/kept_take.h"
#include "score/score.h"
#include "serve/zip_stream.h"
#include "synth/soundfont.h"

namespace continuo {

using StemPiece = std::function<bool(std::span<const float> interleaved)>;
// Plays one part of a score until `piece` wants no more or nothing is left to hear.
using PlayStem = std::function<void(size_t part, const StemPiece& piece)>;

// Of a take that was composed, and of one that was kept; what is given must outlive the call.
PlayStem stems_of_score(const Score& score, SoundfontRenderer& renderer);
PlayStem stems_of_kept(const KeptTake& take, const std::shared_ptr<SoundfontStore>& store);

// Indices of the parts that have notes.
std::vector<size_t> stem_parts(const Score& score);
// "02-bass-acoustic-bass.wav"
std::string stem_name(const Score& score, size_t part);

// One part, `frames` long: cut there, or silent to there.
void render_stem(const PlayStem& play, size_t part, double gain_db, size_t frames,
                 const std::function<void(std::span<const float>)>& piece);

// All of them as a zip of WAV files. Throws Error(kCancelled) once the sink refuses.
void write_stems(const Score& score, const PlayStem& play, double gain_db, size_t frames,
                 ZipStream::Sink sink);

}  // namespace continuo
