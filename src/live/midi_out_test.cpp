// Clock and notes out, on a simulated clock of sample frames.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/rng.h"
#include "live/heard_clock.h"
#include "live/midi_clock_out.h"
#include "live/midi_notes_out.h"
#include "score/instrument.h"

namespace continuo {
namespace {

using Kind = MidiEvent::Kind;

HeardBar bar(int64_t number, uint64_t start, uint64_t end, Metre metre = {4, 4}) {
  HeardBar heard;
  heard.number = number;
  heard.start = start;
  heard.end = end;
  heard.bar.metre = metre;
  return heard;
}

Kind kind(const TimedMidi& timed) { return parse_midi_event(timed.message.span())->kind; }

std::vector<uint64_t> positions(const std::vector<TimedMidi>& out, Kind wanted) {
  std::vector<uint64_t> found;
  for (const TimedMidi& timed : out) {
    const auto event = parse_midi_event(timed.message.span());
    if (event && event->kind == wanted) found.push_back(timed.position);
  }
  return found;
}

// Chunks of any size; bars are announced in the chunk where they begin.
void play(MidiClockOut& clock, const std::vector<HeardBar>& bars, uint64_t from, uint64_t to,
          size_t chunk, std::vector<TimedMidi>& out) {
  for (uint64_t position = from; position < to; position += chunk) {
    const size_t frames = std::min<uint64_t>(chunk, to - position);
    std::vector<HeardBar> begin;
    for (const HeardBar& one : bars) {
      if (one.start >= position && one.start < position + frames) begin.push_back(one);
    }
    clock.chunk(position, frames, begin, out);
  }
}

TEST(MidiClockOut, TwentyFourAQuarterWhateverTheChunks) {
  // 120 bpm, a bar of 7/8, one at 90 bpm.
  const std::vector<HeardBar> bars{bar(0, 1000, 97000), bar(1, 97000, 181000, {7, 8}),
                                   bar(2, 181000, 309000)};
  std::vector<TimedMidi> whole;
  MidiClockOut one;
  play(one, bars, 1000, 309000, 308000, whole);
  const std::vector<uint64_t> ticks = positions(whole, Kind::kClock);
  ASSERT_EQ(ticks.size(), 96u + 84 + 96);
  for (size_t k = 0; k < 96; ++k) EXPECT_EQ(ticks[k], 1000 + k * 1000);
  for (size_t k = 0; k < 84; ++k) EXPECT_EQ(ticks[96 + k], 97000 + k * 1000);
  for (size_t k = 0; k < 96; ++k)
    EXPECT_NEAR(static_cast<double>(ticks[180 + k]), 181000 + static_cast<double>(k) * 128000 / 96,
                0.5);
  ASSERT_GE(whole.size(), 2u);
  EXPECT_EQ(kind(whole[0]), Kind::kSongPosition);
  EXPECT_EQ(kind(whole[1]), Kind::kStart);
  EXPECT_EQ(whole[1].position, 1000u);
  for (const size_t chunk : {960u, 64u, 12345u}) {
    std::vector<TimedMidi> pieces;
    MidiClockOut other;
    play(other, bars, 1000, 309000, chunk, pieces);
    EXPECT_EQ(pieces, whole) << chunk;
  }
}

TEST(MidiClockOut, StopContinueAndStart) {
  const std::vector<HeardBar> bars{bar(0, 0, 96000), bar(1, 96000, 192000)};
  MidiClockOut clock;
  std::vector<TimedMidi> out;
  play(clock, bars, 0, 9600, 960, out);
  clock.pause(9600, out);
  clock.pause(9600, out);  // says nothing twice
  EXPECT_EQ(positions(out, Kind::kStop), (std::vector<uint64_t>{9600}));
  EXPECT_EQ(positions(out, Kind::kClock).size(), 10u);
  out.clear();
  play(clock, bars, 9600, 19200, 960, out);
  EXPECT_EQ(kind(out.front()), Kind::kContinue);
  EXPECT_EQ(positions(out, Kind::kClock).front(), 10000u);
  EXPECT_TRUE(positions(out, Kind::kStart).empty());
  clock.stop(19200, out);
  out.clear();
  play(clock, {bar(0, 20000, 116000)}, 20000, 30000, 960, out);
  EXPECT_EQ(positions(out, Kind::kStart), (std::vector<uint64_t>{20000}));
  // A performance that begins anew without a pause.
  out.clear();
  play(clock, {bar(0, 30500, 126500)}, 30000, 32000, 500, out);
  EXPECT_EQ(positions(out, Kind::kStop), (std::vector<uint64_t>{30500}));
  EXPECT_EQ(positions(out, Kind::kStart), (std::vector<uint64_t>{30500}));
}

// The bar that plays gets longer: no tick is said twice, none is left out.
TEST(MidiClockOut, ABarThatChangesKeepsItsPhase) {
  MidiClockOut clock;
  std::vector<TimedMidi> out;
  clock.chunk(0, 48000, std::vector<HeardBar>{bar(0, 0, 96000)}, out);
  EXPECT_EQ(positions(out, Kind::kClock).size(), 48u);
  clock.chunk(48000, 200000, std::vector<HeardBar>{bar(0, 0, 144000), bar(1, 144000, 240000)}, out);
  const std::vector<uint64_t> ticks = positions(out, Kind::kClock);
  ASSERT_EQ(ticks.size(), 192u);
  for (size_t k = 1; k < ticks.size(); ++k) {
    const auto step = static_cast<double>(ticks[k] - ticks[k - 1]);
    if (k < 48 || k > 96) {
      EXPECT_EQ(step, 1000);
    }
    if (k >= 48 && k < 96) {
      EXPECT_NEAR(step, 97000.0 / 49, 1);
    }
  }
  EXPECT_EQ(ticks[96], 144000u);
  // A bar that is announced twice before it has begun to be heard.
  MidiClockOut other;
  out.clear();
  other.chunk(0, 1500, std::vector<HeardBar>{bar(0, 0, 96000), bar(0, 0, 48000)}, out);
  EXPECT_EQ(positions(out, Kind::kClock), (std::vector<uint64_t>{0, 500, 1000}));
  EXPECT_EQ(positions(out, Kind::kStart).size(), 1u);
}

HeardNote note(int program, int pitch, uint64_t start, uint64_t end) {
  return {program, pitch, 100, start, end};
}

// Whatever is played: each note begins, each ends, keys are let go before they are struck again,
// and the order is that of time.
TEST(MidiNotesOut, EveryNoteHasItsEnd) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    Rng rng(seed);
    MidiNotesOut notes;
    std::vector<TimedMidi> out;
    size_t begun = 0;
    for (uint64_t position = 0; position < 960 * 200; position += 960) {
      std::vector<HeardNote> heard;
      for (uint64_t i = rng.next() % 4; i > 0; --i) {
        const uint64_t start = position + rng.next() % 960;
        heard.push_back(note(static_cast<int>(rng.next() % 20) * 8 % 129,
                             40 + static_cast<int>(rng.next() % 5), start,
                             start + rng.next() % 9000));
      }
      begun += heard.size();
      notes.chunk(position, 960, heard, out);
    }
    notes.silence(960 * 200, out);
    std::set<std::pair<int, int>> sounding;
    size_t on = 0;
    uint64_t before = 0;
    for (const TimedMidi& timed : out) {
      ASSERT_GE(timed.position, before);
      before = timed.position;
      const auto event = parse_midi_event(timed.message.span());
      if (!event) continue;  // a program change
      const std::pair key{event->channel, event->number};
      if (event->kind == Kind::kNoteOn) {
        ++on;
        ASSERT_TRUE(sounding.insert(key).second) << seed;
      } else if (event->kind == Kind::kNoteOff) {
        ASSERT_EQ(sounding.erase(key), 1u) << seed;
      }
    }
    EXPECT_EQ(on, begun);
    EXPECT_TRUE(sounding.empty());
  }
}

TEST(MidiNotesOut, ChannelsProgramsAndDrums) {
  MidiNotesOut notes;
  std::vector<TimedMidi> out;
  notes.chunk(0, 1000,
              std::vector<HeardNote>{note(33, 40, 0, 500), note(kDrumKit, 36, 0, 100),
                                     note(33, 43, 600, 5000)},
              out);
  const std::vector<TimedMidi> expected{
      {0, midi_program_change(0, 33)},
      {0, midi_message({Kind::kNoteOn, 0, 40, 100})},
      {0, midi_message({Kind::kNoteOn, kMidiDrumChannel, 36, 100})},
      {100, midi_message({Kind::kNoteOff, kMidiDrumChannel, 36, 0})},
      {500, midi_message({Kind::kNoteOff, 0, 40, 0})},
      {600, midi_message({Kind::kNoteOn, 0, 43, 100})}};
  EXPECT_EQ(out, expected);
  // Seventeen parts on fifteen channels: the one that was silent for longest gives way.
  out.clear();
  for (int program = 40; program < 56; ++program)
    notes.chunk(static_cast<uint64_t>(program) * 1000, 1000,
                std::vector<HeardNote>{note(program, 60, static_cast<uint64_t>(program) * 1000,
                                            static_cast<uint64_t>(program) * 1000 + 100)},
                out);
  std::map<int, int> channels;
  for (const TimedMidi& timed : out) {
    if (timed.message.size == 2) ++channels[timed.message.bytes[0] & 15];
  }
  EXPECT_EQ(channels.count(kMidiDrumChannel), 0u);
  EXPECT_EQ(channels.size(), 15u);
  EXPECT_EQ(channels[0], 1);  // of program 33, which ended first
  EXPECT_EQ(channels[1], 2);
}

TEST(MidiNotesOut, HostileNotesAreLeftOut) {
  MidiNotesOut notes;
  std::vector<TimedMidi> out;
  notes.chunk(1000, 100,
              std::vector<HeardNote>{note(0, 128, 1000, 2000), note(0, -1, 1000, 2000),
                                     note(129, 60, 1000, 2000), note(-1, 60, 1000, 2000)},
              out);
  EXPECT_TRUE(out.empty());
  // Times outside of the chunk, an end before the beginning, a velocity out of range.
  HeardNote wrong = note(0, 60, 500, 400);
  wrong.velocity = 1000;
  notes.chunk(1000, 100, std::vector<HeardNote>{wrong}, out);
  ASSERT_EQ(out.size(), 3u);
  EXPECT_EQ(out[1], (TimedMidi{1000, midi_message({Kind::kNoteOn, 0, 60, 127})}));
  EXPECT_EQ(out[2], (TimedMidi{1001, midi_message({Kind::kNoteOff, 0, 60, 0})}));
}

TEST(HeardClock, ScatterIsAveragedAwayAndLeapsAreFollowed) {
  HeardClock clock;
  Rng rng(1);
  for (uint64_t position = 0; position < 480000; position += 960) {
    const double true_s = 3 + static_cast<double>(position) / 48000;
    clock.observe(position, true_s + rng.uniform(-0.0027, 0.0027));  // half a block
    if (position > 96000) {
      ASSERT_NEAR(clock.time_of(position), true_s, 0.0012);
    }
  }
  clock.observe(480000, 500);
  EXPECT_EQ(clock.time_of(480000), 500);
  EXPECT_EQ(clock.time_of(528000), 501);
}

}  // namespace
}  // namespace continuo
