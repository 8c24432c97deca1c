#include "live/session.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "live/heard_clock.h"
#include "live/performance.h"
#include "live/session_meter.h"
#include "live/session_orders.h"
#include "rt/sample_ring.h"
#include "rt/thread_priority.h"

namespace continuo {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// A clock that said nothing for so long has no beat any more.
constexpr double kClockLost_s = 2;
// Of a knob that is dragged: the first change is taken at once, those that follow come together, so
// that each is written before the next takes its place.
constexpr std::chrono::milliseconds kSteerEvery{10};

}  // namespace

std::string_view transport_name(Transport transport) {
  switch (transport) {
    case Transport::kPlaying:
      return "playing";
    case Transport::kPaused:
      return "paused";
    case Transport::kStopped:
      break;
  }
  return "stopped";
}

struct LiveSession::Impl {
  LiveEngine& engine;
  const SessionOptions options;
  const std::function<void(const Chunk&)> on_chunk;
  std::unique_ptr<RoundSource> source;
  Performance performance;
  std::vector<float> chunk;

  // Between the session's thread and all others.
  mutable std::mutex mutex;
  std::condition_variable changed;
  SessionOrders orders;
  ClockReading outside;  // the latest
  SessionStatus status;
  bool over = false;
  std::string failure;  // that stopped the music; empty once it plays again

  // Of the session's thread.
  Transport transport = Transport::kStopped;
  bool started = false;  // since it last stopped
  Clock::time_point anchor;
  uint64_t anchor_position = 0;
  std::optional<Clock::time_point> change_asked_at;
  Clock::time_point steer_from;  // controls wait until then
  uint64_t known_change = 0;
  uint64_t told_generation = ~uint64_t{0};
  HeardClock heard;
  bool heard_anew = true;  // since it last was silent
  SessionMeter meter;
  std::thread thread;  // last

  Impl(LiveEngine& shared, const Controls& controls, const SessionOptions& wanted,
       std::function<void(const Chunk&)> sink)
      : engine(shared),
        options(wanted),
        on_chunk(std::move(sink)),
        source(engine.place()),
        performance(engine.soundfont(), *source, controls, wanted.keep_s),
        chunk(2 * whole_blocks(wanted.chunk_frames)),
        meter(chunk_frames()) {
    status.controls = controls;
  }

  static size_t whole_blocks(size_t frames) {
    constexpr size_t kBlock = Performance::kBlockFrames;
    return std::max<size_t>(1, (frames + kBlock - 1) / kBlock) * kBlock;
  }

  size_t chunk_frames() const { return chunk.size() / 2; }

  void order(SessionOrders::Work work) {
    {
      const std::lock_guard lock(mutex);
      orders.add(std::move(work));
    }
    changed.notify_one();
  }

  // Controls go before all that was ordered after them.
  bool to_be_steered() const {
    return orders.steered() && (orders.has_work() || Clock::now() >= steer_from);
  }
  bool to_be_done() const { return over || orders.has_work() || to_be_steered(); }

  // What waits now, and no more: who orders without end must not keep the music waiting.
  void take_orders(std::unique_lock<std::mutex>& lock) {
    for (size_t left = orders.count(); left > 0 && !over; --left) {
      if (to_be_steered()) {
        const auto steering = orders.take_steering();
        change_asked_at = steering->asked_at;
        steer_from = Clock::now() + kSteerEvery;
        lock.unlock();
        guarded([&] { performance.set(steering->controls, steering->when); });
      } else if (const auto work = orders.take_work()) {
        lock.unlock();
        guarded(*work);
      } else {
        return;
      }
      lock.lock();
    }
  }

  // The one catch of this thread: what goes wrong is told, and the music stops.
  template <typename Work>
  void guarded(Work work) {
    try {
      work();
    } catch (const std::exception& error) {
      if (options.ring != nullptr) options.ring->set_idle(true);
      transport = Transport::kStopped;
      started = false;
      const std::lock_guard lock(mutex);
      status.transport = transport;
      failure = error.what();
    }
  }

  // Until something is to be done, at the latest until `end`; sooner now and then.
  void rest(std::unique_lock<std::mutex>& lock, std::optional<Clock::time_point> end) {
    if (to_be_done()) return;
    if (orders.steered()) end = std::min(end.value_or(steer_from), steer_from);
    if (end) {
      changed.wait_until(lock, *end);
    } else {
      changed.wait(lock);
    }
  }

  void re_anchor() {
    anchor = Clock::now();
    anchor_position = performance.position();
  }

  // Seconds of sound that lie ahead of the clock, or in the ring.
  double lead() const {
    if (options.ring != nullptr) {
      return static_cast<double>(options.ring->readable_frames()) / kSampleRateHz;
    }
    const double made =
        static_cast<double>(performance.position() - anchor_position) / kSampleRateHz;
    return made - Seconds(Clock::now() - anchor).count();
  }

  void make_chunk() {
    const auto begun = Clock::now();
    const uint64_t position = performance.position();
    performance.clear_heard();
    keep_step();
    performance.render(chunk);
    const bool late = options.ring == nullptr && lead() < 0;
    if (late) re_anchor();
    if (options.ring != nullptr) {
      options.ring->set_idle(false);
      options.ring->write(chunk);
    }
    on_chunk({position, chunk, performance.notes(), performance.bars()});
    const auto now = Clock::now();
    tell(late, Seconds(now - begun).count(), now);
  }

  // Where in the music the clock's beat is heard, with all that lies between here and the ear.
  void keep_step() {
    const auto now = Clock::now();
    const double now_s = Seconds(now.time_since_epoch()).count();
    const double latency_s = options.latency_s ? options.latency_s() : 0;
    const double rendered_s = static_cast<double>(performance.latency_frames()) / kSampleRateHz;
    heard.observe(performance.position(), now_s + std::max(0.0, lead()) + latency_s + rendered_s);
    ClockReading reading;
    {
      const std::lock_guard lock(mutex);
      reading = outside;
    }
    if (now_s - reading.time_s > kClockLost_s) reading.beat.reset();
    performance.follow_clock(reading, heard.position_at(reading.time_s),
                             std::exchange(heard_anew, false));
  }

  void tell(bool late, double work_s, Clock::time_point now) {
    meter.add(chunk, work_s);
    const std::lock_guard lock(mutex);
    status.load = meter.load();
    status.peak_db = meter.peak_db();
    status.loudness_db = meter.loudness_db();
    status.late_chunks += late ? 1 : 0;
    if (performance.changed_at() != known_change) {
      known_change = performance.changed_at();
      if (change_asked_at) {
        status.control_ms = 1000 * Seconds(now - *change_asked_at).count();
        change_asked_at.reset();
      }
    }
    describe();
  }

  // With the mutex held.
  void describe() {
    status.transport = transport;
    status.position = performance.position();
    status.bar = performance.bar_number();
    status.beat = performance.beat();
    status.missed_bars = performance.missed_bars();
    status.clock = performance.clock_step();
    status.warning = failure.empty() ? performance.warning() : failure;
    if (told_generation == performance.generation()) return;
    told_generation = status.generation = performance.generation();
    // Newer ones that still wait were told already.
    if (!orders.steered()) status.controls = performance.controls();
    if (performance.round()) {
      status.plan = performance.round()->score.plan;
      status.plan_levels_db = performance.round()->style.levels_db;
    }
  }

  void fade_out() {
    performance.fade(false);
    for (int i = 0; i < 100 && !performance.faded_out(); ++i) make_chunk();
    heard.forget();
    heard_anew = true;
    if (options.ring != nullptr) options.ring->set_idle(true);
  }

  void set_transport(Transport wanted) {
    if (wanted == transport || (wanted == Transport::kPaused && transport != Transport::kPlaying))
      return;
    if (wanted == Transport::kPlaying) {
      // In this order: a restart fades in again where sound is wished for.
      performance.fade(true);
      if (!started && performance.round()) performance.restart();
      started = true;
      re_anchor();
    } else {
      if (transport == Transport::kPlaying) fade_out();
      if (wanted == Transport::kStopped) started = false;
    }
    transport = wanted;
    const std::lock_guard lock(mutex);
    if (wanted == Transport::kPlaying) failure.clear();
    describe();
  }

  void run() {
    prefer_this_thread();
    std::unique_lock lock(mutex);
    while (!over) {
      take_orders(lock);
      if (over) break;
      if (transport != Transport::kPlaying) {
        describe();
        rest(lock, std::nullopt);
        continue;
      }
      const double chunk_s = static_cast<double>(chunk_frames()) / kSampleRateHz;
      const double ahead = lead();
      // Before there is music there is no silence ahead: the music would have to wait for its end.
      const double wanted =
          options.ring != nullptr || performance.round() ? options.lead_s : chunk_s;
      // A ring is kept at least as full as its lead; of the clock's time no more is taken than it.
      const double after = options.ring != nullptr ? ahead : ahead + chunk_s;
      if (after <= wanted + 1e-9 || ahead <= 0) {
        lock.unlock();
        guarded([this] { make_chunk(); });
        lock.lock();
      } else {
        const Seconds spare(after - wanted);
        rest(lock, Clock::now() + std::chrono::duration_cast<Clock::duration>(spare));
      }
    }
    lock.unlock();
    if (transport == Transport::kPlaying) guarded([this] { fade_out(); });
  }
};

LiveSession::LiveSession(LiveEngine& engine, const Controls& controls,
                         const SessionOptions& options, std::function<void(const Chunk&)> on_chunk)
    : impl_(std::make_unique<Impl>(engine, controls, options, std::move(on_chunk))) {
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

LiveSession::~LiveSession() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->over = true;
  }
  impl_->changed.notify_one();
  impl_->thread.join();
}

void LiveSession::set(const Controls& controls, When when) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->orders.steer(controls, when, Clock::now());
    impl_->status.controls = controls;
  }
  impl_->changed.notify_one();
}

void LiveSession::play() {
  impl_->order([impl = impl_.get()] { impl->set_transport(Transport::kPlaying); });
}
void LiveSession::pause() {
  impl_->order([impl = impl_.get()] { impl->set_transport(Transport::kPaused); });
}
void LiveSession::stop() {
  impl_->order([impl = impl_.get()] { impl->set_transport(Transport::kStopped); });
}
void LiveSession::reset() {
  impl_->order([impl = impl_.get()] { impl->performance.restart(); });
}
void LiveSession::follow_clock(const ClockReading& reading) {
  const std::lock_guard lock(impl_->mutex);
  impl_->outside = reading;
}

SessionStatus LiveSession::status() const {
  const std::lock_guard lock(impl_->mutex);
  SessionStatus status = impl_->status;
  // Nobody keeps step while nothing plays.
  const double bpm = impl_->outside.bpm;
  if (!(bpm > 0)) {
    status.clock.reset();
  } else if (!status.clock || status.transport != Transport::kPlaying) {
    status.clock = ClockStep{bpm, false, 0};
  }
  return status;
}

KeptTake LiveSession::keep(double seconds) const {
  using Played = std::pair<std::vector<History::PlayedBar>, uint64_t>;
  const auto promise = std::make_shared<std::promise<Played>>();
  std::future<Played> future = promise->get_future();
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->orders.add_awaited([promise, seconds, impl = impl_.get()] {
      try {
        const Performance& performance = impl->performance;
        promise->set_value(
            {performance.history().latest(seconds, performance.block()), performance.block()});
      } catch (...) {  // no memory: of the one who keeps, and not of the music
        promise->set_exception(std::current_exception());
      }
    });
  }
  impl_->changed.notify_one();
  const auto [bars, now] = future.get();
  KeptTake take = cut_take(bars, now);
  take.controls = status().controls;
  take.prompt = in_words(take.controls);
  take.model = impl_->engine.options().model_name;
  take.model_fingerprint = impl_->engine.model_fingerprint();
  take.soundfont = impl_->engine.soundfont()->file().path().filename().string();
  take.soundfont_fingerprint = impl_->engine.soundfont_fingerprint();
  return take;
}

}  // namespace continuo
