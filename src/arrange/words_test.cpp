#include "arrange/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "score/instrument.h"

namespace continuo {
namespace {

const TempoWord& tempo_word(std::string_view text) {
  for (const TempoWord& word : tempo_words()) {
    if (word.text == text) return word;
  }
  throw std::runtime_error("no such tempo word: " + std::string(text));
}

TEST(WordsTest, SlowMediumAndFastShareNoTempo) {
  for (int bpm = 30; bpm <= 300; ++bpm) {
    const int classes = tempo_word("slow").bpm.contains(bpm) +
                        tempo_word("medium").bpm.contains(bpm) +
                        tempo_word("fast").bpm.contains(bpm);
    EXPECT_LE(classes, 1) << bpm;
    EXPECT_LE(tempo_word("very slow").bpm.contains(bpm), tempo_word("slow").bpm.contains(bpm))
        << bpm;
    EXPECT_LE(tempo_word("very fast").bpm.contains(bpm), tempo_word("fast").bpm.contains(bpm))
        << bpm;
    EXPECT_TRUE(std::any_of(tempo_words().begin(), tempo_words().end(),
                            [bpm](const TempoWord& word) { return word.bpm.contains(bpm); }))
        << "no word for " << bpm;
  }
}

TEST(WordsTest, NoWordTwiceInATable) {
  std::set<std::string_view> tempo;
  for (const TempoWord& word : tempo_words())
    EXPECT_TRUE(tempo.insert(word.text).second) << word.text;
  std::set<std::string_view> moods;
  for (const MoodWord& word : mood_words())
    EXPECT_TRUE(moods.insert(word.text).second) << word.text;
  for (const auto* table : {&density_words(), &brightness_words(), &dynamics_words()}) {
    std::set<std::string_view> levels;
    for (const LevelWord& word : *table) EXPECT_TRUE(levels.insert(word.text).second) << word.text;
  }
}

void expect_known_genres(std::string_view names, std::string_view where) {
  while (!names.empty()) {
    const size_t bar = names.find('|');
    const std::string_view name = names.substr(0, bar);
    EXPECT_NE(std::count(genre_names().begin(), genre_names().end(), name), 0)
        << name << " of " << where;
    if (bar == std::string_view::npos) break;
    names.remove_prefix(bar + 1);
  }
}

TEST(WordsTest, ConditionsNameGenresThatExist) {
  for (const MoodWord& mood : mood_words()) {
    expect_known_genres(mood.when.genres, mood.text);
    expect_known_genres(mood.when.not_genres, mood.text);
  }
  for (const UseWord& use : use_words()) expect_known_genres(use.when.genres, use.phrase);
}

TEST(WordsTest, EveryGenreHasAWordThatAlwaysHolds) {
  for (size_t genre = 1; genre < genre_names().size(); ++genre) {
    const auto& words = genre_words(genre_names()[genre]);
    ASSERT_FALSE(words.empty()) << genre_names()[genre];
    for (const bool minor : {false, true}) {
      Traits traits;
      traits.genre = static_cast<int>(genre);
      traits.minor = minor;
      EXPECT_TRUE(std::any_of(words.begin(), words.end(),
                              [&](const GenreWord& word) { return holds(word.when, traits); }));
    }
  }
}

// What a caption calls an instrument must be what a prompt's reader understands by it.
TEST(WordsTest, InstrumentWordsMeanTheirProgram) {
  for (int program = 0; program < kProgramCount; ++program) {
    ASSERT_FALSE(instrument_words(program).empty()) << program;
    for (const std::string_view word : instrument_words(program)) {
      const std::vector<int> meant = programs_named(word);
      if (meant.empty()) continue;
      EXPECT_NE(std::count(meant.begin(), meant.end(), program), 0)
          << word << " for program " << program;
    }
  }
}

TEST(WordsTest, InstrumentClassesMeanTheirPrograms) {
  for (const InstrumentClass& family : instrument_classes()) {
    const std::vector<int> meant = programs_named(family.text);
    if (meant.empty()) continue;
    for (const Span& span : family.programs) {
      for (int program = span.low; program <= span.high; ++program) {
        EXPECT_NE(std::count(meant.begin(), meant.end(), program), 0)
            << family.text << " for program " << program;
      }
    }
  }
}

TEST(WordsTest, ConditionsReadEveryTrait) {
  const auto& words = mood_words();
  const auto sad = std::find_if(words.begin(), words.end(),
                                [](const MoodWord& word) { return word.text == "sad"; });
  ASSERT_NE(sad, words.end());
  Traits traits;
  traits.minor = true;
  traits.bpm = 70;
  traits.density = 3;
  traits.dynamics = 3;
  EXPECT_TRUE(holds(sad->when, traits));
  traits.minor = false;
  EXPECT_FALSE(holds(sad->when, traits));
  traits.minor = true;
  traits.bpm = 150;
  EXPECT_FALSE(holds(sad->when, traits));
  traits.bpm = 70;
  traits.dynamics = 7;
  EXPECT_FALSE(holds(sad->when, traits));
  traits.dynamics = 3;
  traits.pitched = false;
  EXPECT_FALSE(holds(sad->when, traits));
}

Score one_note(int velocity) {
  Score score = blank_score({});
  score.parts = {{0, Role::kLead, {{0, 48, 60, velocity}}}};
  return score;
}

TEST(WordsTest, DynamicsLevelsRunFromSoftToLoud) {
  EXPECT_EQ(dynamics_level(one_note(20)), 0);
  EXPECT_EQ(dynamics_level(one_note(50)), 2);
  EXPECT_EQ(dynamics_level(one_note(79)), 4);
  EXPECT_EQ(dynamics_level(one_note(122)), 7);
}

}  // namespace
}  // namespace continuo
