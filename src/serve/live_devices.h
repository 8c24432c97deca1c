// Sound and MIDI devices as pages see and choose them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json_fields.h"

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
  bool operator==(const SoundInUse&) const = default;
};

struct MidiPorts {
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::optional<std::string> input;   // in use
  std::optional<std::string> output;  // likewise
  bool follow_clock = false;          // tempo, start and stop come from the input
  bool send_clock = false;            // and go to the output
};

// Thread: any.
class LiveDevices {
 public:
  virtual ~LiveDevices() = default;
  virtual std::vector<SoundOutput> outputs() = 0;
  virtual std::optional<SoundInUse> in_use() = 0;
  // None: sound goes to pages alone. Throws Error(kMissing) for a name that there is not, Error(kIo)
  // where it cannot be opened.
  virtual void use(const std::optional<std::string>& name) = 0;
  virtual uint64_t underruns() = 0;
  virtual MidiPorts midi() = 0;
  // Sets what is in use; the lists are of no meaning. Errors as above.
  virtual void use_midi(const MidiPorts& ports) = 0;
};

// A machine without any.
class NoDevices final : public LiveDevices {
 public:
  std::vector<SoundOutput> outputs() override { return {}; }
  std::optional<SoundInUse> in_use() override { return std::nullopt; }
  void use(const std::optional<std::string>& name) override {
    if (name) fail(ErrorKind::kMissing, "device", "{}: there are no sound devices here.", *name);
  }
  uint64_t underruns() override { return 0; }
  MidiPorts midi() override { return {}; }
  void use_midi(const MidiPorts& ports) override {
    if (ports.input || ports.output)
      fail(ErrorKind::kMissing, "midi", "there are no MIDI ports here.");
  }
};

Json devices_json(const std::vector<SoundOutput>& outputs);
Json in_use_json(const std::optional<SoundInUse>& device);  // null where there is none
Json midi_json(const MidiPorts& ports);
// {"input":NAME|null,"output":NAME|null,"followClock":false,"sendClock":false}; absent fields stay.
// Throws Error(kInput).
MidiPorts midi_from_json(const Json& json, const MidiPorts& base);

}  // namespace continuo
