#include "score/instrument.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/error.h"

namespace continuo {
namespace {

bool names(std::string_view words, int program) {
  const auto programs = programs_named(words);
  return std::find(programs.begin(), programs.end(), program) != programs.end();
}

TEST(Instrument, TableIsWhole) {
  std::set<std::string_view> seen;
  for (int program = 0; program < kProgramCount; ++program) {
    const Instrument& entry = instrument(program);
    EXPECT_EQ(entry.program, program);
    EXPECT_TRUE(seen.insert(entry.name).second) << entry.name;
    EXPECT_FALSE(entry.family.empty());
    EXPECT_LT(entry.lowest, entry.highest);
    EXPECT_GE(entry.lowest, 0);
    EXPECT_LE(entry.highest, 127);
    EXPECT_EQ(parse_instrument(entry.name), program) << entry.name;
  }
  EXPECT_THROW(instrument(-1), Error);
  EXPECT_THROW(instrument(129), Error);
}

TEST(Instrument, KnownPrograms) {
  EXPECT_EQ(instrument(0).name, "acoustic grand piano");
  EXPECT_EQ(instrument(40).name, "violin");
  EXPECT_EQ(instrument(40).lowest, 55);
  EXPECT_EQ(instrument(73).name, "flute");
  EXPECT_EQ(instrument(127).name, "gunshot");
  EXPECT_EQ(instrument(kDrumKit).name, "drum kit");
  EXPECT_EQ(instrument(38).family, "bass");
  EXPECT_EQ(instrument(81).family, "lead");
}

TEST(Instrument, FirstChoiceOfWhatPeopleType) {
  const std::vector<std::pair<const char*, int>> cases = {{"piano", 0},
                                                          {"Grand Piano", 0},
                                                          {"e-piano", 4},
                                                          {"Rhodes", 4},
                                                          {"wurlitzer", 4},
                                                          {"organ", 16},
                                                          {"Hammond", 16},
                                                          {"strings", 48},
                                                          {"string section", 48},
                                                          {"violin", 40},
                                                          {"violins", 40},
                                                          {"fiddle", 110},
                                                          {"viola", 41},
                                                          {"cello", 42},
                                                          {"celli", 42},
                                                          {"double bass", 43},
                                                          {"upright bass", 32},
                                                          {"bass", 33},
                                                          {"basses", 33},
                                                          {"electric bass", 33},
                                                          {"slap bass", 36},
                                                          {"synth-bass", 38},
                                                          {"808", 39},
                                                          {"guitar", 25},
                                                          {"acoustic guitar", 25},
                                                          {"nylon guitar", 24},
                                                          {"classical guitar", 24},
                                                          {"electric guitar", 27},
                                                          {"distorted guitar", 30},
                                                          {"clean guitar", 27},
                                                          {"brass", 61},
                                                          {"trumpet", 56},
                                                          {"muted trumpet", 59},
                                                          {"trombone", 57},
                                                          {"french horns", 60},
                                                          {"horns", 60},
                                                          {"tuba", 58},
                                                          {"sax", 65},
                                                          {"saxophone", 65},
                                                          {"alto sax", 65},
                                                          {"tenor sax", 66},
                                                          {"soprano sax", 64},
                                                          {"bari sax", 67},
                                                          {"clarinet", 71},
                                                          {"oboe", 68},
                                                          {"bassoon", 70},
                                                          {"english horn", 69},
                                                          {"flute", 73},
                                                          {"recorder", 74},
                                                          {"pan flute", 75},
                                                          {"ocarina", 79},
                                                          {"whistle", 78},
                                                          {"choir", 52},
                                                          {"voices", 52},
                                                          {"synth", 81},
                                                          {"synth lead", 81},
                                                          {"lead synth", 81},
                                                          {"saw lead", 81},
                                                          {"square lead", 80},
                                                          {"pad", 89},
                                                          {"synth pads", 89},
                                                          {"warm pad", 89},
                                                          {"bells", 14},
                                                          {"celesta", 8},
                                                          {"glockenspiel", 9},
                                                          {"music box", 10},
                                                          {"vibes", 11},
                                                          {"vibraphone", 11},
                                                          {"marimba", 12},
                                                          {"xylophone", 13},
                                                          {"harp", 46},
                                                          {"harpsichord", 6},
                                                          {"accordion", 21},
                                                          {"bandoneon", 23},
                                                          {"harmonica", 22},
                                                          {"banjo", 105},
                                                          {"sitar", 104},
                                                          {"koto", 107},
                                                          {"kalimba", 108},
                                                          {"shamisen", 106},
                                                          {"bagpipes", 109},
                                                          {"steel drums", 114},
                                                          {"timpani", 47},
                                                          {"drums", 128},
                                                          {"drum kit", 128},
                                                          {"percussion", 128},
                                                          {"beat", 128},
                                                          {"a beat", 128},
                                                          {"the drums", 128},
                                                          {"keys", 0},
                                                          {"honky-tonk", 3},
                                                          {"bandone\u00F3n", 23}};
  for (const auto& [words, program] : cases) EXPECT_EQ(parse_instrument(words), program) << words;
}

TEST(Instrument, ClassesHoldTheirMembers) {
  for (int program = 24; program <= 31; ++program) EXPECT_TRUE(names("guitar", program));
  for (int program = 32; program <= 39; ++program) EXPECT_TRUE(names("bass", program));
  for (int program = 56; program <= 63; ++program) EXPECT_TRUE(names("brass", program));
  for (int program = 88; program <= 95; ++program) EXPECT_TRUE(names("pad", program));
  for (int program : {40, 41, 42, 43, 48, 49}) EXPECT_TRUE(names("strings", program));
  for (int program : {68, 70, 71, 73}) EXPECT_TRUE(names("woodwinds", program));
  for (int program : {38, 80, 81, 89}) EXPECT_TRUE(names("synth", program));
  EXPECT_FALSE(names("piano", 4));
  EXPECT_FALSE(names("acoustic guitar", 27));
  EXPECT_FALSE(names("violin", 42));
}

TEST(Instrument, OrdinaryWordsAreNoInstruments) {
  for (const char* word : {"", "key", "wind", "chorus", "grand", "rain", "groove", "upbeat", "fast",
                           "the", "a", "playful", "s", "  ", "in", "electronic", "saw"}) {
    EXPECT_TRUE(programs_named(word).empty()) << word;
  }
}

TEST(Instrument, ErrorsSuggestNearNames) {
  try {
    parse_instrument("vilin");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_NE(std::string(error.what()).find("violin"), std::string::npos) << error.what();
  }
  EXPECT_THROW(parse_instrument(std::string(100000, 'x')), Error);
  EXPECT_THROW(parse_instrument(""), Error);
}

}  // namespace
}  // namespace continuo
