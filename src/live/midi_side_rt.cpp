// What a MIDI thread does with a message: reads it and hands it on.

#include "live/midi_side_rt.h"

namespace continuo {

void take_midi_message(double since_last_s, std::vector<unsigned char>* message,
                       void* user) noexcept {
  MidiSide& side = *static_cast<MidiSide*>(user);
  side.time_s += since_last_s;
  const std::optional<MidiEvent> event = parse_midi_event({message->data(), message->size()});
  if (event && !side.ring.push({side.time_s, *event}))
    side.lost.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace continuo
