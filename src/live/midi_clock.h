// The beat of another machine, out of its MIDI clock: 24 messages a quarter note.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "live/midi_event.h"

namespace continuo {

inline constexpr int kMidiClocksPerQuarter = 24;
inline constexpr int kMidiClocksPerSixteenth = 6;

// Fits a line through the latest messages (about two seconds of them), so that what cables,
// schedulers and USB do to each is averaged away; where the tempo changes by more than their
// scatter explains, only the latest count. Pure: times are given, in seconds of any steady clock.
class MidiClockFollower {
 public:
  // Messages that are not about the beat are left alone.
  void take(const MidiEvent& event, double time_s);

  bool running() const { return running_; }  // between start or continue, and stop
  // Quarter notes a minute; nothing until enough has been heard, nor a second after the last.
  std::optional<double> bpm(double now_s) const;
  // Quarter notes since the song's beginning; smooth while it runs, and still while it does not.
  double beat(double now_s) const;

 private:
  struct Tick {
    int64_t number = 0;  // goes on whatever the transport does
    double time_s = 0;
  };
  struct Line {
    double time_s = 0;    // of the latest tick, as the others say
    double period_s = 0;  // from tick to tick
    double scatter_s = 0;
  };

  void tick(double time_s);
  void follow_tempo_changes();
  void forget_all_but(size_t latest);
  Line fit(size_t latest) const;

  std::deque<Tick> ticks_;
  std::optional<Line> line_;
  double period_s_ = 0;         // the latest that is sure; 0: none
  int differing_ = 0;           // ticks in a row after which the tempo seemed another
  double usual_scatter_s_ = 0;  // of ticks about their line
  int64_t next_number_ = 0;
  int64_t song_begins_ = 0;    // the number of the tick on which the song's beat 0 would lie
  int64_t song_position_ = 0;  // in ticks, for when it runs again
  bool running_ = false;
};

}  // namespace continuo
