// The events of a standard MIDI file that a score is made of, in playing order, before anything is
// made of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace continuo {

inline constexpr size_t kMaxMidiNotes = 100'000;
inline constexpr size_t kMaxMidiEvents = 1'000'000;

struct MidiFileEvent {
  enum class Kind {
    kNoteOn,
    kNoteOff,
    kProgram,        // value = program
    kPedal,          // the sustain pedal: value from 64 up is down
    kTempo,          // value = microseconds a quarter note
    kTimeSignature,  // value = beats, second = unit
    kKeySignature,   // value = sharps, negative for flats; second = 1 for minor
    kText,
    kMarker,
    kTrackEnd  // one a track, at its last event's time
  };
  int64_t tick = 0;  // in the file's own division
  int track = 0;
  Kind kind = Kind::kText;
  int channel = 0;  // 0..15 for notes, programs and pedals
  int value = 0;    // the key of a note
  int second = 0;   // the velocity of a note
  std::string text;
};

struct MidiEvents {
  int division = 480;                 // file ticks a quarter note
  std::vector<MidiFileEvent> events;  // by tick, then track, then order in the file
};

// Throws Error(kInput) with the byte offset of what is wrong.
MidiEvents parse_midi(std::span<const uint8_t> bytes);

}  // namespace continuo
