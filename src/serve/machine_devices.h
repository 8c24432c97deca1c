// The sound and MIDI devices of this machine, between the performance and whoever chooses them.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "live/audio_output.h"
#include "live/jack_transport.h"
#include "live/midi_input.h"
#include "live/midi_performer.h"
#include "live/midi_ports.h"
#include "rt/sample_ring.h"
#include "serve/live_devices.h"

namespace continuo {

class MachineDevices final : public LiveDevices {
 public:
  MachineDevices();  // none in use
  ~MachineDevices() override;

  // For SessionOptions: it is read in time whatever becomes of the device.
  SampleRing& ring() { return ring_; }
  // From there to the ear; 0 where no device is in use. Returns at once.
  double latency_s();

  void join(DeviceActions actions) override;
  void on_chunk(const Chunk& chunk) override;
  void on_transport(Transport transport) override;
  std::vector<SoundOutput> outputs() override;
  std::optional<SoundInUse> in_use() override;
  uint64_t underruns() override;
  uint64_t late() override;
  std::string trouble() override;
  void use(const std::optional<std::string>& name) override;
  MidiState midi() override;
  void use_midi(const MidiState& wanted) override;

 private:
  void look();
  void watch();
  void end_midi();
  void follow_jack(TransportActions actions);

  SampleRing ring_;
  std::mutex choosing_;  // one chooses at a time
  AudioOutput output_;

  std::mutex mutex_;  // of what follows; held for moments
  std::condition_variable ended_changed_;
  bool ended_ = false;
  AudioStatus status_;
  uint64_t counted_ = 0;  // of the ring's underruns
  uint64_t heard_ = 0;    // of those, with a device in use
  MidiState midi_;

  std::mutex actions_mutex_;  // held while one is called: what is joined may go once it has joined
  DeviceActions actions_;     // nothing in its place

  std::mutex performer_mutex_;  // taken on the performance's thread: only for the call
  std::shared_ptr<MidiPerformer> performer_;
  std::unique_ptr<MidiIn> in_;
  std::unique_ptr<JackTransport> jack_;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace continuo
