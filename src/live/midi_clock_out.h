// The performance's beat as MIDI clock: 24 messages a quarter note, start, continue and stop.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "live/heard.h"
#include "live/midi_event.h"

namespace continuo {

// Every message lies on the sample frame where its beat lies. Pure. Belongs to one thread.
class MidiClockOut {
 public:
  // What falls into a chunk is appended to `out`, in order. The first after a pause continues, the
  // first after a stop starts; a bar line that goes back in number starts anew.
  void chunk(uint64_t position, size_t frames, std::span<const HeardBar> bars,
             std::vector<TimedMidi>& out);
  // Between chunks.
  void pause(uint64_t position, std::vector<TimedMidi>& out);
  void stop(uint64_t position, std::vector<TimedMidi>& out);

 private:
  void run(uint64_t position, std::vector<TimedMidi>& out);
  void begin_bar(const HeardBar& bar, std::vector<TimedMidi>& out);
  void ticks_until(uint64_t position, std::vector<TimedMidi>& out);
  uint64_t next_position() const;

  bool running_ = false;
  bool from_the_start_ = true;
  bool in_bar_ = false;
  int64_t number_ = 0;       // of the bar
  uint64_t anchor_ = 0;      // from which the ticks to come are spread
  int64_t anchor_tick_ = 0;  // which one lies there
  uint64_t end_ = 0;         // of the bar
  int64_t ticks_ = 0;        // of the bar
  int64_t next_tick_ = 0;
  uint64_t last_position_ = 0;  // of the latest tick
};

}  // namespace continuo
