// The table of genres: every name has its row and its words, every row makes a sound piece, and the
// styles have the marks by which people know them.
#include "arrange/genre.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "arrange/band.h"
#include "arrange/bass_patterns.h"
#include "arrange/comping_patterns.h"
#include "arrange/harmony.h"
#include "arrange/players.h"
#include "arrange/words.h"
#include "score/instrument.h"

namespace continuo {
namespace {

std::string name_of(int code) { return std::string(genre_names()[static_cast<size_t>(code)]); }

TEST(Genres, EveryNameHasARowAndEveryRowAName) {
  std::set<std::string_view> rows;
  for (const Genre& genre : genre_table()) {
    EXPECT_TRUE(rows.insert(genre.name).second) << genre.name;
    const int code = genre_code(genre.name);
    EXPECT_GT(code, 0) << genre.name;
    EXPECT_EQ(genre.family, genre_family_name(code)) << genre.name;
  }
  for (int code = 1; code < static_cast<int>(genre_names().size()); ++code)
    EXPECT_EQ(genre_of(code).name, genre_names()[static_cast<size_t>(code)]);
  EXPECT_EQ(taught_genres().size() + 1, genre_names().size());
}

TEST(Genres, RowsAreComplete) {
  for (const Genre& genre : genre_table()) {
    EXPECT_TRUE(kMinBpm <= genre.slowest && genre.slowest <= genre.typical &&
                genre.typical <= genre.fastest && genre.fastest <= kMaxBpm)
        << genre.name;
    EXPECT_FALSE(genre.metres.empty() || genre.chairs.empty() || genre.soloists.empty() ||
                 genre.drums.empty() || genre.harmony.empty() || genre.comping.empty() ||
                 genre.bass.empty() || genre.forms.empty())
        << genre.name;
    for (const MetreChoice& choice : genre.metres) {
      EXPECT_GE(metre_code(choice.metre), 0) << genre.name << " " << choice.metre.name();
      EXPECT_GT(choice.weight, 0) << genre.name;
    }
    for (const Chair& chair : genre.chairs) {
      EXPECT_FALSE(chair.programs.empty()) << genre.name;
      EXPECT_TRUE(chair.chance > 0 && chair.chance <= 1) << genre.name;
      for (int program : chair.programs)
        EXPECT_TRUE(program >= 0 && program <= kDrumKit) << genre.name << " " << program;
    }
    EXPECT_LE(genre.low_intensity, genre.high_intensity) << genre.name;
    EXPECT_EQ(genre.grace == Grace::kNone, genre.graces == 0) << genre.name;
  }
}

// A name leads to one genre: what a sub-style is called, no other genre is called.
TEST(Genres, TheNamesOfSubStylesAreTheirOwn) {
  std::map<std::string_view, std::set<int>> meant;
  for (int code : taught_genres()) {
    for (const GenreWord& word : genre_words(genre_names()[static_cast<size_t>(code)]))
      meant[word.text].insert(code);
  }
  for (const auto& [word, codes] : meant) {
    if (codes.size() == 1) continue;
    for (int code : codes)
      EXPECT_EQ(genre_family(code), code) << word << " also means " << name_of(code);
  }
  for (int code : taught_genres()) {
    const std::string_view own = genre_names()[static_cast<size_t>(code)];
    const auto found = meant.find(own);
    if (found == meant.end()) continue;
    EXPECT_TRUE(found->second.count(code)) << own;
  }
}

TEST(Genres, FigureTablesAreWellFormed) {
  const auto check = [](const Pattern& pattern, std::string_view tokens) {
    EXPECT_TRUE(!pattern.four.empty() && pattern.four.size() % 16 == 0) << pattern.four;
    EXPECT_EQ(pattern.three.size() % 12, 0u) << pattern.three;
    EXPECT_EQ(pattern.dotted.size() % 12, 0u) << pattern.dotted;
    for (const std::string_view text : {pattern.four, pattern.three, pattern.dotted})
      EXPECT_EQ(text.find_first_not_of(tokens), std::string_view::npos) << text;
  };
  for (int style = 0; style < kCompStyleCount; ++style) {
    ASSERT_FALSE(comp_patterns(static_cast<CompStyle>(style)).empty()) << style;
    for (const Pattern& pattern : comp_patterns(static_cast<CompStyle>(style)))
      check(pattern, "xXuEr123456BbCDOo-.");
  }
  for (int style = 0; style < kBassStyleCount; ++style) {
    for (const Pattern& pattern : bass_patterns(static_cast<BassStyle>(style)))
      check(pattern, "R583679sang-.");
  }
}

TEST(Genres, EveryGenrePlaysSoundPieces) {
  for (int code : taught_genres()) {
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      const Plan plan = random_plan_of_genre(code, seed);
      ASSERT_NO_THROW(check_plan(plan)) << name_of(code);
      const Score score = arrange(plan, seed);
      EXPECT_GE(score.note_count(), 16u) << name_of(code) << " " << seed;
      for (const Part& part : score.parts) {
        EXPECT_FALSE(part.notes.empty()) << name_of(code) << " " << seed << ": " << part.program;
        std::set<int> loudness;
        for (const Note& note : part.notes) {
          loudness.insert(note.velocity);
          ASSERT_TRUE(note.start >= 0 && note.start < score.end()) << name_of(code);
          if (part.program == kDrumKit) continue;
          ASSERT_GE(note.pitch, instrument(part.program).lowest) << name_of(code);
          ASSERT_LE(note.pitch, instrument(part.program).highest) << name_of(code);
          ASSERT_LE(note.duration, 4 * plan.metre.bar_ticks() + 12) << name_of(code);
        }
        if (part.notes.size() >= 60 && genre_of(code).feel.velocity_spread >= 3) {
          EXPECT_GE(loudness.size(), 12u) << name_of(code) << " " << seed << ": " << part.program;
        }
      }
    }
  }
}

// No part repeats one bar to the end of a piece: some of its bars differ in notes.
TEST(Genres, NothingIsStuck) {
  for (int code : taught_genres()) {
    Plan plan = random_plan_of_genre(code, 4);
    plan.sections = {{SectionKind::kVerse, 8, 4, 4}, {SectionKind::kChorus, 8, 6, 6}};
    const Score score = arrange(plan, 4);
    std::set<std::vector<std::pair<int, int>>> bars;
    for (const Bar& bar : score.bars) {
      std::vector<std::pair<int, int>> content;
      for (const Part& part : score.parts) {
        for (const Note& note : part.notes) {
          if (note.start >= bar.start && note.start < bar.end())
            content.emplace_back((note.start - bar.start + 6) / 12, note.pitch);
        }
      }
      bars.insert(content);
    }
    EXPECT_GE(bars.size(), 5u) << name_of(code);
  }
}

Plan plan_of(std::string_view genre, std::vector<PlanPart> parts, int bpm = 100,
             Metre metre = {4, 4}, Key key = {}) {
  Plan plan;
  plan.genre = genre_code(genre);
  plan.bpm = bpm;
  plan.metre = metre;
  plan.key = key;
  plan.parts = std::move(parts);
  plan.sections = {{SectionKind::kVerse, 16, 5, 5}};
  return plan;
}

// How many bars have a note of the part near a place in the bar.
int bars_struck(const Score& score, const Part& part, int place) {
  int struck = 0;
  for (const Bar& bar : score.bars) {
    struck += std::any_of(part.notes.begin(), part.notes.end(), [&](const Note& note) {
      return std::abs(note.start - bar.start - place) <= 5;
    });
  }
  return struck;
}

TEST(Genres, TheTumbaoAvoidsTheOneAndWaitsOnFour) {
  for (const char* genre : {"salsa", "mambo", "latin jazz"}) {
    for (uint64_t seed = 0; seed < 6; ++seed) {
      const Plan plan =
          plan_of(genre, {{0, Role::kChords}, {33, Role::kBass}, {56, Role::kLead}}, 190);
      if (std::string_view(genre) == "latin jazz" &&
          genre_of(plan.genre).bass.front() != BassStyle::kTumbao)
        continue;
      const Score score = arrange(plan, seed);
      const Part& bass = score.parts[1];
      ASSERT_EQ(bass.program, 33);
      const int on_one = bars_struck(score, bass, 0);
      const int on_four = bars_struck(score, bass, 144);
      if (std::string_view(genre) == "latin jazz" && on_one > 8) continue;  // its other bass
      EXPECT_LE(on_one, 3) << genre << seed;
      EXPECT_GE(on_four, 12) << genre << seed;
    }
  }
}

TEST(Genres, JigsAccentGroupsOfThree) {
  for (uint64_t seed = 0; seed < 6; ++seed) {
    const Score score =
        arrange(plan_of("irish jig", {{25, Role::kChords}, {110, Role::kLead}}, 172, {6, 8}), seed);
    const Part& fiddle = score.parts[1];
    int grouped = 0;
    int others = 0;
    for (const Bar& bar : score.bars) {
      for (int eighth = 0; eighth < 6; ++eighth) {
        const bool struck = std::any_of(
            fiddle.notes.begin(), fiddle.notes.end(),
            [&](const Note& n) { return std::abs(n.start - bar.start - eighth * 24) <= 8; });
        if (struck) (eighth % 3 == 0 ? grouped : others) += 1;
      }
    }
    // Cadences hold through the second group.
    EXPECT_GE(2 * grouped, others) << seed;
    EXPECT_GE(grouped, 26) << seed;
  }
}

TEST(Genres, PentatonicMelodiesKeepToFiveTones) {
  const std::set<int> major{0, 2, 4, 7, 9};
  const std::set<int> minor{0, 3, 5, 7, 10};
  for (const Mode mode : {Mode::kMajor, Mode::kMinor}) {
    int inside = 0;
    int all = 0;
    for (uint64_t seed = 0; seed < 8; ++seed) {
      const Score score = arrange(
          plan_of("chinese", {{15, Role::kCounter}, {110, Role::kLead}}, 90, {4, 4}, {2, mode}),
          seed);
      for (const Note& note : score.parts[1].notes) {
        ++all;
        inside +=
            static_cast<int>((mode == Mode::kMajor ? major : minor).count((note.pitch + 10) % 12));
      }
    }
    EXPECT_GE(inside, all * 85 / 100) << inside << " of " << all;
  }
}

TEST(Genres, ADroneHasOneChord) {
  for (const char* genre : {"indian", "raga"}) {
    const Score score = arrange(
        plan_of(genre, {{15, Role::kChords}, {104, Role::kLead}}, 70, {4, 4}, {2, Mode::kPhrygian}),
        3);
    for (const Chord& chord : score.chords) EXPECT_EQ(chord.bass, 2) << genre;
  }
}

TEST(Genres, RomanticPianoYieldsAtItsEnd) {
  const Score score = arrange(plan_of("romantic piano", {{0, Role::kLead}}, 80), 5);
  EXPECT_LT(score.bars.back().bpm, 80 * 80 / 100);
  EXPECT_GT(score.bars[4].bpm, 80 * 90 / 100);
}

TEST(Genres, CutsComeFromAboveAndSlidesFromBelow) {
  const auto leaning = [](const char* genre, int program) {
    int above = 0;
    int below = 0;
    for (uint64_t seed = 0; seed < 6; ++seed) {
      const Score score =
          arrange(plan_of(genre, {{25, Role::kChords}, {program, Role::kLead}}, 90), seed);
      const auto& notes = score.parts[1].notes;
      for (size_t i = 0; i + 1 < notes.size(); ++i) {
        if (notes[i].duration > 6 || notes[i + 1].start - notes[i].start > 9) continue;
        (notes[i].pitch > notes[i + 1].pitch ? above : below) += 1;
      }
    }
    return std::pair(above, below);
  };
  const auto [irish_above, irish_below] = leaning("irish air", 78);
  EXPECT_GT(irish_above, 3 * irish_below + 10);
  const auto [indian_above, indian_below] = leaning("raga", 73);
  EXPECT_GT(indian_below, 3 * indian_above + 10);
}

}  // namespace
}  // namespace continuo
