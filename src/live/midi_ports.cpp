#include "live/midi_ports.h"

#include <RtMidi.h>
#include <alsa/asoundlib.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include "base/error.h"
#include "base/text.h"
#include "live/device_names.h"
#include "live/jack_library.h"
#include "live/midi_side_rt.h"
#include "live/sound_libraries.h"

namespace continuo {

namespace {

constexpr const char* kClient = "continuo";
constexpr std::chrono::milliseconds kReadEvery{2};

bool alsa_sequencer_runs() {
  snd_seq_t* sequencer = nullptr;
  if (snd_seq_open(&sequencer, "default", SND_SEQ_OPEN_DUPLEX, SND_SEQ_NONBLOCK) < 0) return false;
  snd_seq_close(sequencer);
  return true;
}

// RtMidi complains on standard error where an API is not there, so that it is asked for only where
// it is.
bool runs(RtMidi::Api api) {
  switch (api) {
    case RtMidi::LINUX_ALSA:
      return alsa_sequencer_runs();
    case RtMidi::UNIX_JACK:
      return jack_server_runs();
    case RtMidi::MACOSX_CORE:
    case RtMidi::WINDOWS_MM:
      return true;
    default:
      return false;
  }
}

std::vector<RtMidi::Api> running_apis() {
  silence_sound_libraries();
  std::vector<RtMidi::Api> compiled;
  RtMidi::getCompiledApi(compiled);
  std::vector<RtMidi::Api> found;
  for (const RtMidi::Api api : compiled) {
    if (runs(api)) found.push_back(api);
  }
  return found;
}

std::string none_text() {
  return "MIDI: expected the ALSA sequencer (the kernel module snd-seq) or a JACK server, found "
         "neither.";
}

// What RtMidi tells of, kept instead of printed.
struct Troubles {
  mutable std::mutex mutex;
  std::string last;
  static void note(RtMidiError::Type type, const std::string& text, void* user) {
    if (type == RtMidiError::DEBUG_WARNING) return;
    auto& troubles = *static_cast<Troubles*>(user);
    const std::lock_guard lock(troubles.mutex);
    troubles.last = printable(text, 200);
  }
  std::string text() const {
    const std::lock_guard lock(mutex);
    return last;
  }
};

struct Found {
  RtMidi::Api api;
  unsigned index;
  MidiPort port;
};

void list_of(RtMidi& midi, RtMidi::Api api, bool input, std::vector<Found>& found) {
  const unsigned count = midi.getPortCount();
  for (unsigned i = 0; i < count; ++i)
    found.push_back({api, i, {RtMidi::getApiName(api), midi.getPortName(i), input}});
}

std::vector<Found> find_ports(std::span<const RtMidi::Api> apis, bool input) {
  std::vector<Found> found;
  Troubles troubles;
  for (const RtMidi::Api api : apis) {
    try {
      if (input) {
        RtMidiIn midi(api, kClient);
        midi.setErrorCallback(Troubles::note, &troubles);
        list_of(midi, api, true, found);
      } else {
        RtMidiOut midi(api, kClient);
        midi.setErrorCallback(Troubles::note, &troubles);
        list_of(midi, api, false, found);
      }
    } catch (const RtMidiError&) {  // it went away just now
    }
  }
  return found;
}

// The port that a wish means: none where it is a virtual one.
struct Choice {
  RtMidi::Api api;
  std::optional<unsigned> index;
  std::string name;
};

Choice choose(const std::string& wish, bool input) {
  const std::vector<RtMidi::Api> apis = running_apis();
  if (apis.empty()) fail(ErrorKind::kMissing, "midi", "{}", none_text());
  if (wish == kVirtualPort)
    return {apis.front(), std::nullopt, RtMidi::getApiName(apis.front()) + ":" + kClient};
  const std::vector<Found> found = find_ports(apis, input);
  std::vector<DeviceName> names;
  names.reserve(found.size());
  for (const Found& one : found) names.push_back({one.port.api, one.port.name});
  const Found& one =
      found[device_by_name(names, wish, "midi", input ? "MIDI input" : "MIDI output")];
  return {one.api, one.index, one.port.text()};
}

void open(RtMidi& midi, const Choice& choice, const Troubles& troubles) {
  const std::string port = choice.index ? "notes" : kClient;
  try {
    if (choice.index) {
      midi.openPort(*choice.index, port);
    } else {
      midi.openVirtualPort(port);
    }
  } catch (const RtMidiError& error) {
    fail(ErrorKind::kIo, "midi", "{}: does not open: {}", printable(choice.name),
         printable(error.getMessage()));
  }
  if (const std::string why = troubles.text(); !why.empty())
    fail(ErrorKind::kIo, "midi", "{}: does not open: {}", printable(choice.name), why);
}

double steady_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

MidiPorts list_midi_ports() {
  const std::vector<RtMidi::Api> apis = running_apis();
  MidiPorts result;
  for (const RtMidi::Api api : apis) result.apis.push_back(RtMidi::getApiName(api));
  for (const bool input : {true, false}) {
    for (const Found& one : find_ports(apis, input)) result.ports.push_back(one.port);
  }
  if (apis.empty()) result.why_none = none_text();
  return result;
}

struct MidiIn::Impl {
  std::string name;
  Taken taken;
  Troubles troubles;
  MidiSide side;
  std::optional<double> began_s;  // when the API's clock was 0
  std::mutex mutex;
  std::condition_variable ended_changed;
  bool ended = false;
  std::thread thread;
  std::unique_ptr<RtMidiIn> midi;  // ends before what it hands on to

  void hand_on();
  void read();
};

void MidiIn::Impl::hand_on() {
  MidiSide::Incoming incoming;
  while (side.ring.pop(incoming)) {
    // The message that was read soonest after it came tells best when that was.
    const double began = steady_s() - incoming.time_s;
    if (!began_s || began < *began_s) began_s = began;
    taken(incoming.event, *began_s + incoming.time_s);
  }
}

void MidiIn::Impl::read() {
  std::unique_lock lock(mutex);
  while (!ended_changed.wait_for(lock, kReadEvery, [this] { return ended; })) {
    lock.unlock();
    hand_on();
    lock.lock();
  }
}

MidiIn::MidiIn(const std::string& wish, Taken taken) : impl_(std::make_unique<Impl>()) {
  const Choice choice = choose(wish, true);
  impl_->name = choice.name;
  impl_->taken = std::move(taken);
  try {
    impl_->midi = std::make_unique<RtMidiIn>(choice.api, kClient);
  } catch (const RtMidiError& error) {
    fail(ErrorKind::kIo, "midi", "{}: does not open: {}", printable(choice.name),
         printable(error.getMessage()));
  }
  impl_->midi->setErrorCallback(Troubles::note, &impl_->troubles);
  impl_->midi->setCallback(take_midi_message, &impl_->side);
  constexpr bool kIgnored = true;
  impl_->midi->ignoreTypes(kIgnored, !kIgnored, kIgnored);  // long messages, clocks, liveness
  open(*impl_->midi, choice, impl_->troubles);
  impl_->thread = std::thread([this] { impl_->read(); });
}

MidiIn::~MidiIn() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ended = true;
  }
  impl_->ended_changed.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

const std::string& MidiIn::name() const { return impl_->name; }
uint64_t MidiIn::lost() const { return impl_->side.lost.load(std::memory_order_relaxed); }

struct MidiOut::Impl {
  std::string name;
  Troubles troubles;
  std::unique_ptr<RtMidiOut> midi;
};

MidiOut::MidiOut(const std::string& wish) : impl_(std::make_unique<Impl>()) {
  const Choice choice = choose(wish, false);
  impl_->name = choice.name;
  try {
    impl_->midi = std::make_unique<RtMidiOut>(choice.api, kClient);
  } catch (const RtMidiError& error) {
    fail(ErrorKind::kIo, "midi", "{}: does not open: {}", printable(choice.name),
         printable(error.getMessage()));
  }
  impl_->midi->setErrorCallback(Troubles::note, &impl_->troubles);
  open(*impl_->midi, choice, impl_->troubles);
}

MidiOut::~MidiOut() = default;

const std::string& MidiOut::name() const { return impl_->name; }
std::string MidiOut::trouble() const { return impl_->troubles.text(); }

void MidiOut::send(std::span<const uint8_t> message) {
  try {
    impl_->midi->sendMessage(message.data(), message.size());
  } catch (const RtMidiError& error) {
    Troubles::note(error.getType(), error.getMessage(), &impl_->troubles);
  }
}

}  // namespace continuo
