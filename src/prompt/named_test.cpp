#include "prompt/named.h"

#include <gtest/gtest.h>

#include <string>

namespace continuo {
namespace {

TEST(ReadNamed, Lengths) {
  EXPECT_EQ(read_named("16 bars of funk").bars, 16);
  EXPECT_EQ(read_named("16 Takte Jazz mit Klavier").bars, 16);
  EXPECT_EQ(read_named("30 secondes de musique douce").seconds, 30);
  EXPECT_EQ(read_named("zwanzig Sekunden Orgel").seconds, 20);
  EXPECT_EQ(read_named("anderthalb Minuten Jazz mit Klavier").seconds, 90);
  EXPECT_EQ(read_named("une minute et demie de musique douce").seconds, 90);
  EXPECT_EQ(read_named("medio minuto de salsa rápida").seconds, 30);
  EXPECT_EQ(read_named("полторы минуты вальса").seconds, 90);
}

TEST(ReadNamed, AllTogether) {
  const Named named = read_named("132 bpm ragtime in D minor, 7/4, solo piano, no drums, 8 bars");
  EXPECT_EQ(named.bpm, 132);
  EXPECT_EQ(named.key(), (Key{2, Mode::kMinor}));
  EXPECT_EQ(named.metres, (std::vector<Metre>{{7, 4}}));
  EXPECT_EQ(named.bars, 8);
  EXPECT_EQ(named_text(named), "ragtime, 132 bpm, 7/4, D minor, only piano, no drums, 8 bars");
  EXPECT_EQ(named_text(read_named("something nice")), "");
}

TEST(ReadNamed, HostileTextNamesWhatItMay) {
  std::string numbers, names, hundreds, halves, fillers;
  while (hundreds.size() < (1 << 20)) hundreds += "one hundred and ";
  while (halves.size() < (1 << 20)) halves += "half a minute and a half twenty four ";
  while (fillers.size() < (1 << 20)) fillers += "in the key of a not in any ";
  while (numbers.size() < (1 << 20)) numbers += "99999999999 bpm 7/8 in ";
  while (names.size() < (1 << 20)) names += "string orchestra piano, no two ";
  for (const std::string& prompt :
       {std::string("\xFF\xFE piano \xC3"), std::string("pia\0no 120 bpm", 14), numbers, names,
        hundreds, halves, fillers, std::string(1 << 20, '\0'), std::string(1 << 16, '/'),
        std::string("\xF0\x9F\x8E\xB9"),
        std::string("in in in in of of key key a a a a minor minor")}) {
    const Named named = read_named(prompt);
    EXPECT_LE(named.parts.size(), 24u);
    if (named.bpm) {
      EXPECT_GE(*named.bpm, kMinBpm);
      EXPECT_LE(*named.bpm, kMaxBpm);
    }
  }
}

}  // namespace
}  // namespace continuo
