// What a clock from outside says at a moment: MIDI's, or JACK's transport.
#pragma once

#include <optional>

namespace continuo {

struct ClockReading {
  double bpm = 0;  // quarter notes a minute; 0: there is no clock
  // Quarter notes since the song's beginning; nothing while it stands.
  std::optional<double> beat;
  // Quarter notes since its bar line, where it has any: else a bar line lies at the beginning.
  std::optional<double> in_bar;
  double time_s = 0;  // when, on std::chrono::steady_clock
};

// How well a performance keeps step with the clock that it follows.
struct ClockStep {
  double bpm = 0;
  bool locked = false;  // beats fall together
  double error_ms = 0;  // by which ours comes late; less than 0: early
  bool operator==(const ClockStep&) const = default;
};

}  // namespace continuo
