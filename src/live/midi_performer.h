// Plays a performance on MIDI instruments: its notes and its beat, when they are heard.
#pragma once

#include <array>
#include <bitset>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "live/heard_clock.h"
#include "live/midi_clock_out.h"
#include "live/midi_notes_out.h"
#include "live/session.h"

namespace continuo {

class MidiPerformer {
 public:
  struct Options {
    bool notes = true;
    bool clock = true;
  };
  using Send = std::function<void(std::span<const uint8_t> message)>;

  // `send` is called on the performer's thread, one message at a time.
  MidiPerformer(Send send, const Options& options);
  ~MidiPerformer();  // after a last stop: no note hangs
  MidiPerformer(const MidiPerformer&) = delete;
  MidiPerformer& operator=(const MidiPerformer&) = delete;

  // `heard_at` is when the chunk's first sample frame is heard: now, and what waits in the ring,
  // and the device's latency. Returns at once. Thread: the session's.
  void on_chunk(const Chunk& chunk, std::chrono::steady_clock::time_point heard_at);
  // After the last chunk before a pause or a stop: what was not heard yet is not played, and no note
  // goes on. Thread: any.
  void transport(Transport transport);

 private:
  void play();
  void hush();
  void forget_all();
  void note_sent(const MidiMessage& message);

  const Send send_;
  const Options options_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  HeardClock heard_;
  MidiNotesOut notes_;
  MidiClockOut clock_;
  std::vector<TimedMidi> timed_;
  uint64_t position_ = 0;                        // after the last chunk
  std::multimap<double, MidiMessage> due_;       // by the time in seconds
  double last_due_s_ = 0;                        // what comes later is never due before
  std::array<std::bitset<128>, 16> sounding_{};  // as the instruments were told
  bool clock_sent_ = false;                      // they were told to run
  bool ended_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
