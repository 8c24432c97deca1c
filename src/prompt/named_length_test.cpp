#include "prompt/named_length.h"

#include <gtest/gtest.h>

#include <string>

namespace continuo {
namespace {

TEST(NamedLength, BarsAreRead) {
  EXPECT_EQ(named_length("8 bars, trumpet fanfare").bars, 8);
  EXPECT_EQ(named_length("marimba in 7/8, 16 bars, 132 bpm").bars, 16);
  EXPECT_EQ(named_length("a four-bar loop of house").bars, 4);
  EXPECT_EQ(named_length("Twelve measures of swing").bars, 12);
  EXPECT_EQ(named_length("24bars techno").bars, 24);
  EXPECT_EQ(named_length("thirty-two bars of swing").bars, 32);
  EXPECT_EQ(named_length("a hundred bars").bars, 100);
}

TEST(NamedLength, TimesAreRead) {
  EXPECT_EQ(named_length("podcast intro, 15 seconds, friendly").seconds, 15);
  EXPECT_EQ(named_length("30s of rain").seconds, 30);
  EXPECT_EQ(named_length("two minutes of ambient").seconds, 120);
  EXPECT_EQ(named_length("about a minute").seconds, 60);
  EXPECT_EQ(named_length("half a minute of funk").seconds, 30);
  EXPECT_EQ(named_length("a minute and a half of funk").seconds, 90);
  EXPECT_EQ(named_length("two and a half minutes").seconds, 150);
  EXPECT_EQ(named_length("1 minute 30 seconds").seconds, 90);
  EXPECT_FALSE(named_length("30s of rain").bars);
  EXPECT_EQ(named_length("90 s").seconds, 90);
  EXPECT_EQ(named_length("three minutes").seconds, 180);
  EXPECT_EQ(named_length("fifty seconds").seconds, 50);
  EXPECT_EQ(named_length("1.5 minutes").seconds, 90);
  EXPECT_EQ(named_length("2,5 min").seconds, 150);
  EXPECT_EQ(named_length("2 to 3 minutes").seconds, 180);
  EXPECT_EQ(named_length("THREE MINUTES!").seconds, 180);
  EXPECT_EQ(named_length("16 bars at 90 beats a minute").bars, 16);
}

TEST(NamedLength, TimesOfTheClockAreRead) {
  EXPECT_EQ(named_length("1:30").seconds, 90);
  EXPECT_EQ(named_length("ambient, 1:30, calm").seconds, 90);
  EXPECT_EQ(named_length("1:30 minutes of jazz").seconds, 90);
  EXPECT_EQ(named_length("jazz, 0:45 long").seconds, 45);
  EXPECT_EQ(named_length("length: 2:05").seconds, 125);
  for (const char* prompt : {"at 2:30 the drums enter", "[0:00-0:20] quiet intro", "16:9", "1:75",
                             "wake up at 7:30", "0:00 quiet intro, 0:30 drums"})
    EXPECT_FALSE(named_length(prompt).seconds) << prompt;
}

TEST(NamedLength, OtherNumbersAreNot) {
  for (const char* prompt : {"",
                             "ragtime in 7/4 at 96 bpm",
                             "a 12 bar blues in E",
                             "an 8 bar intro, then drums",
                             "play it in a bar",
                             "a second violin joins",
                             "0 bars",
                             "bars",
                             "seconds",
                             "4 bars of piano, then 8 bars of strings",
                             "100000 bars",
                             "jazz bar at night",
                             "99999999999999999999 seconds",
                             "half",
                             "and a half minutes",
                             "80s synth pop",
                             "9000000 minutes",
                             "trap with 808s",
                             "the 80's again",
                             "90 beats a minute",
                             "a new chord every 4 bars",
                             "drums after the first 8 bars",
                             "drums enter at 30 seconds",
                             "a 10 second fade out",
                             "5 seconds of silence",
                             "1960s beat"}) {
    const NamedLength length = named_length(prompt);
    EXPECT_FALSE(length.bars) << prompt;
    EXPECT_FALSE(length.seconds) << prompt;
  }
}

}  // namespace
}  // namespace continuo
