// MIDI ports of this machine, by name, and messages through them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "live/midi_event.h"

namespace continuo {

struct MidiPort {
  std::string api;  // "alsa" or "jack"
  std::string name;
  bool input = false;  // messages come from it; otherwise they go to it
  std::string text() const { return api + ":" + name; }
};

struct MidiPorts {
  std::vector<MidiPort> ports;
  // APIs that work here; where there is none, `why_none` says what is missing.
  std::vector<std::string> apis;
  std::string why_none;
};

MidiPorts list_midi_ports();

// As a wish for a port: one that this program makes itself, for others to connect to.
inline constexpr std::string_view kVirtualPort = "virtual";

// Messages from a port, in order, on a thread of its own.
class MidiIn {
 public:
  // When a message came: seconds on std::chrono::steady_clock, by the clock of the API, which is
  // steadier than the moment of reading.
  using Taken = std::function<void(const MidiEvent& event, double time_s)>;

  // `wish` as live/device_names.h says, or kVirtualPort. Throws Error(kMissing) or Error(kInput)
  // with a list of what there is, Error(kIo) where the port does not open.
  MidiIn(const std::string& wish, Taken taken);
  ~MidiIn();
  MidiIn(const MidiIn&) = delete;
  MidiIn& operator=(const MidiIn&) = delete;

  const std::string& name() const;
  uint64_t lost() const;  // messages that came faster than they were taken

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Messages to a port. Belongs to one thread.
class MidiOut {
 public:
  // As MidiIn.
  explicit MidiOut(const std::string& wish);
  ~MidiOut();
  MidiOut(const MidiOut&) = delete;
  MidiOut& operator=(const MidiOut&) = delete;

  const std::string& name() const;
  void send(std::span<const uint8_t> message);
  // What went wrong last; empty where nothing did. Thread: any.
  std::string trouble() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace continuo
