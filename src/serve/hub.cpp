#include "serve/hub.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "dsp/stereo.h"
#include "live/held_key.h"

namespace continuo {

namespace {

constexpr size_t kQueueChunks = 128;  // 2.5 s
constexpr auto kStatusEvery = std::chrono::milliseconds(100);
constexpr auto kLookEvery = std::chrono::milliseconds(20);
// What one page changes faster than this comes together: the others must not drown in it.
constexpr auto kTellEvery = std::chrono::milliseconds(10);
constexpr int kTryAgainLater = 1013;

// Its latency is told with the status, for it wavers.
bool same_device(const std::optional<SoundInUse>& a, const std::optional<SoundInUse>& b) {
  if (!a || !b) return !a && !b;
  return a->name == b->name && a->system == b->system;
}

}  // namespace

// A signal that may be given from a thread that must not wait.
struct Hub::Wake {
  Wake() : fd(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (fd < 0) fail(ErrorKind::kIo, "hub", "eventfd: {}.", std::strerror(errno));
  }
  ~Wake() { ::close(fd); }
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;

  void give() const {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t ignored = ::write(fd, &one, sizeof one);
  }
  void wait(std::chrono::milliseconds most) const {
    pollfd waiting{fd, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(most.count())) > 0) {
      uint64_t count = 0;
      [[maybe_unused]] const ssize_t ignored = ::read(fd, &count, sizeof count);
    }
  }

  int fd;
};

class Hub::LiveSocket final : public SocketHandler {
 public:
  LiveSocket(Hub& hub, std::shared_ptr<Listener> listener)
      : hub_(hub), listener_(std::move(listener)) {}
  ~LiveSocket() override { hub_.leave(listener_); }
  void on_message(std::string_view message, bool binary) override {
    if (binary) {
      listener_->socket->send_text(error_message("expected a text message, found a binary one."));
    } else {
      hub_.receive(listener_, message);
    }
  }
  void on_close() override { hub_.leave(listener_); }

 private:
  Hub& hub_;
  std::shared_ptr<Listener> listener_;
};

Hub::Hub(const MakeMainPerformance& make, const Controls& controls, LiveDevices& devices,
         const HubOptions& options)
    : devices_(devices),
      options_(options),
      queue_(kQueueChunks),
      wake_(std::make_unique<Wake>()),
      asked_(controls) {
  performance_ = make(controls, [this](const Chunk& chunk) {
    queue_.push(chunk);
    wake_->give();
    devices_.on_chunk(chunk);
  });
  told_ = performance_->status();
  told_device_ = devices_.in_use();
  thread_ = std::thread([this] { run(); });
  devices_.join(
      {.play =
           [this](bool from_the_start) {
             if (from_the_start) performance_->stop();
             transport(TransportAction::kPlay);
           },
       .pause = [this] { transport(TransportAction::kPause); },
       .clock = [this](const ClockReading& reading) { performance_->follow_clock(reading); },
       .control = [this](int channel, int controller,
                         int value) { send_text(midi_message(channel, controller, value)); },
       .held = [this](std::bitset<12> held) { follow_held(held); }});
}

Hub::~Hub() { stop(); }

void Hub::stop() {
  devices_.join({});
  ending_ = true;
  wake_->give();
  if (thread_.joinable()) thread_.join();
  performance_->stop();
}

SessionStatus Hub::status() const {
  SessionStatus status = performance_->status();
  status.late_chunks += devices_.late();
  if (status.warning.empty()) status.warning = devices_.trouble();
  return status;
}

void Hub::steer(const Json& controls, When when) {
  const std::lock_guard lock(steer_mutex_);
  asked_ = controls_from_json(controls, asked_, "controls");
  performance_->set(asked_, when);
  changed();
}

// The key is a control as any other: pages see it, and may set it again.
void Hub::follow_held(std::bitset<12> held) {
  const SessionStatus now = performance_->status();
  const Key key = now.controls.key.value_or(now.plan.key);
  const std::optional<Key> wanted = key_of_held(held, key);
  if (wanted && *wanted != key) steer({{"key", wanted->name()}}, When::kBar);
}

void Hub::transport(TransportAction action) {
  switch (action) {
    case TransportAction::kPlay:
      performance_->play();
      break;
    case TransportAction::kPause:
      performance_->pause();
      break;
    case TransportAction::kStop:
      performance_->stop();
      break;
    case TransportAction::kReset:
      performance_->reset();
      break;
  }
  changed();
}

void Hub::changed() {
  changed_ = true;
  wake_->give();
}

std::unique_ptr<SocketHandler> Hub::join(std::shared_ptr<Socket> socket) {
  auto listener = std::make_shared<Listener>();
  listener->socket = std::move(socket);
  const std::lock_guard lock(mutex_);
  if (listeners_.size() >= options_.most_listeners) {
    listener->socket->close(kTryAgainLater, "too many listeners: try again later");
  } else {
    listener->socket->send_text(hello_message(told_, told_device_));
    if (!bars_.empty()) listener->socket->send_text(bars_message(bars_));
    listeners_.push_back(listener);
  }
  return std::make_unique<LiveSocket>(*this, std::move(listener));
}

void Hub::leave(const std::shared_ptr<Listener>& listener) {
  const std::lock_guard lock(mutex_);
  std::erase(listeners_, listener);
}

size_t Hub::listeners() const {
  const std::lock_guard lock(mutex_);
  return listeners_.size();
}

void Hub::receive(const std::shared_ptr<Listener>& listener, std::string_view message) {
  try {
    const ClientMessage parsed = parse_client_message(message);
    if (const auto* controls = std::get_if<ControlsMessage>(&parsed)) {
      steer(controls->controls, controls->when);
    } else if (const auto* asked = std::get_if<TransportMessage>(&parsed)) {
      transport(asked->action);
    } else if (const auto* listen = std::get_if<ListenMessage>(&parsed)) {
      const std::lock_guard lock(mutex_);
      if (!listen->audio) listener->socket->drop_queued_binary();
      listener->audio = listen->audio;
      listener->format = listen->format;
    } else if (const auto* ping = std::get_if<PingMessage>(&parsed)) {
      listener->socket->send_text(pong_message(ping->id));
    }
  } catch (const Error& error) {
    listener->socket->send_text(error_message(error.message()));
  }
}

void Hub::run() {
  auto next_status = Clock::now();
  auto next_look = next_status;
  auto told_at = next_status - kTellEvery;
  while (!ending_) {
    wake_->wait(kLookEvery);
    while (const ChunkQueue::Held* chunk = queue_.front()) {
      // A chunk that cannot be sent (no memory) is lost; the music goes on.
      try {
        send_chunk(*chunk);
      } catch (const std::exception&) {
        ++dropped_sound_;
      }
      queue_.pop();
    }
    const auto time = Clock::now();
    if (time < (changed_ ? told_at + kTellEvery : next_look)) continue;
    told_at = time;
    changed_ = false;
    next_look = time + kLookEvery;
    try {
      const SessionStatus now = status();
      const std::optional<SoundInUse> device = devices_.in_use();
      tell_changes(now, device);
      rest_when_alone(now, device.has_value(), time);
      if (time < next_status) continue;
      next_status = std::max(next_status + kStatusEvery, time);
      send_text(status_message(now, device, devices_.underruns()));
    } catch (const std::exception&) {  // no memory: it is lost, and there is more soon
    }
  }
}

void Hub::send_chunk(const ChunkQueue::Held& chunk) {
  if (!chunk.bars.empty()) {
    {
      const std::lock_guard lock(mutex_);
      bars_ = chunk.bars;
    }
    send_text(bars_message(chunk.bars));
  }
  if (!chunk.notes.empty()) send_text(notes_message(chunk.notes));
  send_sound(chunk.position, chunk.audio, Transport::kPlaying);
}

void Hub::send_sound(uint64_t position, std::span<const float> audio, Transport transport) {
  const std::lock_guard lock(mutex_);
  std::array<std::string, 2> written;  // by format; written for the first that wants it
  for (const std::shared_ptr<Listener>& listener : listeners_) {
    if (!listener->audio) continue;
    const double waiting_s = static_cast<double>(listener->socket->queued_bytes()) /
                             static_cast<double>(sample_frame_bytes(listener->format)) /
                             kSampleRateHz;
    if (waiting_s > options_.backlog_s) {
      listener->socket->drop_queued_binary();
      ++dropped_sound_;
    }
    std::string& message = written[static_cast<size_t>(listener->format)];
    if (message.empty()) message = sound_message(position, audio, listener->format, transport);
    listener->socket->send_binary(message);
  }
}

void Hub::send_text(const std::string& message) {
  const std::lock_guard lock(mutex_);
  for (const std::shared_ptr<Listener>& listener : listeners_) listener->socket->send_text(message);
}

void Hub::tell_changes(const SessionStatus& now, const std::optional<SoundInUse>& device) {
  bool same = false;
  Transport before{};
  uint64_t generation = 0;
  {
    const std::lock_guard lock(mutex_);
    before = told_.transport;
    generation = told_.generation;
    same = now.generation == generation && now.transport == before &&
           same_device(device, told_device_) && now.controls == told_.controls &&
           now.plan == told_.plan && now.plan_levels_db == told_.plan_levels_db;
    told_ = now;
    told_device_ = device;
    if (now.transport == Transport::kStopped) bars_.clear();
  }
  if (same) return;
  if (now.transport != before) devices_.on_transport(now.transport);
  send_text(state_message(now, device));
  if (now.transport != before && now.transport != Transport::kPlaying)
    send_sound(now.position, {}, now.transport);
  Histogram* const latency = control_latency_;
  if (now.generation != generation && now.control_ms > 0 && latency != nullptr)
    latency->add(now.control_ms / 1e3);
}

void Hub::rest_when_alone(const SessionStatus& now, bool device, Clock::time_point time) {
  if (device || listeners() > 0 || now.transport != Transport::kPlaying) heard_ = time;
  if (options_.idle_s <= 0 || time - heard_ < std::chrono::duration<double>(options_.idle_s))
    return;
  performance_->pause();
  heard_ = time;
}

}  // namespace continuo
