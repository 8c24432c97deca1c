#include "live/held_notes.h"

namespace continuo {

bool HeldNotes::take(const MidiEvent& event) {
  const std::bitset<12> before = pitch_classes();
  const auto channel = static_cast<size_t>(event.channel & 15);
  const auto number = static_cast<size_t>(event.number & 127);
  switch (event.kind) {
    case MidiEvent::Kind::kNoteOn:
      fingers_[channel].set(number);
      break;
    case MidiEvent::Kind::kNoteOff:
      if (pedals_[channel] && fingers_[channel][number]) pedalled_[channel].set(number);
      fingers_[channel].reset(number);
      break;
    case MidiEvent::Kind::kControl:
      if (event.number == kMidiSustain) {
        pedals_.set(channel, event.value >= 64);
        if (event.value < 64) pedalled_[channel].reset();
      } else if (event.number == kMidiAllNotesOff || event.number == kMidiAllSoundOff) {
        fingers_[channel].reset();
        pedalled_[channel].reset();
      }
      break;
    default:
      break;
  }
  return pitch_classes() != before;
}

std::bitset<12> HeldNotes::pitch_classes() const {
  std::bitset<12> classes;
  for (size_t channel = 0; channel < 16; ++channel) {
    if (channel == kMidiDrumChannel) continue;  // drum keys are no pitches
    const std::bitset<128> held = fingers_[channel] | pedalled_[channel];
    for (size_t key = 0; key < 128; ++key) {
      if (held[key]) classes.set(key % 12);
    }
  }
  return classes;
}

}  // namespace continuo
