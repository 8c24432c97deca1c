#include "compose/loop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "arrange/band.h"
#include "base/rng.h"
#include "compose/take.h"
#include "dsp/loudness.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "score/midi_file.h"

namespace continuo {
namespace {

Plan loop_plan(uint64_t seed, int bars) {
  Wish wish;
  wish.bars = bars;
  return as_loop(random_plan(seed), wish);
}

TEST(Loop, WordsThatNameOne) {
  for (const char* words : {"a seamless loop of rain and piano", "loopable lo-fi",
                            "8 bar loop, funk", "an 8-bar loop", "house that loops seamlessly"})
    EXPECT_TRUE(names_loop(words)) << words;
  for (const char* words : {"techno", "a loopy tune", "drum loop heaven", "in the loop bar"})
    EXPECT_FALSE(names_loop(words)) << words;
}

TEST(Loop, HasTheLengthThatIsNamed) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Wish wish;
    EXPECT_EQ(as_loop(random_plan(seed), wish).bars(), kUsualLoopBars);
    wish.prompt = "a 4 bar loop of jazz";
    EXPECT_EQ(as_loop(random_plan(seed), wish).bars(), 4);
    wish.bars = 12;
    EXPECT_EQ(as_loop(random_plan(seed), wish).bars(), 12);
    wish.bars.reset();
    wish.seconds = 20;
    const Plan plan = as_loop(random_plan(seed), wish);
    EXPECT_NEAR(plan.seconds(), 20, 0.51 * plan.seconds() / plan.bars());
    for (const Section& section : plan.sections) {
      EXPECT_NE(section.kind, SectionKind::kIntro);
      EXPECT_NE(section.kind, SectionKind::kOutro);
    }
  }
}

TEST(Loop, EverybodyPlays) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const Score score = arrange_loop(loop_plan(seed, 8), seed);
    ASSERT_EQ(score.parts.size(), score.plan.parts.size()) << seed;
    for (const Part& part : score.parts)
      EXPECT_FALSE(part.notes.empty()) << seed << ": " << instrument(part.program).name;
  }
}

TEST(Loop, TheLastBarIsAsBusyAsTheOthers) {
  double last = 0;
  double others = 0;
  int ring_over = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const Score score = quantised(arrange_loop(loop_plan(seed, 8), seed));
    ASSERT_EQ(score.bars.size(), 8u);
    for (const Part& part : score.parts) {
      for (const Note& note : part.notes) {
        ASSERT_TRUE(note.start >= 0 && note.start < score.end());
        (note.start >= score.bars[7].start ? last : others) += 1;
        ring_over += note.start + note.duration > score.end();
      }
    }
  }
  EXPECT_GT(last, 0.75 * others / 7);
  EXPECT_GT(ring_over, 0);
}

TEST(Loop, ItsFileEndsAtTheBarLine) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Score score = quantised(arrange_loop(loop_plan(seed, 4), seed));
    const Score read = score_from_midi(midi_bytes(cut_at_end(score)));
    EXPECT_EQ(read.end(), score.end());
    for (const Part& part : read.parts) {
      for (const Note& note : part.notes) EXPECT_LE(note.start + note.duration, read.end());
    }
  }
}

TEST(Loop, WhatFollowsIsLaidOverTheBeginning) {
  Rng rng(3);
  Stereo sound{std::vector<float>(2 * 1000)};
  for (float& sample : sound.samples) sample = static_cast<float>(rng.uniform(-1, 1));
  for (const size_t frames :
       {size_t{1}, size_t{7}, size_t{333}, size_t{999}, size_t{1000}, size_t{1500}}) {
    const Stereo round = folded(sound, frames);
    ASSERT_EQ(round.frames(), frames);
    for (size_t i = 0; i < 2 * frames; ++i) {
      double wanted = 0;
      for (size_t at = i; at < sound.samples.size(); at += 2 * frames)
        wanted += static_cast<double>(sound.samples[at]);
      EXPECT_NEAR(static_cast<double>(round.samples[i]), wanted, 1e-4);
    }
  }
}

// The limiter's second round is its third, so that a player's second round is its first.
TEST(Loop, TheLimiterForgetsTheBeginning) {
  Rng rng(8);
  Stereo round{std::vector<float>(2 * 96000)};
  for (size_t i = 0; i < round.samples.size(); ++i) {
    const double burst = i % 24000 < 600 ? 1.0 : 0.1;
    round.samples[i] = static_cast<float>(burst * rng.uniform(-1, 1));
  }
  Stereo rounds{{}, round.rate_hz};
  for (int i = 0; i < 4; ++i)
    rounds.samples.insert(rounds.samples.end(), round.samples.begin(), round.samples.end());
  normalise_loudness(rounds, -16, -1);
  const size_t size = round.samples.size();
  for (size_t i = 0; i < size; ++i)
    ASSERT_EQ(rounds.samples[size + i], rounds.samples[2 * size + i]) << i;
}

class LoopSound : public ::testing::Test {
 protected:
  static Stereo twice(const Stereo& loop) {
    Stereo two = loop;
    two.samples.insert(two.samples.end(), loop.samples.begin(), loop.samples.end());
    return two;
  }
};

TEST_F(LoopSound, ItsSeamCannotBeTold) {
  SoundfontRenderer renderer;
  for (const uint64_t seed : {1, 2, 3}) {
    const Score score = quantised(arrange_loop(loop_plan(seed, 4), seed));
    const Stereo loop = render_take(score, renderer, true);
    ASSERT_EQ(loop.frames(), loop_frames(score));
    ASSERT_NEAR(static_cast<double>(loop.frames()), score.seconds_at(score.end()) * kSampleRateHz,
                0.5);
    const Stereo two = twice(loop);
    // Clicks: the second difference at the seam beside those everywhere.
    std::vector<float> bends;
    for (size_t i = 2; i < two.frames(); ++i)
      bends.push_back(
          std::abs(two.samples[2 * i] - 2 * two.samples[2 * i - 2] + two.samples[2 * i - 4]));
    float at_seam = 0;
    for (size_t i = loop.frames() - 2; i < loop.frames() + 2; ++i)
      at_seam = std::max(at_seam, bends[i - 2]);
    std::vector<float> sorted = bends;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_LE(at_seam, sorted[sorted.size() - sorted.size() / 2000]) << seed;
    // Levels before and after: what rings over the end is heard at the beginning.
    const auto rms = [&](size_t from) {
      double sum = 0;
      for (size_t i = 2 * from; i < 2 * (from + 480); ++i)
        sum += static_cast<double>(two.samples[i]) * static_cast<double>(two.samples[i]);
      return std::sqrt(sum / 960);
    };
    EXPECT_GT(rms(loop.frames()) + rms(loop.frames() - 480), 0) << seed;
  }
}

TEST_F(LoopSound, IsMadeAgainBitForBit) {
  SoundfontRenderer renderer;
  const Score score = quantised(arrange_loop(loop_plan(5, 2), 5));
  EXPECT_EQ(render_take(score, renderer, true).samples, render_take(score, renderer, true).samples);
}

TEST(Ending, NoReverbIsCut) {
  SoundfontRenderer renderer;
  for (const uint64_t seed : {1, 4, 9, 16}) {
    Plan plan = random_plan(seed);
    plan.sections = {{SectionKind::kTheme, 2, 5, 6}};
    const Stereo sound = render_take(quantised(arrange(plan, seed)), renderer);
    const auto peak = [](auto first, auto last) {
      float most = 0;
      for (; first != last; ++first) most = std::max(most, std::abs(*first));
      return static_cast<double>(most);
    };
    const auto tail = sound.samples.end() - static_cast<std::ptrdiff_t>(2 * kSampleRateHz / 20);
    EXPECT_LT(peak(tail, sound.samples.end()),
              0.001 * peak(sound.samples.begin(), sound.samples.end()))
        << seed;
  }
}

TEST(Fade, EndsInSilenceAndNotBefore) {
  SoundfontRenderer renderer;
  Plan plan = random_plan(12);
  plan.sections = {{SectionKind::kTheme, 2, 5, 6}, {SectionKind::kOutro, 4, 5, 6}};
  plan.sections[1].gestures = {Gesture::kFadeOut};
  const Score score = quantised(arrange(plan, 12));
  const Stereo sound = render(score, renderer);
  const auto end = static_cast<size_t>(score.seconds_at(score.end()) * kSampleRateHz);
  ASSERT_GE(sound.frames() + 64, end);
  const auto level = [&](double from, double to) {
    double sum = 0;
    const auto first = static_cast<size_t>(from * static_cast<double>(end));
    const auto last = std::min(sound.frames(), static_cast<size_t>(to * static_cast<double>(end)));
    for (size_t i = 2 * first; i < 2 * last; ++i)
      sum += static_cast<double>(sound.samples[i]) * static_cast<double>(sound.samples[i]);
    return 10 * std::log10(sum / static_cast<double>(2 * (last - first)) + 1e-12);
  };
  EXPECT_GT(level(0.35, 0.5), level(0.6, 0.75));
  EXPECT_GT(level(0.6, 0.75), level(0.85, 1) + 6);
  EXPECT_LT(level(0.985, 1), level(0, 0.3) - 30);
}

}  // namespace
}  // namespace continuo
