// Grooves bar by bar: playable everywhere, themselves in their own metre, in step with the form.
#include "arrange/drums.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "arrange/groove.h"

namespace continuo {
namespace {

constexpr int kLastStyle = kDrumStyleCount - 1;

struct Form {
  SectionKind kind;
  int bars;
  int intensity;
};

Score score_of(Metre metre, const std::vector<Form>& form) {
  Score score;
  int tick = 0;
  for (const Form& section : form) {
    for (int i = 0; i < section.bars; ++i) {
      Bar bar;
      bar.start = tick;
      bar.metre = metre;
      bar.section = section.kind;
      bar.bar_in_section = i;
      bar.intensity = section.intensity;
      score.bars.push_back(bar);
      tick = bar.end();
    }
  }
  return score;
}

std::vector<Note> drums(const Score& score, DrumStyle style, int density = 3, uint64_t seed = 1) {
  Rng rng(seed);
  return write_drums(score, style, density, rng);
}

std::set<int> starts(const std::vector<Note>& notes, int key, int from, int to) {
  std::set<int> found;
  for (const Note& note : notes)
    if (note.pitch == key && note.start >= from && note.start < to) found.insert(note.start - from);
  return found;
}

TEST(Drums, EveryStyleMetreIntensityAndDensityIsPlayable) {
  for (int style = 1; style <= kLastStyle; ++style) {
    for (const Metre& metre : metres()) {
      for (int level = 0; level < kLevelCount; ++level) {
        for (int density : {0, 3, 7}) {
          const Score score =
              score_of(metre, {{SectionKind::kVerse, 8, level}, {SectionKind::kChorus, 4, level}});
          const std::vector<Note> notes = drums(score, static_cast<DrumStyle>(style), density);
          const std::string where = fmt::format("style {} metre {} level {} density {}", style,
                                                metre.name(), level, density);
          ASSERT_FALSE(notes.empty()) << where;
          std::set<std::pair<int, int>> seen;
          const Note* previous = nullptr;
          for (const Note& note : notes) {
            ASSERT_TRUE(note.pitch >= 35 && note.pitch <= 81) << where;
            ASSERT_TRUE(note.velocity >= 20 && note.velocity <= 127) << where;
            ASSERT_TRUE(note.duration >= 6 && note.duration <= 12) << where;
            ASSERT_TRUE(note.start >= 0 && note.start < score.end()) << where;
            ASSERT_TRUE(seen.insert({note.start, note.pitch}).second) << where;
            ASSERT_TRUE(previous == nullptr || std::pair(previous->start, previous->pitch) <
                                                   std::pair(note.start, note.pitch))
                << where;
            previous = &note;
          }
          // Someone keeps time: no bar but a free style's is silent.
          if (static_cast<DrumStyle>(style) == DrumStyle::kAmbient ||
              static_cast<DrumStyle>(style) == DrumStyle::kOrchestral || metre.bar_ticks() < 96)
            continue;
          for (const Bar& bar : score.bars) {
            const bool any = std::any_of(notes.begin(), notes.end(), [&](const Note& n) {
              return n.start >= bar.start && n.start < bar.end();
            });
            ASSERT_TRUE(any) << where << " bar at " << bar.start;
          }
        }
      }
    }
  }
}

TEST(Drums, EverySectionKindIsPlayable) {
  for (int style = 1; style <= kLastStyle; ++style) {
    for (int kind = 0; kind < kSectionKindCount; ++kind) {
      const Score score =
          score_of({4, 4}, {{static_cast<SectionKind>(kind), 4, 5}, {SectionKind::kChorus, 4, 6}});
      EXPECT_FALSE(drums(score, static_cast<DrumStyle>(style)).empty()) << style << " " << kind;
    }
  }
}

TEST(Drums, NoneIsSilentAndAnEmptyScoreIsEmpty) {
  EXPECT_TRUE(drums(score_of({4, 4}, {{SectionKind::kVerse, 4, 5}}), DrumStyle::kNone).empty());
  EXPECT_TRUE(drums(Score{}, DrumStyle::kRock).empty());
}

TEST(Drums, TheSeedDecidesEverything) {
  const Score score = score_of({4, 4}, {{SectionKind::kVerse, 8, 5}, {SectionKind::kChorus, 8, 7}});
  EXPECT_EQ(drums(score, DrumStyle::kFunk, 4, 7), drums(score, DrumStyle::kFunk, 4, 7));
  EXPECT_NE(drums(score, DrumStyle::kFunk, 4, 7), drums(score, DrumStyle::kFunk, 4, 8));
}

TEST(Drums, RockHasItsBackbeatAndKickOnOne) {
  const Score score = score_of({4, 4}, {{SectionKind::kVerse, 4, 4}});
  const std::vector<Note> notes = drums(score, DrumStyle::kRock);
  for (int bar = 0; bar < 3; ++bar) {
    std::set<int> accents;
    for (const Note& n : notes)
      if (n.pitch == kSnare && n.velocity > 90 && n.start / 192 == bar)
        accents.insert(n.start % 192);
    EXPECT_EQ(accents, (std::set<int>{48, 144}));
    EXPECT_TRUE(starts(notes, kKick, bar * 192, bar * 192 + 192).count(0));
    EXPECT_EQ(starts(notes, kClosedHat, bar * 192, bar * 192 + 192),
              (std::set<int>{0, 24, 48, 72, 96, 120, 144, 168}));
  }
}

TEST(Drums, BossaCrossStickIsTheClave) {
  const Score score = score_of({4, 4}, {{SectionKind::kVerse, 8, 4}});
  const std::vector<Note> notes = drums(score, DrumStyle::kBossa);
  for (int bar = 0; bar < 6; bar += 2) {
    EXPECT_EQ(starts(notes, kSideStick, bar * 192, bar * 192 + 192), (std::set<int>{0, 72, 144}));
    EXPECT_EQ(starts(notes, kSideStick, bar * 192 + 192, bar * 192 + 384),
              (std::set<int>{48, 120}));
  }
}

TEST(Drums, SonClaveHasItsFiveStrokes) {
  const Score score = score_of({4, 4}, {{SectionKind::kVerse, 8, 4}});
  for (const DrumStyle style : {DrumStyle::kSalsa, DrumStyle::kSon}) {
    const std::vector<Note> notes = drums(score, style);
    for (int bar = 0; bar < 6; bar += 2) {
      EXPECT_EQ(starts(notes, kClaves, bar * 192, bar * 192 + 384),
                (std::set<int>{0, 72, 144, 240, 288}));
    }
  }
}

TEST(Drums, RegionalGroovesHaveTheirMarks) {
  const Score score = score_of({4, 4}, {{SectionKind::kVerse, 6, 5}});
  const auto first_bar = [&](DrumStyle style, int key, int accent = 0) {
    std::set<int> found;
    for (const Note& note : drums(score, style)) {
      // The second bar: the first may be marked by a crash.
      if (note.pitch == key && note.start / 192 == 1 && note.velocity >= accent)
        found.insert(note.start - 192);
    }
    return found;
  };
  // The low surdo answers on two.
  EXPECT_EQ(first_bar(DrumStyle::kBatucada, kLowFloorTom), (std::set<int>{48, 144}));
  // One drop and rocksteady: the kick on three alone; steppers on all four.
  EXPECT_EQ(first_bar(DrumStyle::kReggae, kKick), (std::set<int>{96}));
  EXPECT_EQ(first_bar(DrumStyle::kRocksteady, kKick), (std::set<int>{96}));
  EXPECT_EQ(first_bar(DrumStyle::kSteppers, kKick), (std::set<int>{0, 48, 96, 144}));
  EXPECT_EQ(first_bar(DrumStyle::kSka, kKick), (std::set<int>{48, 144}));
  // Dembow, dubstep's half time, the amen, surf, the blast and the gallop.
  EXPECT_EQ(first_bar(DrumStyle::kReggaeton, kSnare), (std::set<int>{36, 72, 132, 168}));
  EXPECT_EQ(first_bar(DrumStyle::kDubstep, kElectricSnare), (std::set<int>{96}));
  EXPECT_EQ(first_bar(DrumStyle::kJungle, kKick), (std::set<int>{0, 24, 120, 132}));
  EXPECT_EQ(first_bar(DrumStyle::kSurf, kSnare), (std::set<int>{48, 72, 144}));
  EXPECT_EQ(first_bar(DrumStyle::kGallop, kKick),
            (std::set<int>{0, 24, 36, 48, 72, 84, 96, 120, 132, 144, 168, 180}));
  // Maqsum: dum, tek, tek, dum, tek.
  EXPECT_EQ(first_bar(DrumStyle::kDarbuka, kHighBongo, 80), (std::set<int>{24, 72, 144}));
  EXPECT_TRUE(first_bar(DrumStyle::kDarbuka, kLowConga).count(0));
  EXPECT_TRUE(first_bar(DrumStyle::kDarbuka, kLowConga).count(96));
  EXPECT_EQ(first_bar(DrumStyle::kMotown, kSnare), (std::set<int>{0, 48, 96, 144}));
  // Tintal: the low skin rests in the third bar's second half and returns.
  const Score cycle = score_of({4, 4}, {{SectionKind::kVerse, 8, 2}});
  const std::vector<Note> tabla = drums(cycle, DrumStyle::kTabla);
  EXPECT_EQ(starts(tabla, kLowConga, 2 * 192, 4 * 192), (std::set<int>{0, 240, 288, 336}));
}

TEST(Drums, JigsAccentTheirThrees) {
  const Score score = score_of({6, 8}, {{SectionKind::kVerse, 6, 3}});
  std::set<int> accents;
  for (const Note& note : drums(score, DrumStyle::kJig)) {
    if (note.start < 144 && note.velocity >= 85) accents.insert(note.start);
  }
  EXPECT_EQ(accents, (std::set<int>{0, 72}));
}

TEST(Drums, AksakCountsNineAsTwoTwoTwoThree) {
  const Score score = score_of({9, 8}, {{SectionKind::kVerse, 4, 4}});
  Rng rng(1);
  const std::vector<Note> notes = write_drums(score, DrumStyle::kBalkan, 3, rng, true);
  std::set<int> low;
  for (const Note& note : notes) {
    if (note.start < 216 && note.pitch == kLowFloorTom) low.insert(note.start);
  }
  EXPECT_TRUE(low.count(0) && low.count(144)) << "the long pulse is marked";
  EXPECT_FALSE(low.count(72)) << "no dotted quarters";
}

TEST(Drums, AfricanBellIsTheStandardPattern) {
  const Score score = score_of({12, 8}, {{SectionKind::kVerse, 4, 4}});
  EXPECT_EQ(starts(drums(score, DrumStyle::kBell), kHighAgogo, 0, 288),
            (std::set<int>{0, 48, 96, 120, 168, 216, 264}));
}

TEST(Drums, SwingRidesAndReggaeDropsTheOne) {
  const Score score = score_of({4, 4}, {{SectionKind::kVerse, 4, 3}});
  const std::vector<Note> swing = drums(score, DrumStyle::kSwing);
  EXPECT_EQ(starts(swing, kRide, 0, 192), (std::set<int>{0, 48, 72, 96, 144, 168}));
  EXPECT_EQ(starts(swing, kPedalHat, 0, 192), (std::set<int>{48, 144}));
  for (const Note& n : swing)
    EXPECT_TRUE(n.pitch != kKick || n.start >= 3 * 192 || n.velocity <= 45);
  const std::vector<Note> reggae = drums(score, DrumStyle::kReggae);
  EXPECT_EQ(starts(reggae, kKick, 0, 192), (std::set<int>{96}));
}

TEST(Drums, SevenEightIsStruckOnItsPulses) {
  const Score score = score_of({7, 8}, {{SectionKind::kVerse, 8, 5}});
  for (DrumStyle style : {DrumStyle::kPop, DrumStyle::kRock, DrumStyle::kMetal, DrumStyle::kFunk,
                          DrumStyle::kFourOnFloor, DrumStyle::kDisco, DrumStyle::kSynthPop}) {
    const std::vector<Note> notes = drums(score, style);
    for (int bar = 0; bar < 7; ++bar) {
      for (int pulse : {0, 48, 96}) {
        const int tick = bar * 168 + pulse;
        const bool struck = std::any_of(notes.begin(), notes.end(), [&](const Note& n) {
          return n.start == tick && n.velocity >= 70 &&
                 (n.pitch == kKick || n.pitch == kSnare || n.pitch == kElectricSnare ||
                  n.pitch == kClap);
        });
        EXPECT_TRUE(struck) << static_cast<int>(style) << " bar " << bar << " tick " << pulse;
      }
    }
  }
}

TEST(Drums, ANewSectionIsPreparedAndMarked) {
  const Score score = score_of({4, 4}, {{SectionKind::kVerse, 8, 5}, {SectionKind::kChorus, 8, 6}});
  const std::set<int> tom_keys{kLowFloorTom, kHighFloorTom, kLowTom,
                               kLowMidTom,   kHighMidTom,   kHighTom};
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const std::vector<Note> notes = drums(score, DrumStyle::kRock, 3, seed);
    int strokes = 0;
    int first_tom = 0;
    int last_tom = 0;
    for (const Note& n : notes) {
      if (n.start < 8 * 192 - 96 || n.start >= 8 * 192) continue;
      strokes += tom_keys.count(n.pitch) || n.pitch == kSnare;
      if (!tom_keys.count(n.pitch)) continue;
      if (first_tom == 0) first_tom = n.pitch;
      last_tom = n.pitch;
    }
    EXPECT_GE(strokes, 2) << seed;
    EXPECT_LE(last_tom, first_tom) << seed;
    EXPECT_EQ(starts(notes, kCrash, 8 * 192, 15 * 192), (std::set<int>{0})) << seed;
    EXPECT_EQ(starts(notes, kCrash, 192, 8 * 192), std::set<int>{}) << seed;
  }
}

TEST(Drums, FillsChangeTheLastBarOfASectionInEveryStyleThatFills) {
  for (int style = 1; style <= kLastStyle; ++style) {
    if (groove(static_cast<DrumStyle>(style)).fill == FillKind::kNone) continue;
    const std::vector<Note> notes =
        drums(score_of({4, 4}, {{SectionKind::kVerse, 6, 5}, {SectionKind::kChorus, 4, 5}}),
              static_cast<DrumStyle>(style));
    std::set<std::tuple<int, int, int>> plain;
    std::set<std::tuple<int, int, int>> filled;
    for (const Note& n : notes) {
      if (n.start / 192 == 1) plain.insert({n.start % 192, n.pitch, n.velocity});
      if (n.start / 192 == 5) filled.insert({n.start % 192, n.pitch, n.velocity});
    }
    EXPECT_NE(plain, filled) << style;
  }
}

TEST(Drums, ABuildRollsFasterAndLouder) {
  const Score score = score_of({4, 4}, {{SectionKind::kBuild, 8, 6}, {SectionKind::kDrop, 4, 7}});
  const std::vector<Note> notes = drums(score, DrumStyle::kFourOnFloor);
  int previous_count = 0;
  double previous_loudness = 0;
  for (int bar : {0, 3, 5, 7}) {
    int count = 0;
    double loudness = 0;
    for (const Note& n : notes) {
      if (n.pitch != kSnare || n.start / 192 != bar) continue;
      ++count;
      loudness += n.velocity;
    }
    ASSERT_GT(count, 0);
    loudness /= count;
    EXPECT_GE(count, previous_count);
    EXPECT_GT(loudness, previous_loudness);
    previous_count = count;
    previous_loudness = loudness;
  }
  EXPECT_GE(previous_count, 16);
  EXPECT_TRUE(starts(notes, kKick, 7 * 192, 8 * 192).empty());
}

TEST(Drums, ABreakHasNoKickAndASoloMovesToTheRide) {
  const Score score = score_of({4, 4}, {{SectionKind::kBreak, 4, 5}, {SectionKind::kSolo, 4, 5}});
  const std::vector<Note> notes = drums(score, DrumStyle::kPop);
  EXPECT_TRUE(starts(notes, kKick, 0, 3 * 192).empty());
  EXPECT_TRUE(starts(notes, kClosedHat, 4 * 192, 8 * 192).empty());
  EXPECT_FALSE(starts(notes, kRide, 4 * 192, 7 * 192).empty());
}

TEST(Drums, MoreIntensityAndDensityMeanMoreStrokes) {
  for (int style = 1; style <= kLastStyle; ++style) {
    const auto count = [&](int level, int density) {
      return drums(score_of({4, 4}, {{SectionKind::kVerse, 8, level}}),
                   static_cast<DrumStyle>(style), density)
          .size();
    };
    EXPECT_LT(count(0, 3), count(3, 3)) << style;
    EXPECT_LT(count(3, 3), count(7, 3)) << style;
    EXPECT_LE(count(5, 0), count(5, 3)) << style;
    EXPECT_LE(count(5, 3), count(5, 7)) << style;
  }
}

TEST(Drums, TheSameSectionComesBackWithTheSameGroove) {
  const Score score = score_of(
      {4, 4},
      {{SectionKind::kVerse, 4, 5}, {SectionKind::kChorus, 4, 6}, {SectionKind::kVerse, 4, 5}});
  const std::vector<Note> notes = drums(score, DrumStyle::kFunk, 5);
  std::vector<Note> first;
  std::vector<Note> again;
  for (Note n : notes) {
    // The second bar: neither crash nor fill.
    if (n.start / 192 == 1) first.push_back(n);
    n.start -= 8 * 192;
    if (n.start / 192 == 1) again.push_back(n);
  }
  EXPECT_EQ(first, again);
  EXPECT_FALSE(first.empty());
}

}  // namespace
}  // namespace continuo
