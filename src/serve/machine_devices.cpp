#include "serve/machine_devices.h"

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "dsp/stereo.h"
#include "live/audio_device.h"

namespace continuo {

namespace {

constexpr size_t kRingFrames = 16384;
constexpr std::chrono::milliseconds kLookEvery{200};
constexpr const char* kJack = "jack";
constexpr const char* kNobody = "null";  // the device that only keeps the time

OutputWish wish_for(const std::optional<std::string>& name) {
  OutputWish wish;
  wish.device = name.value_or(kNobody);
  return wish;
}

}  // namespace

MachineDevices::MachineDevices() : ring_(kRingFrames), output_(ring_, wish_for(std::nullopt)) {
  look();
  thread_ = std::thread([this] { watch(); });
}

MachineDevices::~MachineDevices() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ended_changed_.notify_all();
  thread_.join();
  end_midi();
}

// The output's own status may wait for a device that opens; what is asked for often must not.
void MachineDevices::look() {
  AudioStatus status = output_.status();
  const std::lock_guard lock(mutex_);
  // What happened since the last look is the device's that was in use.
  const uint64_t underruns = ring_.underruns();
  if (status_.api != kNobody) heard_ += underruns - counted_;
  counted_ = underruns;
  status_ = std::move(status);
}

void MachineDevices::watch() {
  std::unique_lock lock(mutex_);
  while (!ended_changed_.wait_for(lock, kLookEvery, [this] { return ended_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

void MachineDevices::join(DeviceActions actions) {
  const std::lock_guard lock(actions_mutex_);
  actions_ = std::move(actions);
}

void MachineDevices::on_chunk(const Chunk& chunk) {
  std::shared_ptr<MidiPerformer> performer;
  double latency_ms = 0;
  {
    const std::lock_guard lock(performer_mutex_);
    performer = performer_;
  }
  if (!performer) return;
  {
    const std::lock_guard lock(mutex_);
    latency_ms = status_.latency_ms;
  }
  // The chunk's first frame is behind what waited before it was written.
  const double waiting_s =
      (static_cast<double>(ring_.readable_frames()) - static_cast<double>(chunk.audio.size() / 2)) /
      kSampleRateHz;
  const std::chrono::duration<double> until(std::max(0.0, waiting_s) + latency_ms / 1000);
  performer->on_chunk(chunk,
                      std::chrono::steady_clock::now() +
                          std::chrono::duration_cast<std::chrono::steady_clock::duration>(until));
}

void MachineDevices::on_transport(Transport transport) {
  std::shared_ptr<MidiPerformer> performer;
  {
    const std::lock_guard lock(performer_mutex_);
    performer = performer_;
  }
  if (performer) performer->transport(transport);
}

std::vector<SoundOutput> MachineDevices::outputs() {
  const std::vector<AudioDevice> devices = list_audio_devices();
  const AudioDevice& usual = choose_audio_device(devices, "");
  std::vector<SoundOutput> outputs;
  for (const AudioDevice& device : devices) {
    if (device.api != kNobody)
      outputs.push_back({printable(device.text()), device.api, &device == &usual});
  }
  return outputs;
}

std::optional<SoundInUse> MachineDevices::in_use() {
  const std::lock_guard lock(mutex_);
  if (status_.api == kNobody) return std::nullopt;
  return SoundInUse{printable(status_.api + ":" + status_.name), status_.api, status_.latency_ms};
}

double MachineDevices::latency_s() {
  const std::lock_guard lock(mutex_);
  return status_.api == kNobody ? 0 : status_.latency_ms / 1000;
}

uint64_t MachineDevices::underruns() {
  const std::lock_guard lock(mutex_);
  return heard_;
}

uint64_t MachineDevices::late() {
  const std::lock_guard lock(mutex_);
  return counted_ - heard_;
}

std::string MachineDevices::trouble() {
  const std::lock_guard lock(mutex_);
  return status_.trouble;
}

void MachineDevices::use(const std::optional<std::string>& name) {
  const std::lock_guard lock(choosing_);
  try {
    output_.use(wish_for(name));
  } catch (...) {
    look();
    throw;
  }
  look();
}

MidiState MachineDevices::midi() {
  const MidiPorts ports = list_midi_ports();
  const std::lock_guard lock(mutex_);
  MidiState state = midi_;
  for (const MidiPort& port : ports.ports)
    (port.input ? state.inputs : state.outputs).push_back(printable(port.text()));
  return state;
}

void MachineDevices::end_midi() {
  in_.reset();
  jack_.reset();
  std::shared_ptr<MidiPerformer> performer;
  {
    const std::lock_guard lock(performer_mutex_);
    performer.swap(performer_);
  }
  // The performance's thread may hold it for the length of a call, and must not be the one that
  // waits for its end.
  while (performer && performer.use_count() > 1)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void MachineDevices::follow_jack(TransportActions actions) {
  jack_ = JackTransport::open();
  if (!jack_) {
    fail(ErrorKind::kMissing, "midi",
         "followJack: expected a JACK server, found none. Start one, or PipeWire's.");
  }
  actions.clock = [this, tell = std::move(actions.clock)](ClockReading reading) {
    {
      // What others play through JACK now is heard as much later as what we do.
      const std::lock_guard lock(mutex_);
      if (status_.api == kJack) reading.time_s += status_.latency_ms / 1000;
    }
    tell(reading);
  };
  jack_->on_change(std::move(actions));
}

void MachineDevices::use_midi(const MidiState& wanted) {
  const std::lock_guard choosing(choosing_);
  end_midi();  // first: a port may be its own successor
  MidiState now;
  now.follow_clock = wanted.follow_clock;
  now.follow_notes = wanted.follow_notes;
  now.send_clock = wanted.send_clock;
  now.send_notes = wanted.send_notes;
  const auto publish = [&] {
    const std::lock_guard lock(mutex_);
    midi_ = now;
  };
  publish();
  const auto act = [this](auto member, auto... arguments) {
    const std::lock_guard lock(actions_mutex_);
    if (actions_.*member) (actions_.*member)(arguments...);
  };
  if (wanted.output) {
    const auto out = std::make_shared<MidiOut>(*wanted.output);
    now.output = out->name();
    auto performer = std::make_shared<MidiPerformer>(
        [out](std::span<const uint8_t> message) { out->send(message); },
        MidiPerformer::Options{.notes = wanted.send_notes, .clock = wanted.send_clock});
    const std::lock_guard lock(performer_mutex_);
    performer_ = std::move(performer);
  }
  publish();
  // Who no longer follows has no clock; who follows another one begins without any.
  act(&DeviceActions::clock, ClockReading{});
  TransportActions transport;
  transport.play = [act](bool start) { act(&DeviceActions::play, start); };
  transport.pause = [act] { act(&DeviceActions::pause); };
  transport.clock = [act](const ClockReading& reading) { act(&DeviceActions::clock, reading); };
  if (wanted.follow_jack) {
    follow_jack(transport);
    now.follow_jack = true;
    publish();
  }
  if (wanted.input) {
    MidiInputActions actions;
    if (wanted.follow_clock && !wanted.follow_jack) actions.transport = transport;
    if (wanted.follow_notes)
      actions.held = [act](std::bitset<12> held) { act(&DeviceActions::held, held); };
    actions.control = [act](int channel, int controller, int value) {
      act(&DeviceActions::control, channel, controller, value);
    };
    const auto meaning = std::make_shared<MidiInput>(std::move(actions));
    in_ = std::make_unique<MidiIn>(*wanted.input, [meaning](const MidiEvent& event, double time_s) {
      meaning->take(event, time_s);
    });
    now.input = in_->name();
  }
  publish();
}

}  // namespace continuo
