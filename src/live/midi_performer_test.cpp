#include "live/midi_performer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace continuo {
namespace {

using Kind = MidiEvent::Kind;
using namespace std::chrono_literals;

struct Instrument {
  std::mutex mutex;
  std::vector<MidiEvent> heard;
  MidiPerformer::Send send() {
    return [this](std::span<const uint8_t> message) {
      const std::lock_guard lock(mutex);
      if (const auto event = parse_midi_event(message)) heard.push_back(*event);
    };
  }
  size_t count(Kind kind) {
    const std::lock_guard lock(mutex);
    return static_cast<size_t>(std::count_if(
        heard.begin(), heard.end(), [kind](const MidiEvent& e) { return e.kind == kind; }));
  }
  bool comes_to(Kind kind, size_t number) {
    for (int tries = 0; tries < 2000; ++tries) {
      if (count(kind) >= number) return true;
      std::this_thread::sleep_for(5ms);
    }
    return false;
  }
};

// Four chunks of 20 ms: a bar line, and a note that begins in each.
void play(MidiPerformer& performer, std::chrono::steady_clock::time_point begin,
          uint64_t note_length) {
  const std::vector<float> silence(2 * 960);
  for (uint64_t i = 0; i < 4; ++i) {
    const uint64_t position = i * 960;
    const std::vector<HeardNote> notes{
        {0, 60 + static_cast<int>(i), 90, position, position + note_length}};
    std::vector<HeardBar> bars;
    if (i == 0) {
      bars.emplace_back();
      bars[0].end = 96000;
    }
    performer.on_chunk({position, silence, notes, bars}, begin + i * 20ms);
  }
}

TEST(MidiPerformer, NotesAndClockInOrder) {
  Instrument instrument;
  MidiPerformer performer(instrument.send(), {});
  play(performer, std::chrono::steady_clock::now(), 500);
  ASSERT_TRUE(instrument.comes_to(Kind::kNoteOff, 4));
  EXPECT_EQ(instrument.count(Kind::kNoteOn), 4u);
  EXPECT_EQ(instrument.count(Kind::kClock), 4u);
  EXPECT_EQ(instrument.count(Kind::kStart), 1u);
  const std::lock_guard lock(instrument.mutex);
  EXPECT_EQ(instrument.heard[0].kind, Kind::kSongPosition);
  EXPECT_EQ(instrument.heard[1].kind, Kind::kStart);
  EXPECT_EQ(instrument.heard[2].kind, Kind::kClock);
  EXPECT_EQ(instrument.heard[3].kind, Kind::kNoteOn);
}

TEST(MidiPerformer, APauseEndsWhatSoundsAndTakesBackTheRest) {
  Instrument instrument;
  MidiPerformer performer(instrument.send(), {});
  // The first note at once, the others in a minute.
  const std::vector<float> silence(2 * 960);
  const auto now = std::chrono::steady_clock::now();
  const std::vector<HeardNote> first{{0, 60, 90, 0, 480000}};
  const std::vector<HeardNote> later{{0, 64, 90, 2880000, 2880100}};
  performer.on_chunk({0, silence, first, {}}, now);
  performer.on_chunk({2880000, silence, later, {}}, now + 60s);
  ASSERT_TRUE(instrument.comes_to(Kind::kNoteOn, 1));
  performer.transport(Transport::kPaused);
  ASSERT_TRUE(instrument.comes_to(Kind::kControl, 1));
  EXPECT_EQ(instrument.count(Kind::kNoteOn), 1u);
  EXPECT_EQ(instrument.count(Kind::kNoteOff), 1u);
  EXPECT_EQ(instrument.count(Kind::kStop), 1u);
  performer.transport(Transport::kPlaying);
  performer.on_chunk({960, silence, {}, {}}, std::chrono::steady_clock::now());
  ASSERT_TRUE(instrument.comes_to(Kind::kContinue, 1));
}

TEST(MidiPerformer, AnInstrumentThatTakesNothingMakesNothingPileUp) {
  Instrument instrument;
  {
    MidiPerformer performer(instrument.send(), {});
    const std::vector<float> silence(2 * 960);
    const auto now = std::chrono::steady_clock::now();
    std::unique_lock stuck(instrument.mutex);
    for (uint64_t i = 0; i < 20'000; ++i) {
      const uint64_t position = i * 960;
      const std::vector<HeardNote> notes{{0, 60, 90, position, position + 500},
                                         {0, 64, 90, position, position + 500}};
      performer.on_chunk({position, silence, notes, {}}, now);
    }
    stuck.unlock();
    ASSERT_TRUE(instrument.comes_to(Kind::kNoteOff, 1));
  }
  const std::lock_guard lock(instrument.mutex);
  EXPECT_LT(instrument.heard.size(), 10'000u) << "of 80,000 notes and ends";
  // All that was told to sound was told to end.
  std::set<int> sounding;
  for (const MidiEvent& event : instrument.heard) {
    if (event.kind == Kind::kNoteOn) sounding.insert(event.number);
    if (event.kind == Kind::kNoteOff) sounding.erase(event.number);
  }
  EXPECT_TRUE(sounding.empty());
}

TEST(MidiPerformer, NoNoteHangsAtTheEnd) {
  Instrument instrument;
  {
    MidiPerformer performer(instrument.send(), {true, false});
    play(performer, std::chrono::steady_clock::now(), 4800000);
    ASSERT_TRUE(instrument.comes_to(Kind::kNoteOn, 2));
  }
  EXPECT_EQ(instrument.count(Kind::kNoteOn), instrument.count(Kind::kNoteOff));
  EXPECT_EQ(instrument.count(Kind::kClock) + instrument.count(Kind::kStart), 0u);
}

}  // namespace
}  // namespace continuo
