#include "live/midi_event.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "live/midi_side_rt.h"
#include "rt/real_time_trap_test.h"

namespace continuo {
namespace {

using Kind = MidiEvent::Kind;

std::optional<MidiEvent> parsed(std::vector<uint8_t> bytes) { return parse_midi_event(bytes); }

TEST(MidiEvent, KnownMessages) {
  EXPECT_EQ(parsed({0x90, 60, 100}), (MidiEvent{Kind::kNoteOn, 0, 60, 100}));
  EXPECT_EQ(parsed({0x9F, 60, 0}), (MidiEvent{Kind::kNoteOff, 15, 60, 0}));
  EXPECT_EQ(parsed({0x83, 61, 64}), (MidiEvent{Kind::kNoteOff, 3, 61, 64}));
  EXPECT_EQ(parsed({0xB1, 74, 127}), (MidiEvent{Kind::kControl, 1, 74, 127}));
  EXPECT_EQ(parsed({0xF2, 0x10, 0x02}), (MidiEvent{Kind::kSongPosition, 0, 0, 272}));
  EXPECT_EQ(parsed({0xF8}), MidiEvent{Kind::kClock});
  EXPECT_EQ(parsed({0xFA}), MidiEvent{Kind::kStart});
  EXPECT_EQ(parsed({0xFB}), MidiEvent{Kind::kContinue});
  EXPECT_EQ(parsed({0xFC}), MidiEvent{Kind::kStop});
}

TEST(MidiEvent, WhatIsWrittenIsRead) {
  for (const MidiEvent& event :
       {MidiEvent{Kind::kNoteOn, 3, 60, 1}, MidiEvent{Kind::kNoteOff, 15, 127, 0},
        MidiEvent{Kind::kControl, 0, 123, 0}, MidiEvent{Kind::kSongPosition, 0, 0, 16383},
        MidiEvent{Kind::kClock}, MidiEvent{Kind::kStart}, MidiEvent{Kind::kContinue},
        MidiEvent{Kind::kStop}})
    EXPECT_EQ(parse_midi_event(midi_message(event).span()), event);
  const MidiMessage program = midi_program_change(2, 33);
  EXPECT_EQ(std::vector<uint8_t>(program.span().begin(), program.span().end()),
            (std::vector<uint8_t>{0xC2, 33}));
  EXPECT_THROW(midi_message({Kind::kNoteOn, 16, 60, 1}), Error);
  EXPECT_THROW(midi_message({Kind::kNoteOn, 0, 128, 1}), Error);
  EXPECT_THROW(midi_message({Kind::kNoteOn, 0, 60, -1}), Error);
  EXPECT_THROW(midi_message({Kind::kSongPosition, 0, 0, 16384}), Error);
  EXPECT_THROW(midi_program_change(0, 128), Error);
}

// Whatever comes over a cable is a known event with numbers in their ranges, or nothing.
TEST(MidiEvent, GarbageIsNothing) {
  EXPECT_EQ(parsed({}), std::nullopt);
  EXPECT_EQ(parsed({0x90}), std::nullopt);
  EXPECT_EQ(parsed({0x90, 60}), std::nullopt);
  EXPECT_EQ(parsed({0x90, 60, 100, 0}), std::nullopt);
  EXPECT_EQ(parsed({60, 60, 100}), std::nullopt);
  EXPECT_EQ(parsed({0x90, 0x80, 100}), std::nullopt);
  EXPECT_EQ(parsed({0xFE}), std::nullopt);
  EXPECT_EQ(parsed({0xF0, 1, 0xF7}), std::nullopt);
  Rng rng(1);
  for (int i = 0; i < 200000; ++i) {
    std::vector<uint8_t> bytes(rng.next() % 5);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(rng.next());
    const std::optional<MidiEvent> event = parsed(bytes);
    if (!event) continue;
    ASSERT_TRUE(event->channel >= 0 && event->channel < 16);
    ASSERT_TRUE(event->number >= 0 && event->number < 128);
    ASSERT_TRUE(event->value >= 0 && event->value < 16384);
    ASSERT_TRUE(event->kind == Kind::kSongPosition || event->value < 128);
  }
}

TEST(MidiSide, HandsOnWithTimesAndCountsWhatIsLost) {
  MidiSide side;
  std::vector<uint8_t> note{0x90, 60, 100};
  std::vector<uint8_t> garbage{0x13};
  uint64_t allocations = 0;
  uint64_t locks = 0;
  {
    const RealTimeTrap trap;
    take_midi_message(0, &note, &side);
    take_midi_message(0.5, &garbage, &side);
    for (int i = 0; i < 1025; ++i) take_midi_message(0.25, &note, &side);
    allocations = trap.allocations();
    locks = trap.locks();
  }
  EXPECT_EQ(allocations + locks, 0u);
  EXPECT_EQ(side.lost, 2u);
  MidiSide::Incoming incoming;
  ASSERT_TRUE(side.ring.pop(incoming));
  EXPECT_EQ(incoming.time_s, 0.0);
  EXPECT_EQ(incoming.event, (MidiEvent{Kind::kNoteOn, 0, 60, 100}));
  ASSERT_TRUE(side.ring.pop(incoming));
  EXPECT_EQ(incoming.time_s, 0.75);
}

}  // namespace
}  // namespace continuo
