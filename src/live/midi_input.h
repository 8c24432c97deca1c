// What comes in by MIDI, and what it means: clock and transport, controllers, and held notes.
#pragma once

#include <bitset>
#include <functional>
#include <mutex>
#include <optional>

#include "live/held_notes.h"
#include "live/midi_clock.h"
#include "live/transport_follower.h"

namespace continuo {

struct MidiInputActions {
  TransportActions transport;
  // Every controller that moves, for whoever learns or has learned it. Channel 0..15.
  std::function<void(int channel, int controller, int value)> control;
  // A harmony that is played, C first. Called when it changes.
  std::function<void(std::bitset<12> pitch_classes)> held;
};

struct MidiInputStatus {
  bool running = false;
  std::optional<double> bpm;  // of a clock that comes in
  double beat = 0;            // quarter notes since the song's beginning
  std::bitset<12> held_pitch_classes;
  uint64_t messages = 0;
};

class MidiInput {
 public:
  // Actions are called on the thread that calls take(); they must not wait long.
  explicit MidiInput(MidiInputActions actions);

  // As MidiIn hands them on.
  void take(const MidiEvent& event, double time_s);
  // Thread: any.
  MidiInputStatus status(double now_s) const;

 private:
  MidiInputActions actions_;
  TransportFollower transport_;
  mutable std::mutex mutex_;  // guards what follows
  MidiClockFollower clock_;
  HeldNotes held_;
  uint64_t messages_ = 0;
};

}  // namespace continuo
