#include "live/jack_transport.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "live/jack_library.h"
#include "live/jack_timebase_rt.h"

namespace continuo {

namespace {

constexpr std::chrono::milliseconds kReadEvery{10};
// As near to the song's beginning as a reading can be late.
constexpr double kBeginning_s = 0.1;
constexpr double kSameClock_s = 1;
constexpr float kMostOfAMetre = 128;  // its beats, and its unit

}  // namespace

JackReading reading_of(jack_transport_state_t state, const jack_position_t& pos) {
  JackReading reading;
  reading.rolling = state == JackTransportRolling;
  reading.frame = pos.frame;
  reading.rate_hz = static_cast<int>(pos.frame_rate);
  // JACK's microseconds are of the same clock where it is the usual one.
  const double now_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  const double told_s = static_cast<double>(pos.usecs) * 1e-6;
  reading.time_s = std::abs(now_s - told_s) < kSameClock_s ? told_s : now_s;
  // What another program says may be anything, no numbers too.
  const bool told = (pos.valid & JackPositionBBT) != 0 && pos.beats_per_minute > 0 &&
                    pos.beat_type >= 1 && pos.beat_type <= kMostOfAMetre &&
                    pos.beats_per_bar >= 1 && pos.beats_per_bar <= kMostOfAMetre &&
                    pos.ticks_per_beat > 0;
  if (!told) return reading;
  const double unit = 4.0 / static_cast<double>(pos.beat_type);
  reading.bpm = pos.beats_per_minute * unit;
  reading.metre = {static_cast<int>(pos.beats_per_bar), static_cast<int>(pos.beat_type)};
  reading.bar = int64_t{pos.bar} - 1;
  reading.beat = (static_cast<double>(pos.beat) - 1 + pos.tick / pos.ticks_per_beat) * unit;
  return reading;
}

ClockReading clock_of(const JackReading& reading) {
  ClockReading clock{reading.bpm.value_or(0), std::nullopt, std::nullopt, reading.time_s};
  if (!reading.bpm || !reading.rolling) return clock;
  const double bar = 4.0 * reading.metre.beats / reading.metre.unit;
  clock.beat = static_cast<double>(reading.bar) * bar + reading.beat;
  clock.in_bar = reading.beat;
  return clock;
}

void follow_reading(TransportFollower& follower, const JackReading& before,
                    const JackReading& now) {
  const double rate_hz = now.rate_hz > 0 ? now.rate_hz : 48000;
  const bool at_the_beginning = static_cast<double>(now.frame) < kBeginning_s * rate_hz + 1;
  const bool put_back = before.rolling && now.frame < before.frame;
  const bool begins = now.rolling && (!before.rolling || put_back);
  follower.roll(now.rolling, begins && at_the_beginning);
  follower.clock(clock_of(now));
}

struct JackTransport::Impl {
  const JackLibrary* jack = nullptr;
  jack_client_t* client = nullptr;
  std::atomic<bool> gone{false};
  JackTimebase timebase;
  std::mutex mutex;
  std::condition_variable ended_changed;
  bool ended = false;
  std::thread thread;

  static void on_shutdown(void* user) { static_cast<Impl*>(user)->gone = true; }
  JackReading read() const {
    jack_position_t pos{};
    const jack_transport_state_t state = jack->transport_query(client, &pos);
    return reading_of(state, pos);
  }
};

JackTransport::JackTransport(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

std::unique_ptr<JackTransport> JackTransport::open() {
  auto impl = std::make_unique<Impl>();
  impl->jack = JackLibrary::get();
  if (impl->jack == nullptr) return nullptr;
  impl->client = impl->jack->client_open("continuo-transport", JackNoStartServer, nullptr);
  if (impl->client == nullptr) return nullptr;
  impl->jack->on_shutdown(impl->client, Impl::on_shutdown, impl.get());
  if (impl->jack->activate(impl->client) != 0) {
    impl->jack->client_close(impl->client);
    return nullptr;
  }
  return std::unique_ptr<JackTransport>(new JackTransport(std::move(impl)));
}

JackTransport::~JackTransport() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ended = true;
  }
  impl_->ended_changed.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
  impl_->jack->client_close(impl_->client);
}

JackReading JackTransport::read() const { return gone() ? JackReading{} : impl_->read(); }

void JackTransport::roll(bool rolling) {
  if (gone()) return;
  if (rolling) {
    impl_->jack->transport_start(impl_->client);
  } else {
    impl_->jack->transport_stop(impl_->client);
  }
}

void JackTransport::locate(uint64_t frame) {
  if (!gone()) impl_->jack->transport_locate(impl_->client, static_cast<jack_nframes_t>(frame));
}

bool JackTransport::lead(bool by_force) {
  return !gone() && impl_->jack->set_timebase_callback(impl_->client, by_force ? 0 : 1,
                                                       describe_position, &impl_->timebase) == 0;
}

void JackTransport::follow() {
  if (!gone()) impl_->jack->release_timebase(impl_->client);
}

void JackTransport::set_tempo(double bpm, Metre metre) {
  impl_->timebase.changes.push({bpm, metre.beats, metre.unit});
}

bool JackTransport::gone() const { return impl_->gone.load(std::memory_order_relaxed); }

void JackTransport::on_change(TransportActions actions) {
  if (impl_->thread.joinable()) return;
  impl_->thread = std::thread([this, follower = TransportFollower(std::move(actions))]() mutable {
    JackReading before;
    std::unique_lock lock(impl_->mutex);
    while (!impl_->ended_changed.wait_for(lock, kReadEvery, [this] { return impl_->ended; })) {
      lock.unlock();
      const JackReading now = read();
      follow_reading(follower, before, now);
      before = now;
      lock.lock();
    }
  });
}

}  // namespace continuo
