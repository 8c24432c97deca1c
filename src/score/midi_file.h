// Standard MIDI files (format 0 and 1) to and from scores.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "score/score.h"

namespace continuo {

// Format 1: a conductor track (tempo, time and key signatures, section markers), then a track a
// part. 480 ticks a quarter.
std::vector<uint8_t> midi_bytes(const Score& score);

// Reads any standard MIDI file onto the 48-tick grid: bars from its time signatures (4/4 where
// none), tempos rounded to whole bpm, one part a program. Throws Error(kInput) with the byte offset
// where the file is broken; unknown events are skipped. Pieces over 100,000 notes or 24 h are
// refused.
Score score_from_midi(std::span<const uint8_t> bytes);
// The same with notes as long as they sound: what a sustain pedal holds lasts until it is lifted, or
// the key struck again.
Score score_from_midi_with_pedals(std::span<const uint8_t> bytes);

void write_midi(const Score& score, const std::filesystem::path& path);  // whole or not at all
Score read_midi(const std::filesystem::path& path);

}  // namespace continuo
