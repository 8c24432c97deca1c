// Bars and beats for JACK's transport: what its tempo master says in each block.
#pragma once

#include <jack/transport.h>

#include <cstdint>

#include "rt/message_ring.h"

namespace continuo {

// A tempo as JACK counts it: a beat is a note of the metre's unit.
struct JackTempo {
  double bpm = 120;  // quarter notes a minute
  int beats = 4;     // of a bar
  int unit = 4;
};

// Tempo changes keep the phase; a new metre begins a bar. Belongs to JACK's thread but for `changes`.
struct JackTimebase {
  MessageRing<JackTempo, 16> changes;  // from the control thread
  JackTempo tempo;
  // The tempo holds from here on.
  double anchor_frame = 0;
  double anchor_quarters = 0;  // of its bar
  int64_t anchor_bar = 0;

  // Writes the bar, beat and tick of pos.frame. `moved`: somebody has put the transport elsewhere;
  // then the tempo counts from the song's beginning.
  void describe(jack_position_t& pos, bool moved) noexcept;
};

// JACK's callback: `user` is the JackTimebase. Thread: audio.
void describe_position(jack_transport_state_t state, jack_nframes_t frames, jack_position_t* pos,
                       int moved, void* user);

}  // namespace continuo
