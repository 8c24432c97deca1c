// Swing, timing, touch and rubato, measured on steady parts.
#include "arrange/humanise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {
namespace {

Score bars_of(Metre metre, int bars, int dynamics = 4) {
  Score score;
  for (int i = 0; i < bars; ++i) {
    Bar bar;
    bar.start = i * metre.bar_ticks();
    bar.metre = metre;
    bar.bar_in_section = i;
    bar.dynamics = dynamics;
    score.bars.push_back(bar);
  }
  return score;
}

// A part that plays one note of 88 every `step` ticks.
Part steady(const Score& score, int program, int step, int length = 10) {
  Part part{program, program == kDrumKit ? Role::kDrums : Role::kLead, {}};
  for (int tick = 0; tick < score.end(); tick += step) part.notes.push_back({tick, length, 60, 88});
  return part;
}

Score played(Score score, const Feel& feel, uint64_t seed = 3) {
  Rng rng(seed);
  humanise(score, feel, rng);
  return score;
}

Feel mechanical(double swing = 0.5) {
  Feel feel;
  feel.swing = swing;
  feel.timing_ticks = 0;
  feel.velocity_spread = 0;
  return feel;
}

TEST(Humanise, SwingMovesTheOffbeatAndItsNeighbours) {
  Score score = bars_of({4, 4}, 2);
  score.parts.push_back(steady(score, 0, 12, 12));
  const Score swung = played(score, mechanical(2.0 / 3));
  const std::vector<int> beat{0, 16, 32, 40};
  for (size_t i = 0; i < swung.parts[0].notes.size(); ++i) {
    const Note& note = swung.parts[0].notes[i];
    EXPECT_EQ(note.start, static_cast<int>(i / 4) * 48 + beat[i % 4]);
    // Legato stays legato.
    if (i + 1 < swung.parts[0].notes.size()) {
      EXPECT_EQ(note.start + note.duration, swung.parts[0].notes[i + 1].start);
    }
  }
}

TEST(Humanise, SwingIsMeasuredAsAsked) {
  for (double swing : {0.54, 0.58, 0.62, 0.667}) {
    Score score = bars_of({4, 4}, 64);
    score.parts.push_back(steady(score, kDrumKit, 24));
    Feel feel = mechanical(swing);
    feel.timing_ticks = 1.5;
    const Score swung = played(score, feel);
    double sum = 0;
    int count = 0;
    for (size_t i = 1; i < swung.parts[0].notes.size(); i += 2, ++count)
      sum += swung.parts[0].notes[i].start - static_cast<int>(i / 2) * 48;
    EXPECT_NEAR(sum / count / 48, swing, 0.012);
  }
}

TEST(Humanise, SixteenthSwingLeavesEighthsAlone) {
  Score score = bars_of({7, 8}, 1);
  score.parts.push_back(steady(score, 0, 12));
  Feel feel = mechanical(0.625);
  feel.swing_sixteenths = true;
  const Score swung = played(score, feel);
  for (size_t i = 0; i < swung.parts[0].notes.size(); ++i)
    EXPECT_EQ(swung.parts[0].notes[i].start, static_cast<int>(i / 2) * 24 + (i % 2 ? 15 : 0));
}

TEST(Humanise, CompoundMetresDoNotSwing) {
  for (Metre metre : {Metre{6, 8}, Metre{9, 8}, Metre{12, 8}}) {
    Score score = bars_of(metre, 2);
    score.parts.push_back(steady(score, 0, 12));
    const Score swung = played(score, mechanical(0.667));
    for (size_t i = 0; i < swung.parts[0].notes.size(); ++i)
      EXPECT_EQ(swung.parts[0].notes[i].start, static_cast<int>(i) * 12);
  }
}

TEST(Humanise, TimingSpreadsAsAskedWandersAndStaysInTheBar) {
  Score score = bars_of({4, 4}, 200);
  score.parts.push_back(steady(score, 0, 24));
  Feel feel;
  feel.timing_ticks = 1.8;
  const Score played_score = played(score, feel);
  const std::vector<Note>& notes = played_score.parts[0].notes;
  ASSERT_EQ(notes.size(), score.parts[0].notes.size());
  double square = 0;
  double product = 0;
  int count = 0;
  std::vector<double> errors;
  for (size_t i = 0; i < notes.size(); ++i) {
    const int written = static_cast<int>(i) * 24;
    const int error = notes[i].start - written;
    EXPECT_LE(std::abs(error), 5);
    EXPECT_EQ(notes[i].start / 192, written / 192);
    if (i % 8 == 0) {
      EXPECT_GE(error, 0);
      errors.clear();
      continue;
    }
    // Neighbours by a beat within the bar: the memory of a player's hands.
    errors.push_back(error);
    square += error * error;
    ++count;
    if (errors.size() > 2) product += errors[errors.size() - 3] * error;
  }
  const double variance = square / count;
  EXPECT_NEAR(std::sqrt(variance), 1.8, 0.3);
  const double correlation = product / (count * 5.0 / 7) / variance;
  EXPECT_GT(correlation, 0.25);
  EXPECT_LT(correlation, 0.65);
}

TEST(Humanise, OrderIsKeptAndRollsStayEven) {
  Score score = bars_of({4, 4}, 16);
  score.parts.push_back(steady(score, kDrumKit, 6, 6));
  Feel feel;
  feel.timing_ticks = 4;
  const Score rolled = played(score, feel);
  for (size_t i = 1; i < rolled.parts[0].notes.size(); ++i)
    EXPECT_LT(rolled.parts[0].notes[i - 1].start, rolled.parts[0].notes[i].start);
}

TEST(Humanise, ChordsStayTogetherAndGuitarsStrumUpwards) {
  for (int program : {0, 25, 48}) {
    Score score = bars_of({4, 4}, 40);
    Part part{program, Role::kChords, {}};
    for (int tick = 0; tick < score.end(); tick += 48)
      for (int pitch : {48, 52, 55, 60}) part.notes.push_back({tick, 40, pitch, 80});
    score.parts.push_back(part);
    Feel feel;
    feel.timing_ticks = 2;
    const Score played_score = played(score, feel);
    int spread_sum = 0;
    for (size_t chord = 0; chord + 3 < part.notes.size(); chord += 4) {
      std::vector<Note> notes(played_score.parts[0].notes.begin() + chord,
                              played_score.parts[0].notes.begin() + chord + 4);
      const auto [low, high] =
          std::minmax_element(notes.begin(), notes.end(),
                              [](const Note& a, const Note& b) { return a.start < b.start; });
      EXPECT_LE(high->start - low->start, program == 25 ? 3 : 2);
      spread_sum += high->start - low->start;
      if (program != 25) continue;
      for (size_t i = 1; i < 4; ++i) EXPECT_GT(notes[i].pitch, notes[i - 1].pitch);
    }
    EXPECT_GT(spread_sum, 0);
  }
}

TEST(Humanise, DynamicsRaiseTheMeanVelocityEvenly) {
  double previous = 0;
  for (int level = 0; level < kLevelCount; ++level) {
    Score score = bars_of({4, 4}, 32, level);
    score.parts.push_back(steady(score, 0, 24));
    const Score played_score = played(score, Feel{});
    double mean = 0;
    for (const Note& n : played_score.parts[0].notes) mean += n.velocity;
    mean /= static_cast<double>(played_score.parts[0].notes.size());
    EXPECT_GT(mean, previous + 6) << level;
    EXPECT_NEAR(mean, 28 + level * 87 / 7.0, 6) << level;
    previous = mean;
  }
}

TEST(Humanise, AccentsGhostsAndDownbeatsKeepTheirProportion) {
  Score score = bars_of({4, 4}, 32);
  Part part{kDrumKit, Role::kDrums, {}};
  for (int tick = 0; tick < score.end(); tick += 96) {
    part.notes.push_back({tick, 10, 38, 34});
    part.notes.push_back({tick + 48, 10, 38, 104});
  }
  score.parts.push_back(part);
  score.parts.insert(score.parts.begin(), steady(score, 0, 48));
  Feel feel;
  const Score played_score = played(score, feel);
  double ghost = 0;
  double accent = 0;
  const std::vector<Note>& snare = played_score.parts[1].notes;
  for (size_t i = 0; i < snare.size(); i += 2) {
    ghost += snare[i].velocity;
    accent += snare[i + 1].velocity;
  }
  EXPECT_LT(ghost / accent, 0.45);
  EXPECT_GT(ghost / accent, 0.25);
  double downbeat = 0;
  double others = 0;
  const std::vector<Note>& lead = played_score.parts[0].notes;
  for (size_t i = 0; i < lead.size(); ++i) (i % 4 == 0 ? downbeat : others) += lead[i].velocity;
  EXPECT_GT(downbeat * 3, others + 100);
}

TEST(Humanise, SixtyNotesHoldADozenShades) {
  for (int level : {2, 4, 6}) {
    for (uint64_t seed = 1; seed <= 10; ++seed) {
      Score score = bars_of({4, 4}, 15, level);
      score.parts.push_back(steady(score, 0, 48));
      const Score played_score = played(score, Feel{}, seed);
      std::set<int> shades;
      for (const Note& n : played_score.parts[0].notes) shades.insert(velocity_code(n.velocity));
      EXPECT_GE(shades.size(), 12u) << level << " " << seed;
    }
  }
}

TEST(Humanise, RubatoBendsTheTempoAFewPerCentAndOnlyWhenAsked) {
  Score score = bars_of({4, 4}, 32);
  EXPECT_EQ(played(score, Feel{}).bars, score.bars);
  Feel feel;
  feel.rubato = 1;
  const Score bent = played(score, feel);
  double mean = 0;
  std::set<int> tempos;
  for (const Bar& bar : bent.bars) {
    EXPECT_GE(bar.bpm, 107);
    EXPECT_LE(bar.bpm, 127);
    mean += bar.bpm / 32.0;
    tempos.insert(bar.bpm);
  }
  EXPECT_NEAR(mean, 120, 2);
  EXPECT_GE(tempos.size(), 5u);
  EXPECT_LT(bent.bars.back().bpm, 116);
}

TEST(Humanise, TheBandSitsBehindTheDrums) {
  Score score = bars_of({4, 4}, 32);
  score.parts.push_back(steady(score, 32, 48));
  score.parts.push_back(steady(score, kDrumKit, 48));
  Feel feel = mechanical();
  feel.laid_back_ticks = 2;
  const Score played_score = played(score, feel);
  for (size_t i = 0; i < 128; ++i) {
    EXPECT_EQ(played_score.parts[0].notes[i].start, static_cast<int>(i) * 48 + 2);
    EXPECT_EQ(played_score.parts[1].notes[i].start, static_cast<int>(i) * 48);
  }
}

TEST(Humanise, TheSeedDecidesEverythingAndEmptyScoresAreLeftAlone) {
  Score score = bars_of({5, 4}, 8);
  score.parts.push_back(steady(score, 0, 24));
  EXPECT_EQ(played(score, Feel{}, 5).parts, played(score, Feel{}, 5).parts);
  EXPECT_NE(played(score, Feel{}, 5).parts, played(score, Feel{}, 6).parts);
  Score empty;
  EXPECT_EQ(played(empty, Feel{}), empty);
}

}  // namespace
}  // namespace continuo
