// Sound as the bytes of a file, for those who get it over a wire: WAV, or MP3 through libsndfile.
#pragma once

#include <functional>
#include <string>

#include "dsp/stereo.h"

namespace continuo {

enum class SoundFormat { kWav, kMp3 };

struct SoundBytesOptions {
  SoundFormat format = SoundFormat::kMp3;
  int kbps = 192;  // of MP3: constant, the nearest that its sampling rate allows
};

// WAV has 16 bits a sample, rounded; samples beyond full scale are clipped. `go_on` is asked
// between pieces of a second or so. Throws Error(kInput) for a rate that the format lacks,
// Error(kCancelled) where `go_on` said no.
std::string sound_bytes(const Stereo& sound, const SoundBytesOptions& options,
                        const std::function<bool()>& go_on = {});

// MPEG layer III has no other rates.
bool is_mp3_rate(int rate_hz);

}  // namespace continuo
