// Where the sound goes: the device that was asked for, and if it is lost, on without being heard.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "live/audio_stream.h"
#include "live/null_device.h"

namespace continuo {

class SampleRing;

struct OutputWish {
  std::string device;      // as choose_audio_device() takes it; empty: the default
  int block_frames = 256;  // 32..4096; the device may have another
};

struct AudioStatus {
  std::string api;
  std::string name;
  int rate_hz = 0;
  int block_frames = 0;
  double latency_ms = 0;  // from the ring to the ear, as far as it is known
  uint64_t xruns = 0;     // that the device told of
  uint64_t frames = 0;    // that it has taken
  std::string trouble;    // why it is the null device where another was asked for
};

// Always reads the ring in time: music goes on whatever becomes of the device.
class AudioOutput {
 public:
  // The ring must outlive it. Throws as use() does. Thread: control.
  AudioOutput(SampleRing& ring, const OutputWish& wish);
  ~AudioOutput();
  AudioOutput(const AudioOutput&) = delete;
  AudioOutput& operator=(const AudioOutput&) = delete;

  // Changes over to another device. Throws Error(kMissing) or Error(kInput) for names that mean no
  // device, and stays with the one that it has; Error(kIo) for a device that does not open: then
  // sound goes on to the null device. Thread: control.
  void use(const OutputWish& wish);
  // Thread: any; may wait while a device opens.
  AudioStatus status() const;

 private:
  void watch();
  void play_to_nobody(const std::string& trouble);

  SampleRing& ring_;
  mutable std::mutex mutex_;
  std::condition_variable ended_changed_;
  bool ended_ = false;
  AudioDevice device_;
  int block_frames_ = 256;
  std::unique_ptr<AudioStream> stream_;  // one of the two is there
  std::unique_ptr<NullDevice> null_;
  std::string trouble_;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
