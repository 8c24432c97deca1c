// The event frames of the embedded model: notes and plan as rows of K = 5 codes, MusicGen's
// codebooks.
//
// A note is {part, position, pitch, duration, velocity}: part = General MIDI program or 128 for the
// drum kit, position = ticks from the bar line (48 a quarter), pitch = drum key, or MIDI note as if
// the bar's tonic were C (pitch_code), duration = index into a table of 64 lengths, velocity = one
// of 32 levels. Control frames have part codes from 129 up:
//
//   kEnd          the piece is over
//   kGenre        position = genre                    head
//   kTempo        position = bpm                      head, and before a bar line where it changes
//   kMetre        position = metre code               head, likewise; before a bar line also kRemainderCode + n, a bar
//                                                     of n 32nds for which the table has no metre (a pickup)
//   kKey          position = mode, pitch = tonic      head, likewise
//   kPart         position = program, pitch = role    head, one each, ascending programs
//   kDensity      position = level                    head
//   kBrightness   position = level                    head
//   kSection      position = bars, pitch = kind, duration = intensity, velocity = dynamics      head, one each
//   kDetail       position = value, pitch = which (Detail)      head, of the section before it; none in training
//   kBar          position = bars left with this one (at most 383), pitch = section kind + 16 * metre (4/4 and 2/4 swapped; 23 a bar cut short),
//                 duration = intensity * 8 + dynamics, velocity = bar in section (at most 31) + 32 * mode
//   kChord        position = ticks from the bar line, pitch = root, duration = quality, velocity = bass;
//                 root and bass in semitones above the bar's tonic
//
// A piece is: head, then for each bar kBar, and its chords and notes by (position, chord first,
// part, pitch), then kEnd. Unused fields are 0. The head's canonical order is the order above;
// frames that the user forces come first.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "score/score.h"

namespace continuo {

inline constexpr int kFrameFields = 5;
// Codes 0..383 in every field; 384 is the model's special code.
inline constexpr int kFrameVocabulary = 384;

inline constexpr int kRemainderCode = 64;
inline constexpr int kMaxBarTicks = 336;

enum Field { kFieldPart, kFieldPosition, kFieldPitch, kFieldDuration, kFieldVelocity };

enum Control {
  kEnd = 129,
  kGenre,
  kTempo,
  kMetre,
  kKey,
  kPart,
  kDensity,
  kBrightness,
  kSection,
  kBar,
  kChord,
  kDetail,
  kControlEnd
};

// What a kDetail frame says of its section: a program that rests, its tempo, that it glides, a gesture.
enum class Detail { kTacet, kBpm, kGlide, kGesture };
inline constexpr int kDetailCount = 4;

using Frame = std::array<uint16_t, kFrameFields>;

// 64 lengths in ticks, ascending: 1..24 by 1, then by 3 to 48, 6 to 96, 12 to 192, 24 to 384, 48 to
// 768.
const std::array<int, 64>& duration_table();
int duration_code(int ticks);  // nearest entry
inline int velocity_code(int velocity) {
  return velocity < 4 ? 0 : (velocity > 127 ? 127 : velocity) / 4;
}
inline int velocity_of(int code) { return code * 4 + 2; }

// A MIDI note heard from the tonic: moved to where C is the tonic, by at most six semitones down or
// five up; what falls below 0 stands at the top, so no note is lost. Notes of every key teach the
// same codes.
inline constexpr int kPitchCodes = 144;
inline int tonic_shift(int tonic) { return tonic < 6 ? tonic : tonic - 12; }
inline int pitch_code(int pitch, int tonic) {
  return (pitch - tonic_shift(tonic) + kPitchCodes) % kPitchCodes;
}
// May exceed 127 where the code is no note's.
inline int pitch_of(int code, int tonic) {
  return (code + tonic_shift(tonic) + kPitchCodes) % kPitchCodes;
}

// The nearest score that frames can hold: durations and velocities from the tables (positions are
// already ticks), a key that is struck again ends there, plan and bars within their ranges, long or
// unknown bars split, one part for each part of the plan. Frames and MIDI files carry it exactly.
// Throws Error(kInput) where a bar is no whole number of 32nds.
Score quantised(const Score& score);

// Frames of a plan, in canonical order, and back. decode_head leaves absent fields at Plan's
// defaults.
std::vector<Frame> encode_head(const Plan& plan);
Plan decode_head(std::span<const Frame> frames);

// Whole pieces. decode(encode(quantised(s))) == quantised(s) for every tidy score. decode throws
// Error(kInput) with the frame's index where a frame cannot be (a code out of range, a position
// outside its bar, a note before the first bar).
std::vector<Frame> encode(const Score& score);
Score decode(std::span<const Frame> frames);

}  // namespace continuo
