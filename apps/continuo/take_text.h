// What a command says of a take, and plays of it.
#pragma once

#include <atomic>
#include <string>

#include "compose/stems.h"
#include "compose/take.h"

namespace continuo {

// "take.wav (24.0 s), take.mid, take.json"
std::string saved_text(const TakePaths& paths, const Stereo& sound);
// "4 stems: take-01-lead-flute.wav, ..."
std::string stems_text(const StemFiles& stems);

// Plays to the end or until cancelled; says so in one line where there is no sound device.
void play_aloud(const Stereo& sound, const std::atomic<bool>& cancel);

}  // namespace continuo
