// MIDI messages that live music has to do with, read and written.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace continuo {

struct MidiEvent {
  enum class Kind { kNoteOn, kNoteOff, kControl, kClock, kStart, kContinue, kStop, kSongPosition };
  Kind kind = Kind::kClock;
  int channel = 0;  // 0..15
  int number = 0;   // key or controller, 0..127
  int value = 0;    // velocity or value, 0..127; of a song position sixteenths, 0..16383
  bool operator==(const MidiEvent&) const = default;
};

// The first byte of a message; those of a channel have its number in the lower four bits.
namespace midi_status {
inline constexpr int kNoteOff = 0x80;
inline constexpr int kNoteOn = 0x90;
inline constexpr int kControl = 0xB0;
inline constexpr int kProgram = 0xC0;
inline constexpr int kSongPosition = 0xF2;
inline constexpr int kClock = 0xF8;
inline constexpr int kStart = 0xFA;
inline constexpr int kContinue = 0xFB;
inline constexpr int kStop = 0xFC;
}  // namespace midi_status

// Nothing where the bytes are no whole message, or one of no use here. A note-on of velocity 0 is a
// note-off. Thread: any.
std::optional<MidiEvent> parse_midi_event(std::span<const uint8_t> message) noexcept;

// A message of up to three bytes.
struct MidiMessage {
  std::array<uint8_t, 3> bytes{};
  uint8_t size = 0;
  std::span<const uint8_t> span() const { return {bytes.data(), size}; }
  bool operator==(const MidiMessage&) const = default;
};

// Throws Error(kInternal) where a number is out of its range.
MidiMessage midi_message(const MidiEvent& event);
MidiMessage midi_program_change(int channel, int program);

inline constexpr int kMidiAllNotesOff = 123;  // controllers
inline constexpr int kMidiAllSoundOff = 120;
inline constexpr int kMidiSustain = 64;
inline constexpr int kMidiDrumChannel = 9;

// A message and when it is due, on the performance's clock of sample frames.
struct TimedMidi {
  uint64_t position = 0;
  MidiMessage message;
  bool operator==(const TimedMidi&) const = default;
};

}  // namespace continuo
