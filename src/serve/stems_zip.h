// The parts of a take as one zip of WAV files, made while it is sent. They are 32-bit float, for a
// part may be louder than the mix that the limiter held.
#pragma once

#include <span>

#include "compose/stems.h"
#include "serve/zip_stream.h"

namespace continuo {

// Throws Error(kCancelled) once the sink refuses.
void write_stems(const Score& score, const PlayStem& play, std::span<const float> gains,
                 ZipStream::Sink sink);

}  // namespace continuo
