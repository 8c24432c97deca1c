// A device that plays a ring, through RtAudio.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "live/audio_device.h"

namespace continuo {

class SampleRing;

// Opened and playing for as long as it lives. Belongs to one thread.
class AudioStream {
 public:
  // Throws Error(kIo) with what the API says where the device does not open.
  AudioStream(SampleRing& ring, const AudioDevice& device, int block_frames);
  ~AudioStream();
  AudioStream(const AudioStream&) = delete;
  AudioStream& operator=(const AudioStream&) = delete;

  int rate_hz() const;
  int block_frames() const;
  // From the ring to the device's end, as far as the API knows it.
  double latency_ms();
  uint64_t xruns() const;
  uint64_t frames() const;

  // To be asked some times a second. What became of the device, once it plays no more: it was
  // unplugged, its server ended, or it takes no more blocks. Lets the audio thread go before others
  // once the device has shown that it keeps its time.
  std::optional<std::string> lost();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace continuo
