// What the tests of audio models share: the checkpoints of
// train/parity/make_musicgen_audio_fixtures.py and a tune.
#pragma once

#include <filesystem>

#include "compose/audio_composer.h"
#include "dsp/sound_file.h"

namespace continuo {

inline const std::filesystem::path kAudioFixtures =
    std::filesystem::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/musicgen_audio";

inline bool go_on(const AudioProgress&) { return true; }

inline Stereo the_tune() {
  return read_sound(std::filesystem::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/chroma/tune.wav");
}

}  // namespace continuo
