#include "live/midi_event.h"

#include "base/error.h"

namespace continuo {

namespace {

int checked(const char* what, int value, int most) {
  if (value < 0 || value > most)
    fail(ErrorKind::kInternal, "midi", "{}: expected 0 to {}, found {}.", what, most, value);
  return value;
}

MidiMessage message_of(int status, int first, int second) {
  return {{static_cast<uint8_t>(status), static_cast<uint8_t>(first), static_cast<uint8_t>(second)},
          3};
}

}  // namespace

MidiMessage midi_message(const MidiEvent& event) {
  using Kind = MidiEvent::Kind;
  const auto on_channel = [&event](int status) {
    return message_of(status | checked("channel", event.channel, 15),
                      checked("number", event.number, 127), checked("value", event.value, 127));
  };
  switch (event.kind) {
    case Kind::kNoteOn:
      return on_channel(midi_status::kNoteOn);
    case Kind::kNoteOff:
      return on_channel(midi_status::kNoteOff);
    case Kind::kControl:
      return on_channel(midi_status::kControl);
    case Kind::kSongPosition: {
      const int sixteenths = checked("song position", event.value, 16383);
      return message_of(midi_status::kSongPosition, sixteenths & 127, sixteenths >> 7);
    }
    case Kind::kClock:
      return {{midi_status::kClock}, 1};
    case Kind::kStart:
      return {{midi_status::kStart}, 1};
    case Kind::kContinue:
      return {{midi_status::kContinue}, 1};
    case Kind::kStop:
      return {{midi_status::kStop}, 1};
  }
  fail(ErrorKind::kInternal, "midi", "event: expected a known kind, found {}.",
       static_cast<int>(event.kind));
}

MidiMessage midi_program_change(int channel, int program) {
  MidiMessage message = message_of(midi_status::kProgram | checked("channel", channel, 15),
                                   checked("program", program, 127), 0);
  message.size = 2;
  return message;
}

}  // namespace continuo
