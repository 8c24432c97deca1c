#include "compose/course.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "arrange/band.h"
#include "arrange/words.h"
#include "base/rng.h"
#include "compose/course_plan.h"
#include "score/instrument.h"

namespace continuo {
namespace {

std::vector<double> beginnings(std::string_view words) {
  const std::optional<Course> course = read_course(words);
  std::vector<double> levels;
  if (course) {
    for (const CourseStep& step : course->steps) levels.push_back(step.from);
  }
  return levels;
}

bool names(const std::vector<AnyOf>& list, int program) {
  return std::any_of(list.begin(), list.end(), [&](const AnyOf& who) {
    return std::find(who.begin(), who.end(), program) != who.end();
  });
}

bool rises(const std::vector<double>& levels) {
  return std::is_sorted(levels.begin(), levels.end()) && levels.front() < levels.back();
}

TEST(Course, WordsWithoutOrderAreNone) {
  for (const char* words :
       {"", "techno 138 bpm A minor", "upbeat ragtime piano in 7/4, fast, playful",
        "dark hypnotic techno, driving, relentless kick, minimal acid bassline",
        "a gentle lullaby for strings and flute only, slow, in 6/8", "lo-fi beats to study to",
        "rock song", "sad piano", "big band swing with loud brass and a soft piano",
        "Epic orchestral battle music. Huge brass, timpani, fast string runs."}) {
    EXPECT_FALSE(read_course(words).has_value()) << words;
  }
}

TEST(Course, WhatStandsBeforeItsBeginningIsAboutTheWholePiece) {
  for (const char* words : {"epic trailer, from quiet strings to a climax of brass and drums",
                            "epic trailer from quiet strings to a huge climax",
                            "loud rock, starting with quiet guitar, then full band"}) {
    const std::vector<double> levels = beginnings(words);
    ASSERT_FALSE(levels.empty()) << words;
    EXPECT_LT(levels.front(), 2.5) << words;
  }
  EXPECT_GT(beginnings("loud from the start, then quiet").front(), 4.5);
  EXPECT_EQ(beginnings("soft piano, starting to build, then a huge climax").size(), 3u);
}

TEST(Course, AFilmCueInOneSentence) {
  const auto course = read_course(
      "starting soft and slow, building tension through strings and french horns towards a "
      "sweeping crescendo, climaxing in a crash of cymbals before fading out");
  ASSERT_TRUE(course.has_value());
  ASSERT_EQ(course->steps.size(), 4u);
  const auto& steps = course->steps;
  EXPECT_LT(steps[0].from, 2);
  EXPECT_LT(steps[0].tempo, 1);
  EXPECT_GE(steps[1].to, steps[1].from + 2);
  EXPECT_TRUE(names(steps[1].enters, 48));
  EXPECT_TRUE(names(steps[1].enters, 60));
  EXPECT_EQ(steps[2].gestures, std::vector{Gesture::kCrash});
  EXPECT_GE(steps[2].from, 6.5);
  EXPECT_EQ(steps[3].gestures, std::vector{Gesture::kFadeOut});
  EXPECT_LT(steps[3].to, 2);
}

TEST(Course, StampsSayWhen) {
  const auto course = read_course("[0:00-0:20] quiet intro, then drums enter");
  ASSERT_TRUE(course && course->steps.size() == 2u);
  EXPECT_EQ(course->steps[0].begin->value, 0);
  EXPECT_EQ(course->steps[0].length->value, 20);
  EXPECT_EQ(course->steps[0].kind, SectionKind::kIntro);
  EXPECT_TRUE(names(course->steps[1].enters, kDrumKit));
  EXPECT_GT(course->steps[1].from, course->steps[0].from);

  const auto four =
      read_course("0:00 solo flute. At 0:12 harp. (0:30 - 1:02.5) all out! [1:10] flute alone");
  ASSERT_TRUE(four && four->steps.size() == 4u);
  EXPECT_EQ(four->steps[1].begin->value, 12);
  EXPECT_EQ(four->steps[2].begin->value, 30);
  EXPECT_EQ(four->steps[2].length->value, 32.5);
  EXPECT_EQ(four->steps[3].begin->value, 70);
  EXPECT_TRUE(names(four->steps[3].alone, 73));
}

TEST(Course, TheBeatDisappears) {
  const auto course = read_course("energetic trance, then the beat disappears and a pad stays");
  ASSERT_TRUE(course.has_value());
  ASSERT_EQ(course->steps.size(), 2u);
  EXPECT_TRUE(names(course->steps[1].leaves, kDrumKit));
  EXPECT_EQ(course->steps[1].leaves.size(), 1u);
}

TEST(Course, ThenAfterAStampIsTheStampsStep) {
  const auto course =
      read_course("[0:00-0:20] quiet intro with piano, [0:20-0:50] then drums and bass enter");
  ASSERT_TRUE(course.has_value());
  ASSERT_EQ(course->steps.size(), 2u);
  EXPECT_EQ(course->steps[1].begin->value, 20);
  EXPECT_EQ(course->steps[1].length->value, 30);
  EXPECT_TRUE(names(course->steps[1].enters, kDrumKit));
}

TEST(Course, StampsOfAllSpellings) {
  struct Row {
    const char* text;
    double begin;
    double end;  // 0 where there is none
  };
  for (const Row& row : {Row{"[0:10 - 0:25]", 10, 25}, Row{"(1:05-2:00)", 65, 120},
                         Row{"0:40", 40, 0}, Row{"0:05.5", 5.5, 0}, Row{"[5s-12.5s]", 5, 12.5},
                         Row{"1:00:00", 3600, 0}, Row{"[0:10 \xe2\x80\x93 0:20]", 10, 20}}) {
    const auto stamp = stamp_at(row.text, 0);
    ASSERT_TRUE(stamp.has_value()) << row.text;
    EXPECT_EQ(stamp->begin_s, row.begin) << row.text;
    EXPECT_EQ(stamp->end_s.value_or(0), row.end) << row.text;
    EXPECT_EQ(stamp->after, std::string(row.text).size()) << row.text;
  }
  for (const char* text : {"", "[", "12", "0:61", "4/4", "[verse 1]", "120 bpm", "[0:20 - 0:10",
                           "9999999999:00", "[12]", "2:00:99"})
    EXPECT_FALSE(stamp_at(text, 0).has_value()) << text;
}

TEST(Course, LengthsInBarsAndSeconds) {
  const auto course =
      read_course("8 bars intro, 16 bars verse, then 20 seconds of loud drums, 4 bars outro");
  ASSERT_TRUE(course && course->steps.size() == 4u);
  EXPECT_EQ(course->steps[0].length->value, 8);
  EXPECT_TRUE(course->steps[0].length->in_bars);
  EXPECT_EQ(course->steps[1].length->value, 16);
  EXPECT_EQ(course->steps[2].length->value, 20);
  EXPECT_FALSE(course->steps[2].length->in_bars);
  EXPECT_EQ(course->steps[3].kind, SectionKind::kOutro);
}

TEST(Course, RelativeWordsMoveFromWhatWasBefore) {
  EXPECT_TRUE(rises(beginnings("a soft harp, then louder, then louder still, then all out")));
  const auto down = beginnings("loud brass at first, then quieter, then the brass falls silent");
  ASSERT_EQ(down.size(), 3u);
  EXPECT_GT(down[0], down[1]);
  const auto waves = read_course("strings swell and recede in waves");
  ASSERT_TRUE(waves.has_value());
  EXPECT_EQ(waves->steps.size(), 6u);
  EXPECT_EQ(beginnings("quiet-loud-quiet").size(), 3u);
  const auto arch = beginnings("ABA form, tender A sections, stormy middle section");
  ASSERT_EQ(arch.size(), 3u);
  EXPECT_LT(arch[0], arch[1]);
  EXPECT_EQ(arch[0], arch[2]);
}

TEST(Course, TemposMove) {
  const auto faster = read_course("a polka that gets faster and faster");
  ASSERT_TRUE(faster && faster->steps.size() == 1u);
  EXPECT_GT(faster->steps[0].tempo_to, 1.3);
  Plan plan = random_plan_of_genre(8, 3);
  plan.bpm = 100;
  const auto sections = sections_of(*faster, plan, 16);
  ASSERT_GE(sections.size(), 3u);
  EXPECT_EQ(sections.front().bpm, 0);
  EXPECT_GT(sections.back().bpm, 140);
  plan.sections = sections;
  const auto levels = bar_levels(plan);
  for (size_t i = 1; i < levels.size(); ++i) EXPECT_GE(levels[i].bpm, levels[i - 1].bpm);
}

TEST(Course, AnEndingAloneLeavesThePiece) {
  const auto course = read_course("a happy folk tune that stops suddenly");
  ASSERT_TRUE(course.has_value());
  EXPECT_TRUE(course->steps.empty());
  EXPECT_EQ(course->ending, std::vector{Gesture::kCut});
  Wish wish;
  wish.prompt = "a happy folk tune that stops suddenly";
  const Plan plan = random_plan(5);
  const Plan ended = with_course(plan, wish);
  EXPECT_TRUE(ended.sections.back().has(Gesture::kCut));
  EXPECT_EQ(ended.bars(), plan.bars());
}

TEST(CoursePlan, WhoEntersRestsBefore) {
  Wish wish;
  wish.prompt = "solo piano, then strings join, then drums come in, at last piano alone again";
  Plan plan = random_plan_of_genre(1, 4);
  plan.parts = {{0, Role::kLead}, {33, Role::kBass}};
  plan = with_course(plan, wish);
  EXPECT_NO_THROW(check_plan(plan));
  EXPECT_TRUE(plan.has_part(48) && plan.has_part(kDrumKit));
  const auto rests = [&](size_t section, int program) {
    return plan.sections[section].rests(program);
  };
  ASSERT_EQ(plan.sections.size(), 4u);
  EXPECT_FALSE(rests(0, 0));
  EXPECT_TRUE(rests(0, 33) && rests(0, 48) && rests(0, kDrumKit));
  EXPECT_FALSE(rests(1, 48));
  EXPECT_TRUE(rests(1, kDrumKit));
  EXPECT_FALSE(rests(2, kDrumKit));
  EXPECT_TRUE(rests(3, 48) && rests(3, kDrumKit));
  EXPECT_FALSE(rests(3, 0));
}

TEST(CoursePlan, TheUsersSectionsAndPartsWin) {
  Wish wish;
  wish.prompt = "starts loud and dies away, with a crash of cymbals";
  wish.given.sections = {{SectionKind::kVerse, 8, 4, 4}};
  const Plan plan = random_plan(9);
  EXPECT_EQ(with_course(plan, wish), plan);
  wish.given.sections.reset();
  wish.instruments = {0};
  EXPECT_EQ(with_course(plan, wish).parts, plan.parts);
  EXPECT_NE(with_course(plan, wish).sections, plan.sections);
}

TEST(CoursePlan, HasTheLengthThatIsAsked) {
  const std::vector<std::string> prompts = {
      "starts loud and dies away", "quiet intro, loud chorus, quiet verse, huge chorus, outro",
      "[0:00-0:20] quiet intro, then drums enter", "gets faster and faster",
      "calm for 10 seconds, then 20 seconds of wild drums, then silence, then a final hit"};
  for (const std::string& prompt : prompts) {
    for (int bars : {1, 2, 3, 5, 8, 16, 33, 100, 383}) {
      Wish wish;
      wish.prompt = prompt;
      wish.bars = bars;
      const Plan plan = with_course(random_plan(static_cast<uint64_t>(bars)), wish);
      EXPECT_EQ(plan.bars(), bars) << prompt;
      EXPECT_NO_THROW(check_plan(plan)) << prompt;
    }
  }
}

TEST(CoursePlan, ATimeWithinIsNotTheLength) {
  const auto bars = [](const char* words) {
    Wish wish;
    wish.prompt = words;
    Plan plan = random_plan(5);
    plan.bpm = 120;
    plan.metre = {4, 4};
    plan = with_course(plan, wish);
    return std::pair(plan.sections.front().bars, plan.bars());
  };
  EXPECT_EQ(bars("piano alone for 8 bars, then bass and drums join").first, 8);
  EXPECT_GE(bars("piano alone for 8 bars, then bass and drums join").second, 12);
  EXPECT_GE(bars("lively, after 8 bars the drums drop out").second, 12);
  EXPECT_EQ(bars("2 minutes of rain, starting soft, then loud").second, 60);
  EXPECT_EQ(bars("24 bars, starting soft, then loud").second, 24);
  EXPECT_EQ(bars("piano and drums, 24 bars, starting soft, then loud").second, 24);
  EXPECT_EQ(bars("starting soft, then loud, 24 bars").second, 24);
  EXPECT_EQ(bars("a soft intro, 24 bars, then loud drums").second, 24);
}

TEST(CoursePlan, ALongFadeIsOfSectionsThatAPlanHolds) {
  for (const int bars : {2, 16, 17, 144, 145, 383}) {
    Wish wish;
    wish.prompt = "a drone that fades out";
    wish.bars = bars;
    Plan plan;
    ASSERT_NO_THROW(plan = with_course(random_plan(3), wish)) << bars;
    EXPECT_EQ(plan.bars(), bars);
    EXPECT_TRUE(plan.sections.back().has(Gesture::kFadeOut)) << bars;
  }
}

TEST(CoursePlan, StampsAreKeptToABar) {
  Wish wish;
  wish.prompt = "[0:00-0:10] soft flute [0:10-0:30] loud brass [0:30-0:40] fade out";
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Plan plan = with_course(random_plan(seed), wish);
    const double bar_s = plan.metre.bar_ticks() * 60.0 / (kTicksPerQuarter * plan.bpm);
    EXPECT_NEAR(plan.seconds(), 40, 1.5 * bar_s) << seed;
    EXPECT_TRUE(plan.sections.back().has(Gesture::kFadeOut));
  }
}

// Words in any order, cut anywhere: no crash, no endless course, plans that can be.
TEST(Course, HostileWordsStayWithinBounds) {
  const std::vector<std::string> pieces = {
      "[0:00-",     "0:10]",       "then ",          "drums ",    "enter ",
      "fade out",   "99999 bars ", "solo ",          "alone ",    "[",
      "]",          ", ",          "from ",          "to ",       "quiet ",
      "LOUD ",      "\xff\xfe",    "\xe2\x80",       "waves ",    "in waves ",
      "3 ",         "seconds ",    "first ",         "the last ", "until ",
      "crescendo ", "silence ",    "and ",           "0:00",      "999:59 ",
      "verse ",     "chorus ",     "in the middle ", "half ",     "full band "};
  Rng rng(5);
  for (int round = 0; round < 3000; ++round) {
    std::string words;
    for (int i = rng.range(0, 60); i > 0; --i) words += rng.pick(pieces);
    Wish wish;
    wish.prompt = words;
    if (rng.chance(0.3)) wish.bars = rng.range(1, 40);
    const Plan plan = with_course(random_plan(static_cast<uint64_t>(round)), wish);
    ASSERT_NO_THROW(check_plan(plan)) << words;
    for (const Section& section : plan.sections) {
      for (const int program : section.tacet) ASSERT_TRUE(plan.has_part(program)) << words;
    }
  }
}

}  // namespace
}  // namespace continuo
