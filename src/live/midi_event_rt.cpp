// Reading of messages: with JACK, an audio thread does it.

#include "live/midi_event.h"

namespace continuo {

namespace {

std::optional<MidiEvent> real_time_event(int status) noexcept {
  switch (status) {
    case midi_status::kClock:
      return MidiEvent{MidiEvent::Kind::kClock};
    case midi_status::kStart:
      return MidiEvent{MidiEvent::Kind::kStart};
    case midi_status::kContinue:
      return MidiEvent{MidiEvent::Kind::kContinue};
    case midi_status::kStop:
      return MidiEvent{MidiEvent::Kind::kStop};
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<MidiEvent> parse_midi_event(std::span<const uint8_t> message) noexcept {
  using Kind = MidiEvent::Kind;
  if (message.size() == 1) return real_time_event(message[0]);
  if (message.size() != 3 || message[1] > 127 || message[2] > 127) return std::nullopt;
  const int first = message[1];
  const int second = message[2];
  if (message[0] == midi_status::kSongPosition)
    return MidiEvent{Kind::kSongPosition, 0, 0, first | second << 7};
  const int channel = message[0] & 0x0F;
  switch (message[0] & 0xF0) {
    case midi_status::kNoteOff:
      return MidiEvent{Kind::kNoteOff, channel, first, second};
    case midi_status::kNoteOn:
      return MidiEvent{second == 0 ? Kind::kNoteOff : Kind::kNoteOn, channel, first, second};
    case midi_status::kControl:
      return MidiEvent{Kind::kControl, channel, first, second};
    default:
      return std::nullopt;
  }
}

}  // namespace continuo
