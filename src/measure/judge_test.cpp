#include "measure/judge.h"

#include <gtest/gtest.h>

#include "score/instrument.h"
#include "score/plan.h"

namespace continuo {
namespace {

Hearing band() {
  Hearing hearing;
  hearing.written_bpm = 100;
  hearing.tempo.bpm = 50;
  hearing.written_metre = {4, 4};
  hearing.metre.metre = {2, 4};
  hearing.metre.heard = true;
  hearing.planned_key = {0, Mode::kMajor};
  hearing.key.key = {9, Mode::kMinor};
  hearing.key.heard = true;
  hearing.programs = {0, 33, kDrumKit};
  hearing.genre = 2;
  hearing.notes_per_quarter = 5;
  hearing.notes_per_second = 6;
  hearing.bars = 16;
  hearing.seconds = 30;
  return hearing;
}

std::optional<double> answer(const Wishes& wishes, Question question) {
  return judge(wishes, band())[static_cast<size_t>(question)];
}

TEST(Judge, AnswersOnlyWhatIsAsked) {
  for (const auto& answer : judge({}, band())) EXPECT_FALSE(answer.has_value());
}

TEST(Judge, TempoWithinThreePerCent) {
  Wishes wishes;
  wishes.bpm = 103;
  EXPECT_EQ(answer(wishes, Question::kTempoNamed), 1);
  EXPECT_EQ(answer(wishes, Question::kTempoHeard), 0);
  EXPECT_EQ(answer(wishes, Question::kTempoHeardLevel), 1);
  wishes.bpm = 104;
  EXPECT_EQ(answer(wishes, Question::kTempoNamed), 0);
  Wishes implied;
  implied.tempo = TempoBand{100, 120};
  EXPECT_EQ(answer(implied, Question::kTempoImplied), 1);
  implied.tempo = TempoBand{101, 120};
  EXPECT_EQ(answer(implied, Question::kTempoImplied), 0);
}

TEST(Judge, MetreWrittenAndHeard) {
  Wishes wishes;
  wishes.metre = Metre{4, 4};
  EXPECT_EQ(answer(wishes, Question::kMetreNamed), 1);
  EXPECT_EQ(answer(wishes, Question::kMetreHeard), 0);
  EXPECT_EQ(answer(wishes, Question::kMetreHeardPulse), 1);
  Wishes implied;
  implied.metre_implied = {{3, 4}, {6, 8}};
  EXPECT_EQ(answer(implied, Question::kMetreImplied), 0);
}

TEST(Judge, KeyIsHeardNotRead) {
  Wishes wishes;
  wishes.key = Key{0, Mode::kMajor};
  EXPECT_EQ(answer(wishes, Question::kKeyHeard), 0);
  EXPECT_EQ(answer(wishes, Question::kTonicHeard), 0);
  EXPECT_EQ(answer(wishes, Question::kKeyHeardRelative), 1);
  EXPECT_EQ(answer(wishes, Question::kKeyPlanned), 1);
  wishes.key = Key{9, Mode::kPhrygian};
  EXPECT_EQ(answer(wishes, Question::kKeyHeard), 1);
  Wishes mode;
  mode.minor = true;
  EXPECT_EQ(answer(mode, Question::kModeImplied), 1);
}

TEST(Judge, PartsAndForeigners) {
  Wishes wishes;
  wishes.instruments = {{0, 1, 2}, {40}};
  wishes.only = true;
  EXPECT_EQ(answer(wishes, Question::kInstruments), 0.5);
  EXPECT_EQ(answer(wishes, Question::kAllInstruments), 0);
  EXPECT_EQ(foreign_parts(wishes, band()), 2);
  EXPECT_EQ(answer(wishes, Question::kOneForeign), 0);
  wishes.drums = true;
  EXPECT_EQ(foreign_parts(wishes, band()), 1);
  EXPECT_EQ(answer(wishes, Question::kOneForeign), 1);
  EXPECT_EQ(answer(wishes, Question::kNoForeign), 0);
  EXPECT_NEAR(*answer(wishes, Question::kPrecision), 2.0 / 3, 1e-12);
  EXPECT_EQ(answer(wishes, Question::kDrums), 1);
}

TEST(Judge, TheRest) {
  Wishes wishes;
  wishes.genres = {genre_code("jazz"), genre_code("rock")};
  wishes.busy = true;
  wishes.energetic = true;
  wishes.seconds = 27;
  EXPECT_EQ(answer(wishes, Question::kGenre), 1);
  EXPECT_EQ(answer(wishes, Question::kGenreHeard), 0);
  Hearing heard = band();
  heard.recognised = "rock";
  EXPECT_EQ(judge(wishes, heard)[static_cast<size_t>(Question::kGenreHeard)], 1);
  wishes.genres = {genre_code("tango")};
  EXPECT_EQ(answer(wishes, Question::kGenre), 0);
  EXPECT_EQ(answer(wishes, Question::kDensity), 1);
  EXPECT_EQ(answer(wishes, Question::kEnergy), 0);
  EXPECT_EQ(answer(wishes, Question::kLength), 1);
  wishes.seconds = 26;
  EXPECT_EQ(answer(wishes, Question::kLength), 0);
}

TEST(Judge, AGenreIsMetByItselfAndAFamilyByItsKinds) {
  for (size_t i = 1; i < genre_names().size(); ++i) {
    const auto code = static_cast<int>(i);
    EXPECT_TRUE(genre_meets(code, code)) << genre_names()[i];
    EXPECT_TRUE(genre_meets(genre_family(code), code)) << genre_names()[i];
    EXPECT_FALSE(genre_meets(code, 0)) << genre_names()[i];
  }
  const auto meets = [](std::string_view wished, std::string_view played) {
    return genre_meets(genre_code(wished), genre_code(played));
  };
  EXPECT_TRUE(meets("jazz", "bebop"));
  EXPECT_FALSE(meets("bebop", "jazz"));
  EXPECT_FALSE(meets("bebop", "cool jazz"));
  EXPECT_FALSE(meets("trap", "hip hop"));
  EXPECT_FALSE(meets("metal", "waltz"));
  EXPECT_FALSE(genre_meets(0, 0));
}

// A listener says families alone: a wish for a kind is heard where its family is.
TEST(Judge, AKindIsRecognisedByItsFamily) {
  Wishes wishes;
  wishes.genres = {genre_code("trap")};
  Hearing heard = band();
  heard.genre = genre_code("trap");
  heard.recognised = "hip hop";
  heard.recognised_in_full = "techno";
  const Answers answers = judge(wishes, heard);
  EXPECT_EQ(answers[static_cast<size_t>(Question::kGenre)], 1);
  EXPECT_EQ(answers[static_cast<size_t>(Question::kGenreHeard)], 1);
  EXPECT_EQ(answers[static_cast<size_t>(Question::kGenreHeardInFull)], 0);
}

TEST(Judge, AFailureIsNoughtWhereverSomethingIsAsked) {
  Wishes wishes;
  wishes.drums = false;  // silence has no drums, but it is not music without drums either
  wishes.busy = false;
  const Answers answers = failed(wishes);
  EXPECT_EQ(answers[static_cast<size_t>(Question::kDrums)], 0);
  EXPECT_EQ(answers[static_cast<size_t>(Question::kDensity)], 0);
  EXPECT_FALSE(answers[static_cast<size_t>(Question::kTempoNamed)].has_value());
}

TEST(Hear, TakesMedianTempoMostCommonMetreAndRealParts) {
  Score score;
  score.plan.genre = 3;
  int start = 0;
  for (int i = 0; i < 5; ++i) {
    Bar bar;
    bar.start = start;
    bar.metre = i == 4 ? Metre{3, 4} : Metre{4, 4};
    bar.bpm = i == 4 ? 60 : 120;
    start = bar.end();
    score.bars.push_back(bar);
  }
  Part piano;
  for (int i = 0; i < 4; ++i) piano.notes.push_back({i * 48, 48, 60, 80});
  Part violin;
  violin.program = 40;
  violin.notes.assign(piano.notes.begin(), piano.notes.begin() + 3);
  score.parts = {piano, violin};
  const Hearing hearing = hear(score);
  EXPECT_EQ(hearing.written_bpm, 120);
  EXPECT_EQ(hearing.written_metre, (Metre{4, 4}));
  EXPECT_EQ(hearing.programs, std::vector<int>{0});
  EXPECT_EQ(hearing.genre, 3);
  EXPECT_EQ(hearing.bars, 5);
  EXPECT_NEAR(hearing.seconds, 8 + 3, 1e-9);
  EXPECT_NEAR(hearing.notes_per_quarter, 7.0 / 19, 1e-9);
}

}  // namespace
}  // namespace continuo
