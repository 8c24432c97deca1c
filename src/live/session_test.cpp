#include "live/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "live/engine_fixture_test.h"
#include "live/live_fixture_test.h"
#include "rt/sample_ring.h"

namespace continuo {
namespace {

using namespace std::chrono_literals;

// Collects chunks, and lets a test wait for what it expects to come.
class Listener {
 public:
  void operator()(const Chunk& chunk) {
    const std::lock_guard lock(mutex_);
    if (position_ != 0 && chunk.position != position_) ++leaps_;
    position_ = chunk.position + chunk.audio.size() / 2;
    frames_ += chunk.audio.size() / 2;
    for (const float sample : chunk.audio) loudest_ = std::max(loudest_, std::abs(sample));
    for (const HeardNote& note : chunk.notes) last_program_ = note.program;
    notes_ += chunk.notes.size();
    if (!chunk.audio.empty()) last_sample_ = chunk.audio.back();
    changed_.notify_all();
  }
  template <typename Done>
  bool wait_until(Done done) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] { return done(*this); });
  }
  // Forgets what was loud so far.
  void listen_again() {
    const std::lock_guard lock(mutex_);
    loudest_ = 0;
    frames_ = 0;
    notes_ = 0;
  }
  size_t frames_ = 0;
  size_t notes_ = 0;
  uint64_t position_ = 0;
  int leaps_ = 0;
  float loudest_ = 0;
  float last_sample_ = 0;
  int last_program_ = 0;
  mutable std::mutex mutex_;

 private:
  std::condition_variable changed_;
};

bool eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 2000; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST(LiveSession, PlaysPausesGoesOnAndStops) {
  Listener listener;
  LiveSession session(test_engine(), test_controls("upbeat ragtime piano"), {},
                      [&](const Chunk& chunk) { listener(chunk); });
  EXPECT_EQ(session.status().transport, Transport::kStopped);
  session.play();
  session.play();
  EXPECT_TRUE(listener.wait_until([](const Listener& l) { return l.notes_ > 5; }));
  session.pause();
  EXPECT_TRUE(eventually([&] { return session.status().transport == Transport::kPaused; }));
  EXPECT_LT(std::abs(listener.last_sample_), 1e-3f);  // it faded out
  const SessionStatus paused = session.status();
  listener.listen_again();
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(listener.frames_, 0u);
  session.play();
  EXPECT_TRUE(listener.wait_until([](const Listener& l) { return l.frames_ > 24000; }));
  EXPECT_EQ(listener.leaps_, 0);
  EXPECT_GE(session.status().bar, paused.bar);
  session.stop();
  EXPECT_TRUE(eventually([&] { return session.status().transport == Transport::kStopped; }));
  // What was played can be kept after it stopped.
  EXPECT_GT(session.keep(300).score.note_count(), 5u);
  listener.listen_again();
  session.play();
  EXPECT_TRUE(eventually([&] { return session.status().bar == 0; }));
  EXPECT_TRUE(listener.wait_until([](const Listener& l) { return l.loudest_ > 0.02f; }));
}

TEST(LiveSession, AResetAndAPauseAtOnceEndInAFade) {
  Listener listener;
  LiveSession session(test_engine(), test_controls("church organ"), {},
                      [&](const Chunk& chunk) { listener(chunk); });
  session.play();
  EXPECT_TRUE(listener.wait_until([](const Listener& l) { return l.loudest_ > 0.02f; }));
  const uint64_t before = session.status().position;
  session.reset();
  session.pause();
  EXPECT_TRUE(eventually([&] { return session.status().transport == Transport::kPaused; }));
  EXPECT_LT(std::abs(listener.last_sample_), 1e-3f);
  EXPECT_LT(session.status().position, before + 24000);
  listener.listen_again();
  session.play();
  EXPECT_TRUE(listener.wait_until([](const Listener& l) { return l.loudest_ > 0.02f; }));
}

TEST(LiveSession, TellsWhatItPlaysAndHowItFares) {
  Listener listener;
  Controls controls = test_controls("calm piano and cello");
  controls.bpm = 90;
  LiveSession session(test_engine(), controls, {}, [&](const Chunk& chunk) { listener(chunk); });
  session.play();
  EXPECT_TRUE(listener.wait_until([](const Listener& l) { return l.notes_ > 2; }));
  const SessionStatus before = session.status();
  EXPECT_EQ(before.plan.bpm, 90);
  EXPECT_EQ(before.plan.parts.size(), before.plan_levels_db.size());
  EXPECT_GT(before.load, 0);
  controls.bpm = 121;
  session.set(controls, When::kNow);
  EXPECT_TRUE(eventually([&] { return session.status().plan.bpm == 121; }));
  EXPECT_GT(session.status().generation, before.generation);
  EXPECT_GT(session.status().control_ms, 0);
}

TEST(LiveSession, KeepsARingAsFullAsItShould) {
  SampleRing ring(48000);
  Listener listener;
  SessionOptions options;
  options.ring = &ring;
  options.lead_s = 0.1;
  LiveSession session(test_engine(), test_controls("techno"), options,
                      [&](const Chunk& chunk) { listener(chunk); });
  session.play();
  EXPECT_TRUE(eventually([&] { return ring.readable_frames() >= 3840; }));
  std::vector<float> block(2 * 480);
  float loudest = 0;
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(eventually([&] { return ring.readable_frames() >= 2400; }));
    EXPECT_LE(ring.readable_frames(), 4800u + 960u);
    EXPECT_EQ(ring.read(block), 480u);
    for (const float sample : block) loudest = std::max(loudest, std::abs(sample));
  }
  EXPECT_GT(loudest, 0.05f);
  EXPECT_EQ(ring.underruns(), 0u);
}

TEST(LiveSession, KeepsStepWithAClock) {
  using Seconds = std::chrono::duration<double>;
  SessionOptions options;
  options.latency_s = [] { return 0.03; };
  LiveSession session(test_engine(), test_controls("techno"), options, [](const Chunk&) {});
  EXPECT_EQ(session.status().clock, std::nullopt);
  session.play();
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_TRUE(eventually([&] {
    const auto now = std::chrono::steady_clock::now();
    session.follow_clock({133, Seconds(now - begun).count() * 133 / 60, std::nullopt,
                          Seconds(now.time_since_epoch()).count()});
    const SessionStatus status = session.status();
    return status.clock && status.clock->locked && status.bar > 1;
  }));
  EXPECT_EQ(session.status().clock->bpm, 133);
  EXPECT_LT(std::abs(session.status().clock->error_ms), 15);
  // A clock that falls silent has no beat any more; one that has ended is none.
  EXPECT_TRUE(eventually([&] { return !session.status().clock->locked; }));
  session.follow_clock({});
  EXPECT_EQ(session.status().clock, std::nullopt);
}

TEST(LiveSession, WhoSteersWithoutEndKeepsNobodyWaiting) {
  Listener listener;
  LiveSession session(test_engine(), test_controls("funk band"), {},
                      [&](const Chunk& chunk) { listener(chunk); });
  session.play();
  EXPECT_TRUE(listener.wait_until([](const Listener& l) { return l.notes_ > 5; }));
  std::atomic<bool> enough{false};
  std::vector<std::thread> floods;
  for (int i = 0; i < 2; ++i) {
    floods.emplace_back([&, i] {
      Controls controls = session.status().controls;
      for (int round = 0; !enough; ++round) {
        controls.bpm = 60 + (round + i) % 120;
        session.set(controls, When::kNow);
        if (round % 64 == 0) session.play();
      }
    });
  }
  listener.listen_again();
  const bool played = listener.wait_until([](const Listener& l) { return l.frames_ > 48000; });
  const SessionStatus flooded = session.status();
  // Something of it is heard before it ends.
  const bool obeyed = eventually([&] { return session.status().generation > flooded.generation; });
  const bool kept = session.keep(300).score.note_count() > 0;
  enough = true;
  for (std::thread& flood : floods) flood.join();
  EXPECT_TRUE(played);
  EXPECT_TRUE(obeyed);
  EXPECT_TRUE(kept);
  EXPECT_EQ(listener.leaps_, 0);
  Controls controls = session.status().controls;
  controls.bpm = 97;
  session.set(controls, When::kNow);
  EXPECT_TRUE(eventually([&] { return session.status().plan.bpm == 97; }));
}

TEST(LiveSession, ControlsThatWereToldNeverTurnBack) {
  LiveSession session(test_engine(), test_controls("funk band"), {}, [](const Chunk&) {});
  session.play();
  EXPECT_TRUE(eventually([&] { return !session.status().plan.parts.empty(); }));
  Controls controls = session.status().controls;
  for (int round = 0; round < 300; ++round) {
    controls.bpm = 60 + round % 150;
    session.set(controls, When::kNow);
    ASSERT_EQ(session.status().controls.bpm, controls.bpm);
    std::this_thread::sleep_for(1ms + round % 7 * 1ms);
    ASSERT_EQ(session.status().controls.bpm, controls.bpm) << "round " << round;
  }
}

TEST(LiveSession, NothingPlayedIsNothingKept) {
  LiveSession session(test_engine(), test_controls("jazz"), {}, [](const Chunk&) {});
  EXPECT_THROW(session.keep(10), Error);
}

TEST(LiveSession, ManyChangesAndManySessionsAtOnce) {
  std::vector<std::unique_ptr<Listener>> listeners;
  std::vector<std::unique_ptr<LiveSession>> sessions;
  for (int i = 0; i < 4; ++i) {
    listeners.push_back(std::make_unique<Listener>());
    Listener& listener = *listeners.back();
    Controls controls =
        test_controls(i % 2 == 0 ? "funk band" : "string quartet", static_cast<uint64_t>(i));
    controls.writer = i == 3 ? Writer::kModel : Writer::kBand;
    sessions.push_back(
        std::make_unique<LiveSession>(test_engine(), controls, SessionOptions{},
                                      [&listener](const Chunk& chunk) { listener(chunk); }));
    sessions.back()->play();
  }
  Rng rng(7);
  for (int i = 0; i < 60; ++i) {
    LiveSession& session = *sessions[static_cast<size_t>(i % 4)];
    Controls controls = session.status().controls;
    controls.density = rng.uniform();
    controls.bpm = rng.range(60, 180);
    if (rng.chance(0.3)) controls.prompts.front().text = rng.chance(0.5) ? "ska" : "ambient choir";
    session.set(controls, static_cast<When>(rng.range(0, 2)));
    if (i % 20 == 19) session.reset();
    std::this_thread::sleep_for(10ms);
  }
  for (const auto& listener : listeners) {
    EXPECT_TRUE(listener->wait_until(
        [](const Listener& l) { return l.frames_ > 48000 && l.loudest_ > 0.01f; }));
  }
  sessions.clear();
  for (const auto& listener : listeners) {
    EXPECT_EQ(listener->leaps_, 0);
  }
}

}  // namespace
}  // namespace continuo
