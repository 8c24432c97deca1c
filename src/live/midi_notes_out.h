// The notes of a performance as MIDI messages, each with its end.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "live/heard.h"
#include "live/midi_event.h"

namespace continuo {

// Parts take channels as they come, drums the tenth; where more than fifteen play, the one that was
// silent for longest gives its channel away. Pure. Belongs to one thread.
class MidiNotesOut {
 public:
  // What falls into a chunk is appended to `out`, in order: the notes that begin in it, the ends of
  // those that sound, and a program change where a part takes a channel.
  void chunk(uint64_t position, size_t frames, std::span<const HeardNote> notes,
             std::vector<TimedMidi>& out);
  // Ends all notes, and tells each channel in use to be silent.
  void silence(uint64_t position, std::vector<TimedMidi>& out);

 private:
  struct Key {
    int channel = 0;
    int pitch = 0;
    auto operator<=>(const Key&) const = default;
  };

  int channel_of(int program, uint64_t position, std::vector<TimedMidi>& out);
  void end_notes_until(uint64_t position, std::vector<TimedMidi>& out);
  void end_channel(int channel, uint64_t position, std::vector<TimedMidi>& out);
  void begin(const HeardNote& note, uint64_t position, std::vector<TimedMidi>& out);

  std::map<int, int> channels_;  // of programs
  std::array<uint64_t, 16> used_last_{};
  std::map<Key, uint64_t> ends_;  // of the notes that sound
};

}  // namespace continuo
