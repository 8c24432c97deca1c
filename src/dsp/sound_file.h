// Sound files of others: anything that libsndfile reads (WAV, AIFF, FLAC, Ogg, MP3, ...), whole or
// the part of it that is needed.
//
// Mono is heard on both sides. What is no number is silence. All throw Error(kMissing) where there
// is no file, Error(kIo) where it cannot be read, Error(kInput) where it is no sound or has more
// than two channels.
#pragma once

#include <filesystem>

#include "dsp/stereo.h"

namespace continuo {

// The whole. Throws Error(kInput) for one that is longer than `limit_seconds`.
Stereo read_sound(const std::filesystem::path& path, double limit_seconds = 3600);
// The first `seconds`, or all of a shorter file: of a longer one the rest is not read.
Stereo read_start_of_sound(const std::filesystem::path& path, double seconds);
// The latest `seconds` and up to a second before them, or all of a shorter file. Begins a whole
// number of seconds into the file, so that rates change at the same places as in the whole.
Stereo read_end_of_sound(const std::filesystem::path& path, double seconds);

}  // namespace continuo
