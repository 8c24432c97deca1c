#include "live/jack_transport.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "live/jack_timebase_rt.h"
#include "rt/real_time_trap_test.h"

namespace continuo {
namespace {

// Quarter notes since the song's beginning, where the metre is always the same.
double quarters(const jack_position_t& pos) {
  const double unit = 4.0 / static_cast<double>(pos.beat_type);
  return ((pos.bar - 1) * static_cast<double>(pos.beats_per_bar) + pos.beat - 1 +
          pos.tick / pos.ticks_per_beat) *
         unit;
}

jack_position_t at(uint32_t frame) {
  jack_position_t pos{};
  pos.frame = frame;
  pos.frame_rate = 48000;
  return pos;
}

TEST(JackTimebase, BarsBeatsAndTicks) {
  JackTimebase timebase;
  timebase.changes.push({90, 6, 8});
  jack_position_t pos = at(0);
  timebase.describe(pos, true);
  EXPECT_EQ(pos.valid, JackPositionBBT);
  EXPECT_EQ(pos.bar, 1);
  EXPECT_EQ(pos.beat, 1);
  EXPECT_EQ(pos.tick, 0);
  EXPECT_EQ(pos.beats_per_minute, 180);  // eighths
  pos = at(96000 + 8000);                // a bar of 3 quarters lasts 2 s; half an eighth
  timebase.describe(pos, false);
  EXPECT_EQ(pos.bar, 2);
  EXPECT_EQ(pos.beat, 1);
  EXPECT_NEAR(pos.tick, 960, 1);
  EXPECT_NEAR(quarters(pos), 3.25, 1e-3);
}

TEST(JackTimebase, TempoChangesKeepThePhaseAndNothingIsAllocated) {
  JackTimebase timebase;
  double before = 0;
  double largest_step = 0;
  uint64_t allocations = 0;
  uint64_t locks = 0;
  {
    const RealTimeTrap trap;
    for (uint32_t block = 0; block < 4000; ++block) {
      if (block % 300 == 299) timebase.changes.push({60.0 + block % 7 * 30, 4, 4});
      jack_position_t pos = at(block * 256);
      describe_position(JackTransportRolling, 256, &pos, block == 0 ? 1 : 0, &timebase);
      const double now = quarters(pos);
      if (block > 0 && !(now > before)) ADD_FAILURE() << block;
      largest_step = std::max(largest_step, now - before);
      before = now;
    }
    allocations = trap.allocations();
    locks = trap.locks();
  }
  EXPECT_EQ(allocations + locks, 0u);
  EXPECT_LT(largest_step, 256.0 / 48000 * 240 / 60 + 2e-3);
}

TEST(JackTimebase, ANewMetreBeginsABarAndALeapCountsFromTheBeginning) {
  JackTimebase timebase;
  jack_position_t pos = at(0);
  timebase.describe(pos, true);
  pos = at(36000);  // beat 2.5 of bar 1
  timebase.changes.push({120, 3, 4});
  timebase.describe(pos, false);
  EXPECT_EQ(pos.bar, 2);
  EXPECT_EQ(pos.beat, 1);
  EXPECT_EQ(pos.beats_per_bar, 3);
  pos = at(36000 + 72000);
  timebase.describe(pos, false);
  EXPECT_EQ(pos.bar, 3);
  pos = at(72000 * 5);
  timebase.describe(pos, true);
  EXPECT_EQ(pos.bar, 6);
  pos = at(0);
  timebase.describe(pos, false);  // whoever goes back is moved, whether JACK says so or not
  EXPECT_EQ(pos.bar, 1);
}

JackReading reading(bool rolling, uint64_t frame, std::optional<double> bpm = std::nullopt) {
  JackReading one;
  one.rolling = rolling;
  one.frame = frame;
  one.rate_hz = 48000;
  one.bpm = bpm;
  return one;
}

TEST(JackTransport, ReadingsBecomeActions) {
  std::string said;
  TransportFollower follower(
      {[&](bool from_the_start) { said += from_the_start ? "P" : "p"; }, [&] { said += "s"; },
       [&](const ClockReading& clock) { said += "t" + std::to_string(std::lround(clock.bpm)); }});
  const std::vector<JackReading> readings{
      reading(false, 0),          reading(true, 480),       reading(true, 960, 100),
      reading(true, 1440, 100.1), reading(true, 1920, 101), reading(false, 2400, 101),
      reading(false, 2400),       reading(true, 24000),     reading(true, 24480),
      reading(true, 100),         reading(false, 0)};
  for (size_t i = 1; i < readings.size(); ++i)
    follow_reading(follower, readings[i - 1], readings[i]);
  // A tempo is told with each reading; one without it says nothing.
  EXPECT_EQ(said, "Pt100t100t101st101pPs");
}

TEST(JackTransport, BarsAndBeatsBecomeTheSongsBeat) {
  JackReading now = reading(true, 480000, 180);
  now.metre = {6, 8};
  now.bar = 7;
  now.beat = 1.25;
  now.time_s = 12.5;
  const ClockReading clock = clock_of(now);
  EXPECT_EQ(clock.bpm, 180);
  EXPECT_EQ(clock.beat, 7 * 3 + 1.25);
  EXPECT_EQ(clock.in_bar, 1.25);
  EXPECT_EQ(clock.time_s, 12.5);
  now.rolling = false;
  EXPECT_EQ(clock_of(now).beat, std::nullopt);
  EXPECT_EQ(clock_of(now).bpm, 180);
  EXPECT_EQ(clock_of(reading(true, 0)).bpm, 0);
}

TEST(JackTransport, WhatAStrangersTempoMasterSaysIsReadAsFarAsItCanBe) {
  jack_position_t pos = at(48000);
  pos.valid = JackPositionBBT;
  pos.bar = 3;
  pos.beat = 2;
  pos.tick = 960;
  pos.beats_per_bar = 6;
  pos.beat_type = 8;
  pos.ticks_per_beat = 1920;
  pos.beats_per_minute = 180;
  const JackReading good = reading_of(JackTransportRolling, pos);
  EXPECT_TRUE(good.rolling);
  EXPECT_EQ(good.bpm, 90);
  EXPECT_EQ(good.metre, (Metre{6, 8}));
  EXPECT_EQ(good.bar, 2);
  EXPECT_NEAR(good.beat, 0.75, 1e-9);
  const auto without_a_tempo = [&](auto spoil) {
    jack_position_t bad = pos;
    spoil(bad);
    return !reading_of(JackTransportRolling, bad).bpm;
  };
  EXPECT_TRUE(without_a_tempo([](auto& bad) { bad.valid = static_cast<jack_position_bits_t>(0); }));
  EXPECT_TRUE(without_a_tempo([](auto& bad) { bad.beats_per_minute = std::nan(""); }));
  EXPECT_TRUE(without_a_tempo([](auto& bad) { bad.beats_per_bar = 1e30f; }));
  EXPECT_TRUE(without_a_tempo([](auto& bad) { bad.beats_per_bar = std::nanf(""); }));
  EXPECT_TRUE(without_a_tempo([](auto& bad) { bad.beat_type = 0; }));
  EXPECT_TRUE(without_a_tempo([](auto& bad) { bad.beat_type = 1e30f; }));
  EXPECT_TRUE(without_a_tempo([](auto& bad) { bad.ticks_per_beat = 0; }));
  pos.bar = std::numeric_limits<int32_t>::min();
  pos.beat = std::numeric_limits<int32_t>::min();
  EXPECT_LT(reading_of(JackTransportRolling, pos).bar, 0);
}

TEST(JackTransport, WithoutAServerThereIsNothingAndNothingIsSaid) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  if (const auto transport = JackTransport::open()) {
    EXPECT_GT(transport->read().rate_hz, 0);
    EXPECT_FALSE(transport->gone());
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

}  // namespace
}  // namespace continuo
