#include "live/midi_clock.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "base/rng.h"

namespace continuo {
namespace {

using Kind = MidiEvent::Kind;

// A machine that sends a clock, and a cable that delays each message by chance.
class Sender {
 public:
  Sender(MidiClockFollower& follower, uint64_t seed) : follower_(follower), rng_(seed) {}

  void say(Kind kind, int value = 0) { follower_.take({kind, 0, 0, value}, time_s); }

  // `check` is called after each message.
  void ticks(
      int count, double bpm, const std::function<void()>& check = [] {}) {
    for (int i = 0; i < count; ++i) {
      const double delay_s = std::abs(rng_.normal(0, jitter_s)) + (late() ? 0.008 : 0);
      last_s_ = std::max(last_s_, time_s + delay_s);
      follower_.take({Kind::kClock}, last_s_);
      check();
      time_s += 60 / bpm / kMidiClocksPerQuarter;
    }
  }

  double time_s = 5;  // of the next tick
  double jitter_s = 0;
  double late_share = 0;

 private:
  bool late() { return rng_.chance(late_share); }
  MidiClockFollower& follower_;
  Rng rng_;
  double last_s_ = 0;
};

TEST(MidiClock, ASteadyClockIsExact) {
  for (const double bpm : {40.0, 97.5, 120.0, 240.0}) {
    MidiClockFollower follower;
    Sender sender(follower, 1);
    EXPECT_EQ(follower.bpm(0), std::nullopt);
    sender.say(Kind::kStart);
    sender.ticks(200, bpm);
    ASSERT_TRUE(follower.bpm(sender.time_s).has_value());
    EXPECT_NEAR(*follower.bpm(sender.time_s), bpm, 1e-6);
    EXPECT_TRUE(follower.running());
    EXPECT_NEAR(follower.beat(sender.time_s), 200.0 / 24, 1e-6);
  }
}

TEST(MidiClock, JitterIsAveragedAway) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    MidiClockFollower follower;
    Sender sender(follower, seed);
    sender.jitter_s = 0.001;
    sender.late_share = 0.03;
    sender.say(Kind::kStart);
    sender.ticks(96, 128);
    int ticks = 96;
    sender.ticks(960, 128, [&] {
      ASSERT_NEAR(*follower.bpm(sender.time_s), 128, 128 * 0.005);
      // Messages come late by 0.8 ms on average; a single one is out by up to 11 ms.
      const double beat = follower.beat(sender.time_s) * 60 / 128;
      ASSERT_NEAR(beat, ticks / 24.0 * 60 / 128, 0.0025) << seed << " " << ticks;
      ++ticks;
    });
  }
}

TEST(MidiClock, ATempoChangeIsFollowedWithinHalfASecond) {
  for (const double jitter_s : {0.0, 0.0005}) {
    MidiClockFollower follower;
    Sender sender(follower, 3);
    sender.jitter_s = jitter_s;
    sender.say(Kind::kStart);
    sender.ticks(240, 120);
    sender.ticks(28, 90);  // 0.78 s
    EXPECT_NEAR(*follower.bpm(sender.time_s), 90, 1.5) << jitter_s;
    sender.ticks(60, 90);
    EXPECT_NEAR(*follower.bpm(sender.time_s), 90, 0.6) << jitter_s;
    sender.ticks(120, 180);
    EXPECT_NEAR(*follower.bpm(sender.time_s), 180, 1.2) << jitter_s;
    EXPECT_NEAR(follower.beat(sender.time_s), 448.0 / 24, 0.02);
  }
}

TEST(MidiClock, ASlowRampIsFollowed) {
  MidiClockFollower follower;
  Sender sender(follower, 4);
  sender.jitter_s = 0.0003;
  sender.say(Kind::kStart);
  sender.ticks(96, 100);
  for (int i = 0; i < 400; ++i) sender.ticks(1, 100 + i * 0.05);
  EXPECT_NEAR(*follower.bpm(sender.time_s), 120, 2.5);
}

TEST(MidiClock, SongPositions) {
  MidiClockFollower follower;
  Sender sender(follower, 5);
  sender.ticks(48, 120);  // a clock that runs before anything plays
  EXPECT_FALSE(follower.running());
  EXPECT_EQ(follower.beat(sender.time_s), 0);
  EXPECT_NEAR(*follower.bpm(sender.time_s), 120, 1e-6);
  sender.say(Kind::kSongPosition, 16);  // a bar of sixteenths
  EXPECT_EQ(follower.beat(sender.time_s), 4);
  sender.say(Kind::kContinue);
  sender.ticks(12, 120);
  EXPECT_NEAR(follower.beat(sender.time_s), 4.5, 1e-6);
  sender.say(Kind::kStop);
  sender.ticks(30, 120);
  EXPECT_EQ(follower.beat(sender.time_s), 4.5);
  sender.say(Kind::kContinue);
  sender.ticks(12, 120);
  EXPECT_NEAR(follower.beat(sender.time_s), 5, 1e-6);
  sender.say(Kind::kStart);
  sender.ticks(1, 120);
  EXPECT_NEAR(follower.beat(sender.time_s - 60.0 / 120 / 24), 0, 1e-6);
}

TEST(MidiClock, SilenceAndLeapsBeginAnew) {
  MidiClockFollower follower;
  Sender sender(follower, 6);
  sender.say(Kind::kStart);
  sender.ticks(100, 120);
  EXPECT_EQ(follower.bpm(sender.time_s + 2), std::nullopt);
  // It does not run away where the cable was pulled out.
  EXPECT_NEAR(follower.beat(sender.time_s + 100), 100.0 / 24, 0.05);
  sender.time_s += 30;
  sender.ticks(100, 60);
  EXPECT_NEAR(*follower.bpm(sender.time_s), 60, 1e-6);
  sender.time_s -= 20;
  MidiClockFollower other;
  for (int i = 0; i < 1000; ++i) other.take({Kind::kClock}, 1.0);  // a burst
  EXPECT_EQ(other.bpm(1.0), std::nullopt);
  for (int i = 0; i < 100; ++i) other.take({Kind::kClock}, 10.0 - i);  // a clock that goes back
  EXPECT_EQ(other.bpm(-89), std::nullopt);
}

TEST(MidiClock, OtherMessagesAreLeftAlone) {
  MidiClockFollower follower;
  Rng rng(7);
  for (int i = 0; i < 100; ++i)
    follower.take({Kind::kControl, 0, static_cast<int>(rng.next() % 128), 3}, i);
  EXPECT_FALSE(follower.running());
  EXPECT_EQ(follower.bpm(100), std::nullopt);
}

}  // namespace
}  // namespace continuo
