// What a synthesiser is told, block by block: notes, seats, levels, tone, room. The same events give the
// same samples, bit for bit, live or replayed.
#pragma once

#include <cstdint>
#include <vector>

namespace continuo {

enum class SoundEventKind : uint8_t {
  kNoteOn,   // a: key, b: velocity
  kNoteOff,  // a: key
  kSeat,   // a: volume, b: pan, c: reverb, d: chorus (MIDI controllers), e: the drum kit's program
  kLevel,  // a: tenths of dB beside the seat's volume; kSilence or less is silence
  kTilt,   // a: tenths of dB, see dsp/tone.h; no program
  kBass,   // likewise
  kRoom,   // a: size, b: damping, see Room; no program
};
inline constexpr int kSoundEventKinds = 7;
inline constexpr int kSilence = -600;

struct SoundEvent {
  uint64_t block = 0;  // of 64 sample frames, from the beginning
  SoundEventKind kind = SoundEventKind::kNoteOn;
  int program = 0;  // 0..127, kDrumKit
  int a = 0, b = 0, c = 0, d = 0, e = 0;
  bool operator==(const SoundEvent&) const = default;
};

}  // namespace continuo
