// Performances that keep step with a clock from outside: where their beats are heard.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/rng.h"
#include "live/jack_transport.h"
#include "live/kept_take.h"
#include "live/live_fixture_test.h"
#include "live/midi_input.h"
#include "synth/mix.h"

namespace continuo {
namespace {

constexpr int kDownbeat = 36;  // drums
constexpr int kBeat = 37;
constexpr double kLatency_s = 0.085;  // from rendered to heard

// Rounds of one stroke a beat, another one on the bar line.
class Metronome final : public RoundSource {
 public:
  explicit Metronome(Metre metre) {
    plan_.bpm = 110;
    plan_.metre = metre;
    plan_.parts = {{kDrumKit, Role::kDrums}};
    plan_.sections = {{SectionKind::kTheme, 12, 4, 4}};
    const SoundfontLayer& kit = test_soundfont()->preset_for(kDrumKit, drum_kit_for(plan_.genre));
    for (const int pitch : {kDownbeat, kBeat}) test_soundfont()->prepare(kit, pitch, 100);
  }

  void ask(RoundRequest request) override {
    Round round;
    round.id = request.id;
    round.number = request.round;
    round.style = {plan_, {0}};
    round.score.plan = plan_;
    Part& part = round.score.part(kDrumKit, Role::kDrums);
    for (int bar = 0; bar < 12; ++bar) {
      Bar line;
      line.start = bar * plan_.metre.bar_ticks();
      line.metre = plan_.metre;
      line.bpm = plan_.bpm;
      line.section = SectionKind::kTheme;
      line.bar_in_section = bar;
      round.score.bars.push_back(line);
      for (int tick = 0; tick < line.metre.bar_ticks(); tick += kTicksPerQuarter)
        part.notes.push_back({line.start + tick, 12, tick == 0 ? kDownbeat : kBeat, 100});
    }
    answer_ = std::move(round);
  }
  std::optional<Written> poll() override {
    if (!answer_) return std::nullopt;
    Written written = std::move(*answer_);
    answer_.reset();
    return written;
  }

 private:
  Plan plan_;
  std::optional<Round> answer_;
};

// A performance in a room: what is rendered at a time is heard kLatency_s later.
struct Room {
  Metronome source;
  Performance performance;
  std::vector<HeardNote> notes;
  std::vector<HeardBar> bars;
  std::vector<float> sound;

  explicit Room(Metre metre = {4, 4})
      : source(metre), performance(test_soundfont(), source, Controls{}, 300) {}

  double now_s() const { return static_cast<double>(performance.position()) / kSampleRateHz; }
  static double heard_s(uint64_t position) {
    return static_cast<double>(position) / kSampleRateHz + kLatency_s;
  }

  // Asks for the latest reading before each chunk.
  void play(double until_s, const std::function<ClockReading(double now_s)>& read) {
    std::vector<float> chunk(2 * 15 * Performance::kBlockFrames);
    while (now_s() < until_s) {
      performance.clear_heard();
      const ClockReading reading = read(now_s());
      performance.follow_clock(reading, (reading.time_s - kLatency_s) * kSampleRateHz);
      performance.render(chunk);
      sound.insert(sound.end(), chunk.begin(), chunk.end());
      notes.insert(notes.end(), performance.notes().begin(), performance.notes().end());
      bars.insert(bars.end(), performance.bars().begin(), performance.bars().end());
    }
  }
};

// A song whose beats lie at known times.
struct Song {
  double begins_s = 0;
  std::function<double(double beat)> bpm_at;

  // Of the first `count` beats, and so finely that a line between two is no error.
  std::vector<double> beats(int count) const {
    std::vector<double> times;
    double time_s = begins_s;
    for (int i = 0; i < count; ++i) {
      times.push_back(time_s);
      for (int part = 0; part < 24; ++part) time_s += 60 / bpm_at(i + part / 24.0) / 24;
    }
    return times;
  }
};

// Sends its MIDI clock over a cable that jitters.
class Cable {
 public:
  Cable(const Song& song, double jitter_s, uint64_t seed, double running_before_s = 0)
      : rng_(seed), jitter_s_(jitter_s), song_(song), input_(actions()) {
    // The clock may run before anything plays.
    const double first = song.bpm_at(0);
    const double period_s = 60 / first / 24;
    next_s_ = song.begins_s - std::floor(running_before_s / period_s) * period_s;
  }

  ClockReading read(double now_s) {
    while (next_s_ <= now_s) {
      if (!started_ && next_s_ >= song_.begins_s - 1e-9) {
        started_ = true;
        input_.take({MidiEvent::Kind::kStart}, last_s_);
      }
      last_s_ = std::max(last_s_, next_s_ + rng_.normal(0, jitter_s_));
      input_.take({MidiEvent::Kind::kClock}, last_s_);
      if (started_) beat_ += 1.0 / 24;
      next_s_ += 60 / song_.bpm_at(started_ ? beat_ : 0) / 24;
    }
    return reading_;
  }

 private:
  MidiInputActions actions() {
    MidiInputActions actions;
    actions.transport.clock = [this](const ClockReading& reading) { reading_ = reading; };
    return actions;
  }

  Rng rng_;
  double jitter_s_;
  Song song_;
  ClockReading reading_;
  MidiInput input_;
  double next_s_ = 0;
  double last_s_ = 0;
  double beat_ = 0;
  bool started_ = false;
};

struct Distance {
  double mean_ms = 0;  // of strokes from the nearest beat
  double worst_ms = 0;
  size_t strokes = 0;
  size_t wrong = 0;  // strokes that are not the one for their beat
};

Distance distance(const Room& room, const std::vector<double>& beats, double from_s, double until_s,
                  int beats_a_bar, int first_bar_line = 0) {
  Distance found;
  for (const HeardNote& note : room.notes) {
    const double at_s = Room::heard_s(note.start);
    if (at_s < from_s || at_s > until_s) continue;
    size_t nearest = 0;
    for (size_t i = 0; i < beats.size(); ++i) {
      if (std::abs(beats[i] - at_s) < std::abs(beats[nearest] - at_s)) nearest = i;
    }
    const double off_ms = 1000 * std::abs(beats[nearest] - at_s);
    found.mean_ms += off_ms;
    found.worst_ms = std::max(found.worst_ms, off_ms);
    const bool bar_line = (static_cast<int>(nearest) - first_bar_line) % beats_a_bar == 0;
    found.wrong += bar_line != (note.pitch == kDownbeat);
    ++found.strokes;
  }
  found.mean_ms /= std::max<double>(1, static_cast<double>(found.strokes));
  return found;
}

TEST(FollowedClock, AJitteryMidiClockThatIsJoinedOnTheWay) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    Room room;
    const Song song{3.217, [](double) { return 127.3; }};
    Cable cable(song, 0.002, seed, 1.5);
    room.play(40, [&](double now_s) { return cable.read(now_s); });
    const auto beats = song.beats(90);
    // From a beat after the start on it goes the same way; a while later it is locked.
    const Distance early = distance(room, beats, beats[3], beats[8], 4);
    EXPECT_EQ(early.wrong, 0u);
    EXPECT_LT(early.mean_ms, 25) << seed;
    const Distance late = distance(room, beats, beats[12], beats[70], 4);
    EXPECT_EQ(late.wrong, 0u);
    EXPECT_GE(late.strokes, 57u);
    EXPECT_LT(late.mean_ms, 4) << seed;
    EXPECT_LT(late.worst_ms, 12) << seed;
    ASSERT_TRUE(room.performance.clock_step().has_value());
    EXPECT_TRUE(room.performance.clock_step()->locked);
    EXPECT_NEAR(room.performance.clock_step()->bpm, 127.3, 1);
  }
}

TEST(FollowedClock, ADriftingTempoIsKept) {
  Room room;
  const Song song{1.1, [](double beat) { return 118 + 6 * std::sin(beat / 20); }};
  Cable cable(song, 0.002, 4);
  room.play(60, [&](double now_s) { return cable.read(now_s); });
  const auto beats = song.beats(125);
  const Distance found = distance(room, beats, beats[16], beats[110], 4);
  EXPECT_EQ(found.wrong, 0u);
  EXPECT_LT(found.mean_ms, 5);
  EXPECT_LT(found.worst_ms, 20);
}

TEST(FollowedClock, AfterATempoChangeTheBeatsMeetAgain) {
  Room room;
  const Song song{0.5, [](double beat) { return beat < 32 ? 120 : 96; }};
  Cable cable(song, 0.001, 5);
  room.play(45, [&](double now_s) { return cable.read(now_s); });
  const auto beats = song.beats(75);
  const Distance before = distance(room, beats, beats[14], beats[32] - 0.1, 4);
  EXPECT_LT(before.mean_ms, 5);
  const Distance after = distance(room, beats, beats[42], beats[70], 4);
  EXPECT_LT(after.mean_ms, 5);
  EXPECT_EQ(before.wrong + after.wrong, 0u);
  // No bar was cut or began anew for it: it leant.
  size_t bars = 0;
  for (const HeardBar& bar : room.bars) {
    if (Room::heard_s(bar.start) > beats[14]) bars += bar.bar.metre != Metre{4, 4};
  }
  EXPECT_EQ(bars, 0u);
}

// JACK as a simulation: a play head with bars and beats of its own, put elsewhere once.
TEST(FollowedClock, JacksBarsAreOurs) {
  Room room;
  constexpr double kBpm = 104;
  const double moved_s = 21.37;
  const auto beat_at = [&](double time_s) {
    return time_s < moved_s ? 4 * 6 + 2.3 + (time_s - 2) * kBpm / 60
                            : 4 * 40 + 3.1 + (time_s - moved_s) * kBpm / 60;
  };
  room.play(45, [&](double now_s) {
    JackReading reading;
    reading.rolling = now_s > 2;
    reading.rate_hz = kSampleRateHz;
    reading.bpm = kBpm;
    const double beat = beat_at(now_s);
    reading.bar = static_cast<int64_t>(beat / 4);
    reading.beat = beat - 4 * static_cast<double>(reading.bar);
    reading.time_s = now_s;
    return clock_of(reading);
  });
  std::vector<double> first, second;  // times of JACK's beats, from a bar line on
  for (int beat = 0; beat < 40; ++beat) first.push_back(2 + (4 * 7 + beat - 26.3) * 60 / kBpm);
  for (int beat = 0; beat < 40; ++beat)
    second.push_back(moved_s + (4 * 41 + beat - 163.1) * 60 / kBpm);
  const Distance before = distance(room, first, first[2], moved_s, 4);
  EXPECT_EQ(before.wrong, 0u);
  EXPECT_GT(before.strokes, 20u);
  EXPECT_LT(before.mean_ms, 3);
  // From the next beat but one on, the lag of what was rendered already included.
  const Distance after = distance(room, second, second[1], second[35], 4);
  EXPECT_EQ(after.wrong, 0u);
  EXPECT_GT(after.strokes, 30u);
  EXPECT_LT(after.mean_ms, 3);
}

TEST(FollowedClock, AnOddMetreKeepsItsBars) {
  Room room({7, 8});
  const Song song{0.4, [](double) { return 140; }};
  Cable cable(song, 0.001, 6);
  room.play(30, [&](double now_s) { return cable.read(now_s); });
  // Bar lines fall on the song's, every three beats and a half.
  size_t compared = 0;
  for (const HeardNote& note : room.notes) {
    const double at_s = Room::heard_s(note.start);
    if (note.pitch != kDownbeat || at_s < 8) continue;
    const double bars = (at_s - song.begins_s) * 140 / 60 / 3.5;
    EXPECT_NEAR(bars, std::round(bars), 0.008);
    ++compared;
  }
  EXPECT_GE(compared, 12u);
}

TEST(FollowedClock, APauseGoesOnWithTheSongAndTheEndGivesTheTempoBack) {
  Room room;
  const auto reading = [](double now_s, double beat) {
    return ClockReading{120, beat, std::nullopt, now_s};
  };
  room.play(10, [&](double now_s) { return reading(now_s, now_s * 2); });
  EXPECT_TRUE(room.performance.clock_step()->locked);
  // It stands for 1.3 s.
  room.play(11.3, [&](double now_s) {
    return ClockReading{120, std::nullopt, std::nullopt, now_s};
  });
  EXPECT_FALSE(room.performance.clock_step()->locked);
  room.play(16, [&](double now_s) { return reading(now_s, (now_s - 1.3) * 2); });
  std::vector<double> beats;
  for (int i = 0; i < 32; ++i) beats.push_back(1.3 + i * 0.5);
  const Distance found = distance(room, beats, 12.4, 16, 4);
  EXPECT_EQ(found.wrong, 0u);
  EXPECT_LT(found.mean_ms, 5);
  room.play(17, [](double) { return ClockReading{}; });
  EXPECT_EQ(room.performance.bpm(), 110);
  EXPECT_EQ(room.performance.clock_step(), std::nullopt);
}

TEST(FollowedClock, NonsenseDoesNoHarm) {
  Room room;
  Rng rng(9);
  const double odd[] = {0,     -1,  1e-300,   1e300, 1e9, 120, std::nan(""),
                        -1e12, 3.5, INFINITY, -0.0,  7e15};
  const auto any = [&] { return odd[static_cast<size_t>(rng.range(0, 11))]; };
  room.play(5, [&](double now_s) {
    return ClockReading{any(), any(), rng.chance(0.5) ? std::optional(any()) : std::nullopt, now_s};
  });
  EXPECT_GT(room.performance.bar_number(), 0);
  for (const float sample : room.sound) ASSERT_LE(std::abs(sample), 1.0f);
  room.play(12, [](double now_s) { return ClockReading{120, now_s * 2, std::nullopt, now_s}; });
  EXPECT_TRUE(room.performance.clock_step()->locked);
}

TEST(FollowedClock, ATakeThatWasKeptWhileFollowingReplaysBitForBit) {
  Heard heard(test_controls("upbeat funk band with bass, drums, electric piano and trumpet", 3));
  Song song{2.6, [](double beat) { return 100 + beat / 4; }};
  Cable cable(song, 0.002, 8);
  for (int i = 0; i < 1000; ++i) {
    const double now_s =
        static_cast<double>(heard.performance.position()) / static_cast<double>(kSampleRateHz);
    const ClockReading clock = cable.read(now_s);
    heard.performance.follow_clock(clock, (clock.time_s - kLatency_s) * kSampleRateHz);
    heard.play(0.02);
  }
  const Performance& performance = heard.performance;
  KeptTake take =
      cut_take(performance.history().latest(18, performance.block()), performance.block());
  const Stereo sound = render_kept(take, test_soundfont());
  KeptTake again = kept_take_from_json(recipe_to_json(take));
  EXPECT_EQ(render_kept(again, test_soundfont()).samples, sound.samples);
  EXPECT_EQ(again.audio_fingerprint, take.audio_fingerprint);
  EXPECT_GT(take.score.note_count(), 50u);
  // The bars that were cut follow each other, each with its own notes.
  int end = 0;
  for (const Bar& bar : take.score.bars) {
    EXPECT_EQ(bar.start, end);
    end = bar.end();
  }
  for (const Part& part : take.score.parts) {
    for (const Note& note : part.notes) EXPECT_LT(note.start, end);
  }
  // The same sound as was heard, but for its level: the strokes fall together.
  EXPECT_NEAR(take.score.seconds_at(end),
              static_cast<double>(take.end_block * Performance::kBlockFrames) / kSampleRateHz, 2.5);
}

}  // namespace
}  // namespace continuo
