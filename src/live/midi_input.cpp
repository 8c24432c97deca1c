#include "live/midi_input.h"

namespace continuo {

MidiInput::MidiInput(MidiInputActions actions)
    : actions_(std::move(actions)), transport_(actions_.transport) {}

void MidiInput::take(const MidiEvent& event, double time_s) {
  using Kind = MidiEvent::Kind;
  bool held_changed = false;
  std::bitset<12> held;
  ClockReading reading;
  {
    const std::lock_guard lock(mutex_);
    ++messages_;
    clock_.take(event, time_s);
    reading = {clock_.bpm(time_s).value_or(0), std::nullopt, std::nullopt, time_s};
    if (clock_.running()) reading.beat = clock_.beat(time_s);
    held_changed = held_.take(event);
    held = held_.pitch_classes();
  }
  switch (event.kind) {
    case Kind::kClock:
      transport_.clock(reading);
      break;
    case Kind::kStart:
      transport_.roll(true, true);
      break;
    case Kind::kContinue:
      transport_.roll(true, false);
      break;
    case Kind::kStop:
      transport_.roll(false, false);
      break;
    case Kind::kControl:
      if (actions_.control) actions_.control(event.channel, event.number, event.value);
      break;
    default:
      break;
  }
  if (held_changed && actions_.held) actions_.held(held);
}

MidiInputStatus MidiInput::status(double now_s) const {
  const std::lock_guard lock(mutex_);
  return {clock_.running(), clock_.bpm(now_s), clock_.beat(now_s), held_.pitch_classes(),
          messages_};
}

}  // namespace continuo
