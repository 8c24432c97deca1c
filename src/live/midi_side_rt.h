// All that the thread of a MIDI input may touch: with JACK it is an audio thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "live/midi_event.h"
#include "rt/message_ring.h"

namespace continuo {

struct MidiSide {
  struct Incoming {
    double time_s = 0;  // since the first message
    MidiEvent event;
  };
  MessageRing<Incoming, 1024> ring;
  std::atomic<uint64_t> lost{0};  // messages for which the ring had no room
  double time_s = 0;              // of the MIDI thread alone
};

// RtMidi's callback: `user` is the MidiSide. Thread: MIDI.
void take_midi_message(double since_last_s, std::vector<unsigned char>* message,
                       void* user) noexcept;

}  // namespace continuo
