// The sound devices of this machine, by name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

struct AudioDevice {
  std::string api;  // "jack", "pulse", "alsa", or "null"
  std::string name;
  bool is_default = false;  // of its API
  bool busy = false;        // another program holds it; nothing more is known of it
  int channels = 0;         // at most
  std::vector<int> rates_hz;
  unsigned index = 0;  // what RtAudio calls it
  std::string text() const { return api + ":" + name; }
};

// Devices that play, in the order in which they are preferred: JACK, where its server runs,
// PulseAudio (or PipeWire in its place), ALSA, and last the null device, which every machine has.
std::vector<AudioDevice> list_audio_devices();

// The device that `wish` names as live/device_names.h says; an empty one the default device of the
// first API that has any. Throws Error(kMissing) or Error(kInput) with a list of what there is.
const AudioDevice& choose_audio_device(std::span<const AudioDevice> devices, std::string_view wish);

}  // namespace continuo
