#include "live/performance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "live/kept_take.h"
#include "live/live_fixture_test.h"

namespace continuo {
namespace {

constexpr const char* kBand = "upbeat funk band with bass, drums, electric piano and trumpet";

size_t first_difference(const std::vector<float>& a, const std::vector<float>& b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<size_t>(x - a.begin()) / 2;
}

uint64_t first_bar_line_after(const std::vector<HeardBar>& bars, uint64_t position) {
  for (const HeardBar& bar : bars) {
    if (bar.start >= position) return bar.start;
  }
  return ~uint64_t{0};
}

// Two performances that differ by one change after some seconds.
struct Pair {
  Heard plain;
  Heard changed;
  uint64_t asked_at = 0;

  Pair(const Controls& before, const Controls& after, When when, double at_s, double more_s)
      : plain(before), changed(before) {
    plain.play(at_s + more_s);
    changed.play(at_s);
    asked_at = changed.performance.position();
    changed.performance.set(after, when);
    changed.play(more_s);
  }
  size_t differ_at() const { return first_difference(plain.sound, changed.sound); }
};

double share_in_key(const std::vector<HeardNote>& notes, Key key, uint64_t from) {
  double in = 0;
  double all = 0;
  for (const HeardNote& note : notes) {
    if (note.start < from || note.program == kDrumKit) continue;
    ++all;
    in += key.contains(note.pitch);
  }
  return in / std::max(1.0, all);
}

TEST(Performance, TheSameControlsGiveTheSameSamples) {
  const auto play = [] {
    Controls controls = test_controls(kBand, 5);
    auto heard = std::make_unique<Heard>(controls);
    heard->play(4.3);
    controls.density = 0.9;
    controls.prompts.push_back({"solo cello", 0.7});
    heard->performance.set(controls, When::kBeat);
    heard->play(3.1);
    controls.mute_drums = true;
    heard->performance.set(controls, When::kNow);
    heard->play(3);
    return heard;
  };
  const auto one = play();
  const auto two = play();
  EXPECT_EQ(one->sound, two->sound);
  EXPECT_GT(one->notes.size(), 40u);
}

TEST(Performance, ChunksOfAnySizeGiveTheSameSamples) {
  const Controls controls = test_controls(kBand, 2);
  Heard fine(controls);
  fine.play(3);
  DirectSource source(test_composer(), test_soundfont());
  Performance coarse(test_soundfont(), source, controls, 60);
  std::vector<float> sound(2 * 64 * 2250);
  coarse.render(sound);
  EXPECT_TRUE(std::equal(sound.begin(), sound.end(), fine.sound.begin()));
}

TEST(Performance, AChangeIsHeardFromTheGridPointThatWasAskedFor) {
  const Controls before = test_controls(kBand, 3);
  Controls after = before;
  after.density = 1;
  after.key = Key{1, Mode::kMinor};
  const Pair bar(before, after, When::kBar, 5.2, 6);
  const uint64_t line = first_bar_line_after(bar.changed.bars, bar.asked_at);
  EXPECT_GE(bar.differ_at() + 480, line);  // the limiter looks ahead
  EXPECT_LT(bar.differ_at(), line + 24000);

  const Pair beat(before, after, When::kBeat, 5.2, 6);
  const double beat_frames = 60.0 / beat.changed.performance.bpm() * kSampleRateHz;
  EXPECT_GE(beat.differ_at() + 480, beat.asked_at);
  EXPECT_LT(static_cast<double>(beat.differ_at()),
            static_cast<double>(beat.asked_at) + 2 * beat_frames);

  const Pair now(before, after, When::kNow, 5.2, 6);
  EXPECT_GE(now.differ_at() + 480, now.asked_at);
  EXPECT_LT(now.differ_at(), now.asked_at + 24000);
}

TEST(Performance, MutesSilenceAPartAtOnceAndBringItBack) {
  Controls controls = test_controls(kBand, 4);
  Heard heard(controls);
  heard.play(4);
  const auto drums_after = [&](uint64_t from) {
    return std::count_if(heard.notes.begin(), heard.notes.end(), [&](const HeardNote& note) {
      return note.program == kDrumKit && note.start >= from;
    });
  };
  EXPECT_GT(drums_after(0), 10);
  const uint64_t muted = heard.performance.position();
  controls.mute_drums = true;
  heard.performance.set(controls, When::kNow);
  heard.play(4);
  EXPECT_EQ(drums_after(muted), 0);
  controls.mute_drums = false;
  heard.performance.set(controls, When::kNow);
  heard.play(4);
  EXPECT_GT(drums_after(muted), 10);
}

TEST(Performance, SoloAndOnlyBassAndDrumsLeaveTheOthersOut) {
  Controls controls = test_controls(kBand, 4);
  controls.only_bass_and_drums = true;
  Heard heard(controls);
  heard.play(10);
  const Plan plan = heard.performance.round()->style.plan;
  std::set<int> bass_and_drums;
  for (const PlanPart& part : plan.parts) {
    if (part.role == Role::kBass || part.role == Role::kDrums) bass_and_drums.insert(part.program);
  }
  EXPECT_EQ(bass_and_drums.size(), 2u);
  EXPECT_FALSE(heard.notes.empty());
  for (const HeardNote& note : heard.notes)
    EXPECT_TRUE(bass_and_drums.count(note.program)) << note.program;

  controls.only_bass_and_drums = false;
  const int chosen = *bass_and_drums.begin();
  controls.parts = {{chosen, false, true, 0}};
  heard.performance.set(controls, When::kNow);
  heard.notes.clear();
  heard.play(8);
  EXPECT_FALSE(heard.notes.empty());
  for (const HeardNote& note : heard.notes) EXPECT_EQ(note.program, chosen);
}

TEST(Performance, TempoChangesKeepThePhase) {
  Controls controls = test_controls(kBand, 6);
  controls.bpm = 100;
  controls.metre = Metre{4, 4};
  Heard heard(controls);
  heard.play(5.5);
  const double beat_before = heard.performance.beat();
  controls.bpm = 140;
  heard.performance.set(controls, When::kNow);
  heard.play(0.02);
  EXPECT_NEAR(heard.performance.beat(), beat_before + 0.02 * 140 / 60, 0.01);
  const uint64_t changed = heard.performance.position();
  heard.play(12);
  int compared = 0;
  for (size_t i = 0; i + 1 < heard.bars.size(); ++i) {
    const auto frames = static_cast<double>(heard.bars[i + 1].start - heard.bars[i].start);
    const bool old_tempo = heard.bars[i + 1].start < changed;
    if (!old_tempo && heard.bars[i].start < changed) continue;  // the bar of the change
    EXPECT_NEAR(frames / kSampleRateHz, 240.0 / (old_tempo ? 100 : 140), 0.002);
    ++compared;
  }
  EXPECT_GE(compared, 6);
}

TEST(Performance, FollowsAClockOfAnyTempo) {
  Controls controls = test_controls(kBand, 6);
  controls.metre = Metre{4, 4};
  Heard heard(controls);
  heard.play(1);
  heard.performance.follow_clock({.bpm = 97.37, .beat = {}, .in_bar = {}, .time_s = 0}, 0);
  heard.play(15);
  const auto count = heard.bars.size();
  ASSERT_GE(count, 5u);
  const auto frames =
      static_cast<double>(heard.bars[count - 1].start - heard.bars[count - 4].start);
  EXPECT_NEAR(frames / kSampleRateHz, 3 * 240.0 / 97.37, 0.004);
}

TEST(Performance, AKeyIsObeyedFromItsBarLineOn) {
  Controls controls = test_controls(kBand, 7);
  controls.key = Key{2, Mode::kMajor};
  Heard heard(controls);
  heard.play(8);
  EXPECT_GT(share_in_key(heard.notes, *controls.key, 0), 0.9);
  controls.key = Key{8, Mode::kMajor};
  heard.performance.set(controls, When::kBar);
  const uint64_t line_at = heard.performance.position();
  heard.play(12);
  const uint64_t line = first_bar_line_after(heard.bars, line_at);
  EXPECT_GT(share_in_key(heard.notes, *controls.key, line), 0.9);
  EXPECT_LT(share_in_key(heard.notes, Key{2, Mode::kMajor}, line), 0.75);
}

TEST(Performance, DensityMeansMoreNotes) {
  std::map<double, size_t> notes;
  for (const double density : {0.1, 0.5, 0.95}) {
    Controls controls = test_controls(kBand, 8);
    controls.bpm = 110;
    controls.density = density;
    Heard heard(controls);
    heard.play(30);
    notes[density] = heard.notes.size();
  }
  for (const auto& [density, count] : notes)
    RecordProperty(std::to_string(density), static_cast<int>(count));
  EXPECT_GT(notes[0.5], notes[0.1] * 5 / 4);
  EXPECT_GT(notes[0.95], notes[0.5] * 5 / 4);
}

TEST(Performance, MetreChangesWithTheBarLine) {
  Controls controls = test_controls(kBand, 9);
  controls.bpm = 120;
  controls.metre = Metre{4, 4};
  Heard heard(controls);
  heard.play(3.1);
  controls.metre = Metre{7, 8};
  heard.performance.set(controls, When::kBeat);
  heard.play(8);
  ASSERT_GE(heard.bars.size(), 5u);
  EXPECT_EQ(heard.bars[1].bar.metre, (Metre{4, 4}));
  EXPECT_EQ(heard.bars[2].bar.metre, (Metre{7, 8}));
  EXPECT_EQ(heard.bars[2].start, 2u * 96000);
  EXPECT_NEAR(static_cast<double>(heard.bars[3].start - heard.bars[2].start), 84000, 64);
}

TEST(Performance, ThemesComeBackAndTheMusicNeverEnds) {
  Controls controls = test_controls("simple pop song", 3);
  controls.bpm = 200;
  Heard heard(controls);
  heard.play(240);
  EXPECT_EQ(heard.performance.missed_bars(), 0u);
  EXPECT_GE(heard.performance.round()->number, 3);
  for (size_t i = 0; i + 1 < heard.bars.size(); ++i) {
    EXPECT_EQ(heard.bars[i + 1].number, heard.bars[i].number + 1);
    EXPECT_NEAR(static_cast<double>(heard.bars[i].end),
                static_cast<double>(heard.bars[i + 1].start), 64);
  }
  // No bar is silent.
  size_t note = 0;
  for (const HeardBar& bar : heard.bars) {
    const size_t before = note;
    while (note < heard.notes.size() && heard.notes[note].start < bar.end) ++note;
    if (bar.end < heard.performance.position()) {
      EXPECT_GT(note, before) << bar.number;
    }
  }
}

TEST(Performance, ResetBeginsAnew) {
  const Controls controls = test_controls(kBand, 3);
  Heard heard(controls);
  heard.play(10);
  heard.performance.restart();
  heard.play(4);
  const auto last = std::find_if(heard.bars.rbegin(), heard.bars.rend(),
                                 [](const HeardBar& bar) { return bar.number == 0; });
  ASSERT_NE(last, heard.bars.rend());
  EXPECT_GT(last->start, 10u * kSampleRateHz);
  EXPECT_LT(last->start, 10u * kSampleRateHz + 4800);
}

TEST(Performance, AChangeInTheLastBarOfARoundHoldsNothingUp) {
  for (const When when : {When::kNow, When::kBeat, When::kBar}) {
    Controls controls = test_controls(kBand, 3);
    controls.bpm = 120;
    controls.metre = Metre{4, 4};
    Heard heard(controls);
    heard.play(0.1);
    const auto bars = static_cast<double>(heard.performance.round()->score.bars.size());
    heard.play(2 * bars - 1 - 0.1);
    EXPECT_EQ(heard.performance.round()->number, 0);
    controls.density = 0.9;
    heard.performance.set(controls, when);
    heard.play(1.2);
    EXPECT_EQ(heard.performance.round()->number, 1) << when_name(when);
    EXPECT_EQ(heard.performance.missed_bars(), 0u);
    EXPECT_NE(heard.performance.round()->score.bars[0].section, SectionKind::kIntro);
  }
}

TEST(Performance, WhatIsKeptAcrossAResetSoundsAsItDid) {
  Controls controls = test_controls(kBand, 3);
  controls.mute_drums = true;
  controls.brightness = 1;
  Heard heard(controls);
  heard.play(3.3);
  heard.performance.restart();
  controls.mute_drums = false;
  controls.brightness = 0.5;
  heard.performance.set(controls, When::kNow);
  heard.play(5);
  const auto bars = heard.performance.history().latest(60, heard.performance.block());
  // The synthesiser of the take is told of every level and of the tone again.
  bool drums = false;
  int tilt = 1;
  uint64_t last = 0;
  for (const History::PlayedBar& bar : bars) {
    for (const SoundEvent& event : bar.events) {
      EXPECT_GE(event.block, last);
      last = event.block;
      if (event.kind == SoundEventKind::kLevel && event.program == kDrumKit) drums = event.a == 0;
      if (event.kind == SoundEventKind::kTilt) tilt = event.a;
    }
  }
  EXPECT_TRUE(drums);
  EXPECT_EQ(tilt, 0);
  // The bar that was cut short is as long in the score as it was in the sound.
  const KeptTake take = cut_take(bars, heard.performance.block());
  const auto again = static_cast<int>(
      std::find_if(bars.begin() + 1, bars.end(),
                   [](const History::PlayedBar& bar) { return bar.bar.bar_in_section == 0; }) -
      bars.begin());
  const double score_s = take.score.seconds_at(take.score.bars[static_cast<size_t>(again)].start);
  EXPECT_NEAR(score_s, 3.3, 0.15);
}

TEST(Performance, PromptsOfWeightZeroAreSilentAndNoPromptsAreNoFault) {
  Controls controls = test_controls(kBand, 3);
  Heard without(controls);
  controls.prompts.push_back({"death metal", 0});
  Heard with(controls);
  without.play(4);
  with.play(4);
  EXPECT_EQ(without.sound, with.sound);
  Heard nothing{Controls{}};
  nothing.play(3);
  EXPECT_FALSE(nothing.notes.empty());
}

// Answers as it is told to.
class LateSource final : public RoundSource {
 public:
  void ask(RoundRequest request) override {
    asked.push_back(request);
    direct.ask(std::move(request));
  }
  std::optional<Written> poll() override {
    std::optional<Written> written = direct.poll();
    if (written && std::holds_alternative<ModelBar>(*written) && drop_model_bars) return poll();
    if (written && std::holds_alternative<Round>(*written)) {
      if (std::get<Round>(*written).number > 0 && drop_next_rounds) return poll();
    }
    return written;
  }
  DirectSource direct{test_composer(), test_soundfont()};
  std::vector<RoundRequest> asked;
  bool drop_model_bars = false;
  bool drop_next_rounds = false;
};

TEST(Performance, TheBandFillsBarsThatTheModelMissesAndTheyAreCounted) {
  LateSource source;
  source.drop_model_bars = true;
  Controls controls = test_controls(kBand, 3);
  controls.writer = Writer::kModel;
  controls.bpm = 120;
  Performance performance(test_soundfont(), source, controls, 60);
  std::vector<float> sound(2 * 64 * 15 * 400);
  performance.render(sound);
  EXPECT_GE(performance.missed_bars(), 2u);
  EXPECT_EQ(performance.missed_bars() + 1, static_cast<uint64_t>(performance.bar_number()) + 1);
  EXPECT_GT(performance.notes().size(), 20u);
}

TEST(Performance, TheModelsBarsAreHeardWhereTheyAreInTime) {
  Controls controls = test_controls(kBand, 3);
  controls.bpm = 120;
  Heard band(controls);
  controls.writer = Writer::kModel;
  Heard model(controls);
  band.play(10);
  model.play(10);
  EXPECT_EQ(model.performance.missed_bars(), 0u);
  EXPECT_GT(model.notes.size(), 20u);
  EXPECT_NE(band.sound, model.sound);
  // It goes on after a change, too.
  controls.density = 0.9;
  controls.key = Key{5, Mode::kMajor};
  model.performance.set(controls, When::kBar);
  const uint64_t from = model.performance.position() + 2 * kSampleRateHz;
  model.play(10);
  EXPECT_EQ(model.performance.missed_bars(), 0u);
  EXPECT_GT(share_in_key(model.notes, *controls.key, from), 0.8);
}

TEST(Performance, WhatWasPlayedComesAgainWhereNothingNewIsWritten) {
  LateSource source;
  source.drop_next_rounds = true;
  Controls controls = test_controls(kBand, 3);
  controls.bpm = 240;
  Performance performance(test_soundfont(), source, controls, 60);
  std::vector<float> sound(2 * 64 * 15 * 50);
  for (int i = 0; i < 75; ++i) performance.render(sound);
  EXPECT_EQ(performance.round()->number, 0);
  EXPECT_GE(performance.missed_bars(), 1u);
  EXPECT_GT(performance.bar_number(), static_cast<int64_t>(performance.round()->score.bars.size()));
}

}  // namespace
}  // namespace continuo
