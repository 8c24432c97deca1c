// From a score to a saved take: sound, loudness, the three files.
#pragma once

#include <atomic>
#include <string>

#include "compose/take.h"
#include "dsp/loudness.h"
#include "synth/soundfont.h"

namespace continuo {

inline constexpr double kTargetLoudness_lufs = -16.0;
inline constexpr double kTruePeakCeiling_db = -1.0;

// Renders at -16 LUFS with a true peak under -1 dBTP.
Stereo render_take(const Score& score, SoundfontRenderer& renderer);

// "wrote take.wav (24.0 s), take.mid, take.json"
std::string saved_text(const TakePaths& paths, const Stereo& sound);

}  // namespace continuo
