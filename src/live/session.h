// A live performance on threads of its own: steered from any thread, heard in chunks.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsp/stereo.h"
#include "live/clock_reading.h"
#include "live/controls.h"
#include "live/heard.h"
#include "live/kept_take.h"
#include "live/live_engine.h"
#include "score/plan.h"

namespace continuo {

class SampleRing;  // rt/sample_ring.h

enum class Transport { kStopped, kPlaying, kPaused };
std::string_view transport_name(Transport transport);  // "stopped", "playing", "paused"

// What a session tells of itself.
struct SessionStatus {
  Transport transport = Transport::kStopped;
  Controls controls;                   // as asked
  Plan plan;                           // in force: what the prompts and controls came to
  std::vector<double> plan_levels_db;  // of plan.parts, as blended
  uint64_t position = 0;               // sample frames rendered
  int64_t bar = 0;                     // being rendered
  double beat = 0;                     // quarter notes since its bar line
  uint64_t generation = 0;             // counts changes of plan or controls in force
  // Of the time that sound lasts, the share spent on making it; over the last second.
  double load = 0;
  double control_ms = 0;           // of the last change: from set() to its first sample rendered
  uint64_t missed_bars = 0;        // that the band filled for a writer that was late
  uint64_t late_chunks = 0;        // that were not ready when their time had come
  double peak_db = -100;           // over the last 100 ms rendered
  double loudness_db = -100;       // root mean square of the last 0.4 s
  std::optional<ClockStep> clock;  // that is followed
  std::string
      warning;  // the latest, empty where there is none: a prompt that could not be read, ...
};

struct SessionOptions {
  // Chunks of this many sample frames go to on_chunk, at most this far ahead of the clock.
  size_t chunk_frames = 960;  // 20 ms
  double lead_s = 0.06;
  // Where given, sound goes through it to a device, whose pace is the session's then; it is kept at
  // least lead_s full, and must outlive the session.
  SampleRing* ring = nullptr;
  // From the ring, or from the moment that a chunk's time has come, to the ear; asked for each chunk,
  // and absent where nobody knows.
  std::function<double()> latency_s;
  double keep_s = 300;  // of the past that can be kept
};

class LiveSession {
 public:
  // on_chunk is called on the session's thread and must not block; chunks come while it plays only.
  // The engine must outlive the session.
  LiveSession(LiveEngine& engine, const Controls& controls, const SessionOptions& options,
              std::function<void(const Chunk&)> on_chunk);
  ~LiveSession();  // ends the threads; no chunk comes afterwards
  LiveSession(const LiveSession&) = delete;
  LiveSession& operator=(const LiveSession&) = delete;

  // All of these return at once. Thread: any.
  void set(const Controls& controls, When when);  // the newest set counts
  void play();
  void pause();  // within the fade of 10 ms; play() goes on where it was
  void stop();   // forgets the music so far; controls stay, and play() begins anew
  void reset();  // the same without a pause: the music begins anew at once
  // Keeps step with a clock from outside, MIDI's or JACK's, in place of the controls' tempo: what is
  // heard when the reading was taken lies on its beat. Called with each reading; one without a tempo
  // ends it.
  void follow_clock(const ClockReading& reading);

  SessionStatus status() const;
  // The whole bars of the last `seconds`, the one that plays among them. Throws Error(kUsage) where
  // nothing has played.
  KeptTake keep(double seconds) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace continuo
