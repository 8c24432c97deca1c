// JACK's transport: a play head that several programs share. Follows it, or leads its tempo.
#pragma once

#include <jack/transport.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "live/transport_follower.h"
#include "score/metre.h"

namespace continuo {

struct JackReading {
  bool rolling = false;
  uint64_t frame = 0;
  int rate_hz = 0;
  // Where a tempo master says so:
  std::optional<double> bpm;  // quarter notes a minute
  Metre metre;
  int64_t bar = 0;    // from 0
  double beat = 0;    // quarter notes since its bar line
  double time_s = 0;  // when `frame` was played, on std::chrono::steady_clock
};

// What JACK says, which other programs may have filled with anything: a tempo and a bar only where
// they can be.
JackReading reading_of(jack_transport_state_t state, const jack_position_t& position);

// Its beat, for a performance to follow; without a tempo where no master tells one.
ClockReading clock_of(const JackReading& reading);

// Thread: control, but for what says otherwise.
class JackTransport {
 public:
  // Nothing, and nothing said, where no JACK server runs; starts none.
  static std::unique_ptr<JackTransport> open();
  ~JackTransport();
  JackTransport(const JackTransport&) = delete;
  JackTransport& operator=(const JackTransport&) = delete;

  JackReading read() const;  // thread: any
  void roll(bool rolling);
  void locate(uint64_t frame);

  // Becomes the tempo master; false where another program is and `by_force` is not set.
  bool lead(bool by_force);
  void follow();  // is it no longer
  // Heard by others while it leads.
  void set_tempo(double bpm, Metre metre);

  // Whether the server has ended. Thread: any.
  bool gone() const;

  // From now on calls the actions, on a thread of its own, as others move the transport. Once.
  void on_change(TransportActions actions);

 private:
  struct Impl;
  explicit JackTransport(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What changed between two readings, as calls of the follower. Pure.
void follow_reading(TransportFollower& follower, const JackReading& before, const JackReading& now);

}  // namespace continuo
