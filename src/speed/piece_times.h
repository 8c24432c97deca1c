// A piece from words to sound, timed part by part: text encoder, decoder, codec.
#pragma once

#include <cstdint>
#include <span>

#include "models/encodec/encodec.h"
#include "models/musicgen/musicgen.h"
#include "speed/progress.h"

namespace continuo {

struct PieceTimes {
  double text_ms = 0;     // words to what the decoder listens to
  double decoder_ms = 0;  // its memory, its steps, and the choice of codes
  double codec_ms = 0;    // codes to 48 kHz
  double total_ms = 0;
  double first_sound_ms = 0;       // from the words to the first samples
  int64_t first_sound_frames = 0;  // of codes that it took
  int64_t frames = 0;              // of codes in all
  int64_t sample_frames = 0;       // of sound
};

enum class Until : uint8_t { kFirstSound, kEnd };

// What AudioComposer does with these words, under guidance, for `frames` frames of codes. The end
// may be the first sound. Throws Error(kInternal) where the sound is not finite.
PieceTimes time_piece(const musicgen::MusicGen& model, const encodec::Encodec& codec,
                      std::span<const int32_t> words, int64_t frames, Until until,
                      const OnSpeed& on_speed);

}  // namespace continuo
