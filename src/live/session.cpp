#include "live/session.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <numeric>
#include <thread>

#include "base/error.h"
#include "base/fingerprint.h"
#include "kernels/thread_pool.h"
#include "live/heard_clock.h"
#include "live/performance.h"
#include "live/writing_desk.h"
#include "rt/sample_ring.h"
#include "rt/thread_priority.h"

namespace continuo {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// A clock that said nothing for so long has no beat any more.
constexpr double kClockLost_s = 2;

double to_db(double gain) { return gain > 1e-5 ? 20 * std::log10(gain) : -100; }

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

struct LiveEngine::Shared {
  Options options;
  ThreadPool live_pool;
  ThreadPool plan_pool;
  ThreadPool take_pool;
  std::shared_ptr<SoundfontStore> store;
  // Sessions must not wait for plans, nor plans for takes that the model writes: one model, each with
  // threads of its own.
  Composer live_composer;
  Composer plan_composer;
  Composer take_composer;
  std::mutex plan_mutex;
  std::mutex take_mutex;
  std::once_flag fingerprinted_soundfont;
  std::string soundfont_fingerprint;
  WritingDesk desk;  // last: its thread uses the others

  explicit Shared(const Options& given)
      : options(given),
        live_pool(given.threads),
        plan_pool(given.threads),
        take_pool(given.threads),
        store(std::make_shared<SoundfontStore>(find_soundfont(given.soundfont))),
        live_composer(given.model, live_pool),
        plan_composer(live_composer.on(plan_pool)),
        take_composer(live_composer.on(take_pool)),
        desk(live_composer, store) {}
};

LiveEngine::LiveEngine(const Options& options) : shared_(std::make_shared<Shared>(options)) {}
LiveEngine::~LiveEngine() = default;

Plan LiveEngine::plan(const Wish& wish, const ComposeSettings& settings) const {
  const std::lock_guard lock(shared_->plan_mutex);
  return shared_->plan_composer.plan(wish, settings);
}

Score LiveEngine::compose(std::string_view prompt, const Plan& plan,
                          const ComposeSettings& settings, const OnBar& on_bar) const {
  const std::lock_guard lock(shared_->take_mutex);
  return shared_->take_composer.compose(prompt, plan, settings, on_bar);
}

const std::shared_ptr<SoundfontStore>& LiveEngine::soundfont() const { return shared_->store; }
const LiveEngine::Options& LiveEngine::options() const { return shared_->options; }

const std::string& LiveEngine::model_fingerprint() const {
  return shared_->take_composer.fingerprint();
}

const std::string& LiveEngine::soundfont_fingerprint() const {
  std::call_once(shared_->fingerprinted_soundfont, [this] {
    shared_->soundfont_fingerprint = file_fingerprint(shared_->store->file().path());
  });
  return shared_->soundfont_fingerprint;
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
  std::deque<std::function<void()>> commands;
  std::optional<std::pair<Controls, When>> newest;  // controls not yet handed over
  Clock::time_point newest_at;
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
  uint64_t known_change = 0;
  uint64_t told_generation = ~uint64_t{0};
  HeardClock heard;
  bool heard_anew = true;  // since it last was silent
  // Of each chunk, the latest last.
  std::deque<double> spent_s;
  std::deque<double> squares;
  std::deque<float> peaks;
  std::thread thread;  // last

  Impl(LiveEngine& shared, const Controls& controls, const SessionOptions& wanted,
       std::function<void(const Chunk&)> sink)
      : engine(shared),
        options(wanted),
        on_chunk(std::move(sink)),
        source(engine.shared()->desk.place()),
        performance(engine.soundfont(), *source, controls, wanted.keep_s) {
    constexpr size_t kBlock = Performance::kBlockFrames;
    const size_t blocks = std::max<size_t>(1, (options.chunk_frames + kBlock - 1) / kBlock);
    chunk.resize(2 * blocks * kBlock);
    status.controls = controls;
  }

  size_t chunk_frames() const { return chunk.size() / 2; }

  void command(std::function<void()> work) {
    {
      const std::lock_guard lock(mutex);
      commands.push_back(std::move(work));
    }
    changed.notify_one();
  }

  void take_commands(std::unique_lock<std::mutex>& lock) {
    while (newest || !commands.empty()) {
      // Controls first: what is said before a command holds when it is carried out.
      if (newest) {
        const auto [controls, when] = *std::exchange(newest, std::nullopt);
        change_asked_at = newest_at;
        lock.unlock();
        guarded([&] { performance.set(controls, when); });
      } else {
        const std::function<void()> work = std::move(commands.front());
        commands.pop_front();
        lock.unlock();
        guarded(work);
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

  // How many of the latest chunks last so long.
  size_t chunks_in(double seconds) const {
    const double chunks = seconds * kSampleRateHz / static_cast<double>(chunk_frames());
    return std::max<size_t>(1, static_cast<size_t>(chunks));
  }
  template <typename T>
  static void keep_latest(std::deque<T>& values, T value, size_t most) {
    values.push_back(value);
    while (values.size() > most) values.pop_front();
  }

  void tell(bool late, double work_s, Clock::time_point now) {
    float peak = 0;
    double sum = 0;
    for (const float sample : chunk) {
      peak = std::max(peak, std::abs(sample));
      sum += static_cast<double>(sample) * static_cast<double>(sample);
    }
    keep_latest(spent_s, work_s, chunks_in(1));
    keep_latest(squares, sum, chunks_in(0.4));
    keep_latest(peaks, peak, chunks_in(0.1) + 1);
    // Of all that a list is of, each is a chunk's.
    const auto mean = [](const std::deque<double>& values) {
      return std::accumulate(values.begin(), values.end(), 0.0) /
             static_cast<double>(values.size());
    };
    const std::lock_guard lock(mutex);
    status.load = mean(spent_s) * kSampleRateHz / static_cast<double>(chunk_frames());
    status.peak_db = to_db(static_cast<double>(*std::max_element(peaks.begin(), peaks.end())));
    status.loudness_db = to_db(std::sqrt(mean(squares) / static_cast<double>(chunk.size())));
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
    status.controls = performance.controls();
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
      take_commands(lock);
      if (over) break;
      if (transport != Transport::kPlaying) {
        describe();
        changed.wait(lock, [this] { return over || newest || !commands.empty(); });
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
        changed.wait_for(lock, Seconds(after - wanted),
                         [this] { return over || newest || !commands.empty(); });
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
    // What was asked for sooner and not taken yet is not put off.
    if (!impl_->newest) impl_->newest_at = Clock::now();
    const When soonest = impl_->newest ? std::min(impl_->newest->second, when) : when;
    impl_->newest = {controls, soonest};
    impl_->status.controls = controls;
  }
  impl_->changed.notify_one();
}

void LiveSession::play() {
  impl_->command([impl = impl_.get()] { impl->set_transport(Transport::kPlaying); });
}
void LiveSession::pause() {
  impl_->command([impl = impl_.get()] { impl->set_transport(Transport::kPaused); });
}
void LiveSession::stop() {
  impl_->command([impl = impl_.get()] { impl->set_transport(Transport::kStopped); });
}
void LiveSession::reset() {
  impl_->command([impl = impl_.get()] { impl->performance.restart(); });
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
  std::promise<std::pair<std::vector<History::PlayedBar>, uint64_t>> promise;
  auto future = promise.get_future();
  impl_->command([&, impl = impl_.get()] {
    const Performance& performance = impl->performance;
    promise.set_value(
        {performance.history().latest(seconds, performance.block()), performance.block()});
  });
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
