#include "live/audio_device.h"

#include <RtAudio.h>

#include <algorithm>

#include "live/device_names.h"
#include "live/sound_libraries.h"

namespace continuo {

namespace {

AudioDevice described(const RtAudio::DeviceInfo& info, const std::string& api, unsigned index) {
  AudioDevice device;
  device.api = api;
  device.name = info.name;
  device.is_default = info.isDefaultOutput;
  device.busy = !info.probed;
  device.index = index;
  if (device.busy) return device;
  device.channels = static_cast<int>(info.outputChannels);
  for (const unsigned rate_hz : info.sampleRates)
    device.rates_hz.push_back(static_cast<int>(rate_hz));
  return device;
}

// An API that is out of order has no devices; that is no reason to lose the others.
void list_of(RtAudio::Api api, std::vector<AudioDevice>& devices) {
  try {
    RtAudio audio(api);
    audio.showWarnings(false);
    const unsigned count = audio.getDeviceCount();
    for (unsigned i = 0; i < count; ++i) {
      const RtAudio::DeviceInfo info = audio.getDeviceInfo(i);
      if (info.probed && info.outputChannels == 0) continue;
      if (!info.probed && info.name.empty()) continue;
      devices.push_back(described(info, RtAudio::getApiName(api), i));
    }
  } catch (const RtAudioError&) {
  }
}

}  // namespace

std::vector<AudioDevice> list_audio_devices() {
  silence_sound_libraries();
  std::vector<RtAudio::Api> compiled;
  RtAudio::getCompiledApi(compiled);
  std::vector<AudioDevice> devices;
  for (const RtAudio::Api api : {RtAudio::UNIX_JACK, RtAudio::LINUX_PULSE, RtAudio::LINUX_ALSA,
                                 RtAudio::MACOSX_CORE, RtAudio::WINDOWS_WASAPI}) {
    if (std::find(compiled.begin(), compiled.end(), api) != compiled.end()) list_of(api, devices);
  }
  devices.push_back({"null", "no sound", true, false, 2, {48000}, 0});
  return devices;
}

const AudioDevice& choose_audio_device(std::span<const AudioDevice> devices,
                                       std::string_view wish) {
  if (wish.empty()) {
    const auto first = std::find_if(devices.begin(), devices.end(), [](const AudioDevice& device) {
      return device.is_default && !device.busy;
    });
    if (first != devices.end()) return *first;
  }
  std::vector<DeviceName> names;
  names.reserve(devices.size());
  for (const AudioDevice& device : devices) names.push_back({device.api, device.name});
  // The name of an API alone means its default device.
  for (const AudioDevice& device : devices) {
    if (device.is_default && device.api == wish) return device;
  }
  return devices[device_by_name(names, wish, "sound", "sound device")];
}

}  // namespace continuo
