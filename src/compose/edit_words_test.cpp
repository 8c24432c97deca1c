// What people ask of music, and what is made of it.
#include "compose/edit_words.h"
#include "compose/edit_parts.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "compose/edit_fixture_test.h"

namespace continuo {
namespace {

const Score& band() {
  static const Score score = band_piece(1);
  return score;
}

std::vector<Change> read(std::string_view words) { return read_changes(words, band(), {}); }

struct Row {
  std::string_view words;
  Action action;
  std::vector<int> parts;
};

TEST(EditWords, OneAskEach) {
  const std::vector<Row> rows = {
      {"more drums", Action::kMore, {kDrumKit}},
      {"With more drums, please", Action::kMore, {kDrumKit}},
      {"busier bass", Action::kMore, {33}},
      {"a busier bass line", Action::kMore, {33}},
      {"less drums", Action::kLess, {kDrumKit}},
      {"fewer drums", Action::kLess, {kDrumKit}},
      {"sparser piano", Action::kLess, {0}},
      {"make the piano sparser", Action::kLess, {0}},
      {"no drums", Action::kRemove, {kDrumKit}},
      {"without guitar", Action::kRemove, {25}},
      {"take out the saxophone", Action::kRemove, {65}},
      {"only bass", Action::kOnly, {33}},
      {"louder", Action::kLouder, {}},
      {"make it louder", Action::kLouder, {}},
      {"the melody louder", Action::kLouder, {65}},
      {"softer", Action::kSofter, {}},
      {"quieter drums", Action::kSofter, {kDrumKit}},
      {"higher", Action::kHigher, {}},
      {"melody an octave up", Action::kHigher, {65}},
      {"lower piano", Action::kLower, {0}},
      {"calmer", Action::kCalmer, {}},
      {"wilder", Action::kWilder, {}},
      {"more intense", Action::kWilder, {}},
      {"different melody", Action::kRewrite, {65}},
      {"another bass line", Action::kRewrite, {33}},
      {"something else", Action::kRewrite, {}},
      {"new chords", Action::kHarmony, {}},
      {"different harmony", Action::kHarmony, {}},
      {"vary the melody", Action::kVary, {65}},
      {"half-time", Action::kHalfTime, {}},
      {"half-time feel", Action::kHalfTime, {}},
      {"double time drums", Action::kDoubleTime, {kDrumKit}},
      {"a fill", Action::kFill, {}},
      {"add a drum fill", Action::kFill, {}},
      {"an ending", Action::kEnding, {}},
      {"continue it", Action::kGoOn, {}},
      {"continue for 12 bars", Action::kGoOn, {}},
      {"like a bossa", Action::kStyle, {}},
      {"as a waltz", Action::kStyle, {}},
      {"like drum and bass", Action::kStyle, {}},
      {"rock and roll", Action::kStyle, {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.words);
    try {
      const std::vector<Change> changes = read(row.words);
      ASSERT_EQ(changes.size(), 1u);
      EXPECT_EQ(changes[0].action, row.action) << action_name(changes[0].action);
      EXPECT_EQ(changes[0].parts, row.parts);
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  }
  EXPECT_EQ(read("continue for 12 bars")[0].bars, 12);
  EXPECT_EQ(read("like a bossa")[0].style.genre, genre_code("bossa nova"));
  EXPECT_EQ(read("like drum and bass")[0].style.genre, genre_code("drum and bass"));
}

struct Joins {
  std::string_view words;
  int program;
  Role role;
  std::string_view genre;
};

TEST(EditWords, WhoJoinsIn) {
  const std::vector<Joins> rows = {
      {"add a flute counter-melody", 73, Role::kCounter, ""},
      {"add brass stabs", 61, Role::kChords, "funk"},
      {"add walking bass", 32, Role::kBass, "jazz"},
      {"add strings", 48, Role::kPad, ""},
      {"add a violin", 40, Role::kCounter, ""},
      {"more strings", 48, Role::kPad, ""},
      {"with a harp arpeggio", 46, Role::kArpeggio, ""},
      {"add an organ pad", 16, Role::kPad, ""},
      {"bring in a trumpet", 56, Role::kCounter, ""},
      // Who is there already gets a neighbour.
      {"add an electric piano", 4, Role::kChords, ""},
  };
  for (const Joins& row : rows) {
    SCOPED_TRACE(row.words);
    try {
      const std::vector<Change> changes = read(row.words);
      ASSERT_EQ(changes.size(), 1u);
      EXPECT_EQ(changes[0].action, Action::kAdd);
      EXPECT_EQ(changes[0].program, row.program);
      EXPECT_EQ(changes[0].role, row.role) << role_name(changes[0].role);
      EXPECT_EQ(changes[0].style.genre, genre_code(row.genre));
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  }
}

TEST(EditWords, SeveralAtOnce) {
  const std::vector<Change> both = read("add walking bass and brushes");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].program, 32);
  EXPECT_EQ(both[1].program, kDrumKit);
  EXPECT_EQ(both[1].action, Action::kAdd);

  const std::vector<Change> two = read("no guitar, louder drums");
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].action, Action::kRemove);
  EXPECT_EQ(two[1].action, Action::kLouder);
  EXPECT_EQ(two[1].parts, std::vector<int>{kDrumKit});

  const std::vector<Change> none = read("without guitar and drums");
  ASSERT_EQ(none.size(), 2u);
  EXPECT_EQ(none[1].action, Action::kRemove);
  EXPECT_EQ(none[1].parts, std::vector<int>{kDrumKit});

  EXPECT_TRUE(read("same chords").empty());
  EXPECT_EQ(read("same chords, different melody").size(), 1u);
}

TEST(EditWords, OneInsteadOfAnother) {
  for (const char* words : {"organ instead of piano", "replace the piano with an organ",
                            "swap piano for organ", "an organ instead of the piano"}) {
    const std::vector<Change> changes = read(words);
    ASSERT_EQ(changes.size(), 1u) << words;
    EXPECT_EQ(changes[0].action, Action::kInstead);
    EXPECT_EQ(changes[0].parts, std::vector<int>{0});
    EXPECT_EQ(changes[0].program, 16);
  }
}

TEST(EditWords, AStyleIsReadByTheComposer) {
  std::string asked;
  const auto reader = [&](const std::string& words) {
    asked = words;
    return EditStyle{
        .genre = genre_code("jazz"), .intensity = -1, .dynamics = -2, .brightness = -1};
  };
  const std::vector<Change> changes = read_changes("darker and dreamy", band(), reader);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].action, Action::kStyle);
  EXPECT_EQ(changes[0].style.brightness, -1);
  EXPECT_NE(asked.find("dreamy"), std::string::npos);
  EXPECT_THROW(read("dreamy"), Error);
}

TEST(EditWords, WhatIsNotUnderstoodIsRefusedWithWhatCanBeAsked) {
  for (const char* words : {"xyzzy", "make me a sandwich", "more xyzzy", "no", "add", "add xyzzy",
                            "piano instead of", "instead of", "only", "\xff\xfe"}) {
    try {
      read(words);
      ADD_FAILURE() << words;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage) << words;
    }
  }
  try {
    read("no trombone");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("alto sax"), std::string::npos) << error.what();
  }
  try {
    read("faster");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("--bpm"), std::string::npos) << error.what();
  }
}

TEST(EditWords, AnyBytesEndInAnswersOrRefusals) {
  Rng rng(3);
  const std::string words = "more less no drums bass piano instead of add and, like jazz 12 fill ü";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const int pieces = rng.range(1, 12);
    for (int i = 0; i < pieces; ++i) {
      const auto at = static_cast<size_t>(rng.range(0, static_cast<int>(words.size()) - 1));
      text += words.substr(at, static_cast<size_t>(rng.range(1, 12)));
      if (rng.chance(0.1)) text += static_cast<char>(rng.range(0, 255));
    }
    try {
      read(text);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    }
  }
}

TEST(EditWords, PartsByName) {
  EXPECT_EQ(parts_named("bass", band()), std::vector<int>{33});
  EXPECT_EQ(parts_named("melody", band()), std::vector<int>{65});
  EXPECT_EQ(parts_named("bass, drums", band()), (std::vector<int>{33, kDrumKit}));
  EXPECT_EQ(parts_named("acoustic guitar (steel)", band()), std::vector<int>{25});
  EXPECT_THROW(parts_named("harp", band()), Error);
  EXPECT_THROW(parts_named("", band()), Error);
}

}  // namespace
}  // namespace continuo
