// Sound and MIDI devices as pages see and choose them.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json_fields.h"
#include "live/session.h"

namespace continuo {

struct SoundOutput {
  std::string name;
  std::string system;  // "ALSA", "JACK", ...
  bool usual = false;  // what is taken where no name is given
};

struct SoundInUse {
  std::string name;
  std::string system;
  double latency_ms = 0;
};

struct MidiState {
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::optional<std::string> input;   // in use
  std::optional<std::string> output;  // likewise
  bool follow_clock = true;           // beat, start and stop come from the input
  bool follow_jack = false;           // or from JACK's transport, before the input's
  bool follow_notes = false;          // what is held on the input sets the key
  bool send_clock = true;             // and go to the output
  bool send_notes = true;
};

// What MIDI asks of the performance, on threads of its own.
struct DeviceActions {
  std::function<void(bool from_the_start)> play;
  std::function<void()> pause;
  std::function<void(const ClockReading& reading)> clock;  // without a tempo: it has ended
  // Every controller that moves. Channel 0..15.
  std::function<void(int channel, int controller, int value)> control;
  // What is held, C first, whenever it changes.
  std::function<void(std::bitset<12> held)> held;
};

// Thread: any.
class LiveDevices {
 public:
  virtual ~LiveDevices() = default;
  // What is joined is called until something else is, and not once that has returned.
  virtual void join(DeviceActions actions) = 0;
  // Thread: the performance's. Returns at once.
  virtual void on_chunk(const Chunk& chunk) = 0;
  virtual void on_transport(Transport transport) = 0;

  virtual std::vector<SoundOutput> outputs() = 0;
  // Returns at once, as do the next three.
  virtual std::optional<SoundInUse> in_use() = 0;
  virtual uint64_t underruns() = 0;  // of devices that are heard
  // Times that the performance was late where no device is in use: pages wait, and lose nothing.
  virtual uint64_t late() = 0;
  virtual std::string trouble() = 0;  // the latest, empty where there is none
  // None: sound goes to pages alone; an empty name: the usual. Throws Error(kMissing) for a name that there is not, Error(kIo)
  // where it cannot be opened.
  virtual void use(const std::optional<std::string>& name) = 0;
  virtual MidiState midi() = 0;
  // Sets what is in use; the lists are of no meaning. Errors as above.
  virtual void use_midi(const MidiState& wanted) = 0;
};

// A machine without any.
class NoDevices : public LiveDevices {
 public:
  void join(DeviceActions) override {}
  void on_chunk(const Chunk&) override {}
  void on_transport(Transport) override {}
  std::vector<SoundOutput> outputs() override { return {}; }
  std::optional<SoundInUse> in_use() override { return std::nullopt; }
  uint64_t underruns() override { return 0; }
  uint64_t late() override { return 0; }
  std::string trouble() override { return {}; }
  void use(const std::optional<std::string>& name) override {
    if (name) fail(ErrorKind::kMissing, "device", "{}: there are no sound devices here.", *name);
  }
  MidiState midi() override { return {}; }
  void use_midi(const MidiState& wanted) override {
    if (wanted.input || wanted.output || wanted.follow_jack)
      fail(ErrorKind::kMissing, "midi", "there are no MIDI ports here, and no JACK.");
  }
};

// "off" or "key"; throws Error(kInput) for another word.
std::string_view follow_notes_name(bool follows);
bool parse_follow_notes(std::string_view name);

Json devices_json(const std::vector<SoundOutput>& outputs);
Json in_use_json(const std::optional<SoundInUse>& device);  // null where there is none
Json midi_json(const MidiState& ports);
// {"input":NAME|null,"output":NAME|null,"followClock":true,"followJack":false,"followNotes":"off"|"key",
// "sendClock":true,"sendNotes":true}; absent fields stay.
// Throws Error(kInput).
MidiState midi_from_json(const Json& json, const MidiState& base);

}  // namespace continuo
