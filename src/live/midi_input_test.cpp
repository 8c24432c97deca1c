#include "live/midi_input.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "live/midi_ports.h"

namespace continuo {
namespace {

using Kind = MidiEvent::Kind;

TEST(HeldNotes, FingersAndPedal) {
  HeldNotes held;
  EXPECT_TRUE(held.take({Kind::kNoteOn, 0, 60, 100}));
  EXPECT_TRUE(held.take({Kind::kNoteOn, 1, 64, 100}));
  EXPECT_FALSE(held.take({Kind::kNoteOn, 0, 72, 100}));  // C again
  EXPECT_EQ(held.pitch_classes(), 0b000000010001u);
  EXPECT_FALSE(held.take({Kind::kNoteOff, 0, 60, 0}));
  EXPECT_EQ(held.pitch_classes(), 0b000000010001u);
  EXPECT_TRUE(held.take({Kind::kNoteOff, 0, 72, 0}));
  EXPECT_EQ(held.pitch_classes(), 0b000000010000u);
  held.take({Kind::kControl, 1, kMidiSustain, 127});
  EXPECT_FALSE(held.take({Kind::kNoteOff, 1, 64, 0}));
  EXPECT_TRUE(held.take({Kind::kControl, 1, kMidiSustain, 0}));
  EXPECT_EQ(held.pitch_classes(), 0u);
  held.take({Kind::kNoteOn, 5, 61, 100});
  EXPECT_FALSE(held.take({Kind::kNoteOn, kMidiDrumChannel, 38, 100}));
  EXPECT_TRUE(held.take({Kind::kControl, 5, kMidiAllNotesOff, 0}));
  EXPECT_FALSE(held.take({Kind::kNoteOff, 7, 10, 0}));
}

TEST(MidiInput, EventsBecomeActions) {
  std::string said;
  MidiInputActions actions;
  actions.transport.play = [&](bool from_the_start) { said += from_the_start ? "P" : "p"; };
  actions.transport.pause = [&] { said += "s"; };
  ClockReading clock;
  int readings = 0;
  actions.transport.clock = [&](const ClockReading& reading) {
    clock = reading;
    ++readings;
  };
  actions.control = [&](int channel, int controller, int value) {
    said += "c" + std::to_string(channel) + "," + std::to_string(controller) + "," +
            std::to_string(value);
  };
  actions.held = [&](std::bitset<12> classes) { said += "h" + std::to_string(classes.count()); };
  MidiInput input(actions);
  input.take({Kind::kStart}, 0);
  for (int i = 0; i < 100; ++i) input.take({Kind::kClock}, i * 60.0 / 100 / 24);
  EXPECT_EQ(said, "P");
  EXPECT_EQ(readings, 77);  // from the first that knows a tempo on
  EXPECT_NEAR(clock.bpm, 100, 1e-6);
  ASSERT_TRUE(clock.beat.has_value());
  EXPECT_NEAR(*clock.beat, 99.0 / 24, 1e-6);
  EXPECT_NEAR(clock.time_s, 99 * 60.0 / 100 / 24, 1e-9);
  said.clear();
  input.take({Kind::kStop}, 2.5);
  input.take({Kind::kStop}, 2.5);
  input.take({Kind::kClock}, 2.5);
  EXPECT_EQ(clock.beat, std::nullopt);
  input.take({Kind::kContinue}, 2.6);
  input.take({Kind::kContinue}, 2.6);
  input.take({Kind::kStart}, 2.7);
  EXPECT_EQ(said, "spP");
  said.clear();
  input.take({Kind::kControl, 3, 74, 101}, 3);
  input.take({Kind::kNoteOn, 0, 60, 100}, 3);
  input.take({Kind::kNoteOn, 0, 72, 100}, 3);
  input.take({Kind::kNoteOff, 0, 72, 0}, 3);
  input.take({Kind::kNoteOff, 0, 60, 0}, 3);
  EXPECT_EQ(said, "c3,74,101h1h0");
  const MidiInputStatus status = input.status(2.5);
  EXPECT_TRUE(status.running);
  EXPECT_EQ(status.messages, 112u);
  MidiInput silent({});
  silent.take({Kind::kStart}, 0);
  silent.take({Kind::kControl, 3, 74, 101}, 3);
  silent.take({Kind::kNoteOn, 0, 60, 100}, 3);
}

// With a sequencer or a JACK server, or without: a list, or a reason, and nothing printed.
TEST(MidiPorts, AMachineWithoutMidiIsToldPolitely) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  const MidiPorts ports = list_midi_ports();
  EXPECT_EQ(ports.why_none.empty(), !ports.apis.empty());
  try {
    MidiOut out("no such port of that name");
    ADD_FAILURE() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMissing);
  }
  EXPECT_THROW(MidiIn("no such port of that name", [](const MidiEvent&, double) {}), Error);
  if (ports.apis.empty()) {
    EXPECT_TRUE(ports.ports.empty());
    EXPECT_THROW(MidiOut{std::string(kVirtualPort)}, Error);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

}  // namespace
}  // namespace continuo
