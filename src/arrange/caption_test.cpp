#include "arrange/caption.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

#include "arrange/band.h"
#include "arrange/caption_phrases.h"
#include "score/frames.h"
#include "score/instrument.h"

namespace continuo {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

Score piece(uint64_t seed) { return quantised(arrange(random_plan(seed), seed + 1)); }

int words_in(const std::string& text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    if (c == ' ')
      inside = false;
    else if (!inside)
      inside = true, ++words;
  }
  return words;
}

bool sounds(const Score& score, int low, int high) {
  return std::any_of(score.parts.begin(), score.parts.end(), [&](const Part& part) {
    return part.program >= low && part.program <= high && !part.notes.empty();
  });
}

std::vector<std::string> all_matches(const std::string& text, const std::regex& pattern,
                                     int group) {
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
    found.push_back((*at)[group]);
  return found;
}

// Reads the captions back as a stranger would and compares with the score; `counts` says how often each fact was met.
struct Reader {
  const Score& score;
  std::array<int, 6>& counts;

  void read(const std::string& caption) {
    const std::string text = lower(caption);
    static const std::regex kBpm(R"((\d+) ?(?:bpm|beats per minute))");
    static const std::regex kTempo(
        R"((?:^|[^-a-z])(?:tempo(?: of| to| is|:| =)?|♩(?: =|=)?) ?(\d+)\b(?![-/]| bars| measures))");
    for (const std::regex* pattern : {&kBpm, &kTempo}) {
      for (const std::string& number : all_matches(text, *pattern, 1)) {
        EXPECT_EQ(std::stoi(number), score.plan.bpm) << caption;
        ++counts[0];
      }
    }
    static const std::regex kMetre(R"((\d+/\d+))");
    for (const std::string& metre : all_matches(text, kMetre, 1)) {
      EXPECT_EQ(metre, score.plan.metre.name()) << caption;
      ++counts[1];
    }
    read_key(text, caption);
    static const std::regex kBars(R"((\d+) (?:bars|measures))");
    for (const std::string& bars : all_matches(text, kBars, 1)) {
      EXPECT_EQ(std::stoi(bars), static_cast<int>(score.bars.size())) << caption;
      ++counts[3];
    }
    if (std::regex_search(text,
                          std::regex("no drums|without drums|drumless|leave out the drums"))) {
      EXPECT_FALSE(sounds(score, kDrumKit, kDrumKit)) << caption;
      ++counts[4];
    } else if (std::regex_search(text,
                                 std::regex(R"(\b(with drums|drum kit|drum set|and drums)\b)"))) {
      EXPECT_TRUE(sounds(score, kDrumKit, kDrumKit)) << caption;
      ++counts[4];
    }
    const std::pair<const char*, size_t> groups[] = {
        {"trio", 3}, {"duo", 2}, {"quartet", 4}, {"unaccompanied", 1}};
    for (const auto& [word, size] : groups) {
      if (!std::regex_search(text, std::regex(std::string("\\b") + word + "\\b"))) continue;
      size_t playing = 0;
      for (const Part& part : score.parts) playing += part.notes.empty() ? 0 : 1;
      EXPECT_EQ(playing, size) << caption;
      ++counts[5];
    }
  }

  void read_key(const std::string& text, const std::string& caption) {
    static const std::regex kKey(
        R"(\b([a-g](?:b|#|[ -]flat|[ -]sharp)?) (harmonic minor|major|minor|dorian|phrygian|lydian|mixolydian|blues)\b(?![ -]key))");
    for (std::sregex_iterator at(text.begin(), text.end(), kKey), end; at != end; ++at) {
      std::string tonic = (*at)[1];
      // "in a minor key" and "a dorian piece" speak of no tonic.
      const std::string before = text.substr(0, static_cast<size_t>(at->position(0)));
      const bool named = before.ends_with("in ") || before.ends_with("of ") ||
                         before.ends_with("key ") || before.ends_with("is ") ||
                         before.ends_with(": ");
      if (tonic == "a" && !named) continue;
      if (tonic.ends_with("flat")) tonic = tonic.substr(0, 1) + "b";
      if (tonic.ends_with("sharp")) tonic = tonic.substr(0, 1) + "#";
      const Key key = parse_key(tonic + " " + (*at)[2].str());
      EXPECT_EQ(key.name(), score.plan.key.name()) << caption;
      ++counts[2];
    }
  }
};

TEST(CaptionTest, StatedFactsAreTrue) {
  std::array<int, 6> counts{};
  for (uint64_t seed = 0; seed < 160; ++seed) {
    const Score score = piece(seed * 977 + 3);
    Rng rng(seed);
    Reader reader{score, counts};
    for (const std::string& caption : captions(score, 10, rng)) reader.read(caption);
  }
  // The reader must have had something to read.
  EXPECT_GT(counts[0], 200) << "tempos";
  EXPECT_GT(counts[1], 60) << "metres";
  EXPECT_GT(counts[2], 80) << "keys";
  EXPECT_GT(counts[3], 8) << "bars";
  EXPECT_GT(counts[4], 40) << "drums";
  EXPECT_GT(counts[5], 5) << "groups";
}

TEST(CaptionTest, TempoWordsHold) {
  int met = 0;
  // Words that stand for nothing but the tempo.
  for (const std::string_view text :
       {"very slow", "largo", "adagio", "presto", "breakneck", "mid-tempo", "up-tempo", "allegro",
        "frantic", "moderato", "slow-paced", "fast-paced"}) {
    const auto& words = tempo_words();
    const auto word = std::find_if(words.begin(), words.end(),
                                   [&](const TempoWord& w) { return w.text == text; });
    ASSERT_NE(word, words.end()) << text;
    for (uint64_t seed = 0; seed < 60; ++seed) {
      const Score score = piece(seed * 31 + 5);
      Rng rng(seed + 7);
      for (const std::string& caption : captions(score, 6, rng)) {
        const std::regex whole("(^|[^-a-z])" + std::string(text) + "($|[^-a-z])");
        if (!std::regex_search(lower(caption), whole)) continue;
        const CaptionFacts facts = caption_facts(score, {});
        EXPECT_TRUE(word->bpm.contains(facts.traits.bpm)) << caption << " at " << facts.traits.bpm;
        ++met;
      }
    }
  }
  EXPECT_GT(met, 15);
}

TEST(CaptionTest, NoCaptionContradictsItself) {
  const std::pair<const char*, const char*> opposites[] = {
      {"sad", "happy"},   {"calm", "energetic"},  {"quiet", "loud"},         {"sparse", "dense"},
      {"slow", "fast"},   {"gloomy", "cheerful"}, {"relaxed", "aggressive"}, {"peaceful", "tense"},
      {"major", "minor"}, {"soft", "powerful"}};
  for (uint64_t seed = 0; seed < 80; ++seed) {
    const Score score = piece(seed * 13 + 1);
    CaptionHints hints;
    hints.form = false;  // a piece may well go from quiet to loud
    Rng rng(seed);
    for (const std::string& caption : captions(score, hints, 8, rng)) {
      const std::string text = lower(caption);
      for (const auto& [one, other] : opposites) {
        const std::regex first(std::string("\\b") + one + "\\b");
        const std::regex second(std::string("\\b") + other + "\\b");
        EXPECT_FALSE(std::regex_search(text, first) && std::regex_search(text, second)) << caption;
      }
    }
  }
}

TEST(CaptionTest, CaptionsDifferAndRunFromOneWordToSentences) {
  std::set<std::string> distinct;
  std::vector<int> lengths;
  for (uint64_t seed = 0; seed < 250; ++seed) {
    const Score score = piece(seed + 100);
    Rng rng(seed);
    for (const std::string& caption : captions(score, 8, rng)) {
      distinct.insert(caption);
      lengths.push_back(words_in(caption));
      ASSERT_FALSE(caption.empty());
      EXPECT_EQ(caption.find("  "), std::string::npos) << caption;
      EXPECT_EQ(caption.find(" ,"), std::string::npos) << caption;
      EXPECT_EQ(caption.find(",,"), std::string::npos) << caption;
      EXPECT_NE(caption.front(), ' ');
      EXPECT_NE(caption.back(), ' ');
    }
  }
  EXPECT_GT(static_cast<double>(distinct.size()), 0.95 * static_cast<double>(lengths.size()));
  std::sort(lengths.begin(), lengths.end());
  const int median = lengths[lengths.size() / 2];
  EXPECT_GE(median, 7);
  EXPECT_LE(median, 12);
  EXPECT_LE(lengths.front(), 2);
  EXPECT_LE(lengths[lengths.size() / 10], 5) << "too few short ones";
  EXPECT_GE(lengths[lengths.size() * 98 / 100], 25) << "too few long ones";
  EXPECT_LE(lengths.back(), 90);
}

TEST(CaptionTest, TheSameSeedWritesTheSame) {
  const Score score = piece(9);
  Rng one(4);
  Rng two(4);
  Rng three(5);
  const auto first = captions(score, 20, one);
  EXPECT_EQ(first, captions(score, 20, two));
  EXPECT_NE(first, captions(score, 20, three));
}

TEST(CaptionTest, DrumsAloneHaveNoKeyNorFeelings) {
  Plan plan;
  plan.parts = {{kDrumKit, Role::kDrums}};
  plan.sections = {{SectionKind::kTheme, 8, 4, 4}};
  Score score = blank_score(plan);
  Part& kit = score.part(kDrumKit, Role::kDrums);
  for (int tick = 0; tick < score.end(); tick += 48) kit.notes.push_back({tick, 12, 36, 90});
  Rng rng(1);
  for (const std::string& caption : captions(score, 300, rng)) {
    EXPECT_FALSE(
        std::regex_search(lower(caption), std::regex("major|minor|romantic|bright|sad|piano")))
        << caption;
  }
}

TEST(CaptionTest, ADrumGenreWithoutDrumsIsNotCalledDrums) {
  Plan plan;
  plan.genre = genre_code("drums");
  plan.parts = {{9, Role::kLead}};
  plan.sections = {{SectionKind::kTheme, 8, 4, 4}};
  Score score = blank_score(plan);
  for (int tick = 0; tick < score.end(); tick += 48) {
    score.part(9, Role::kLead).notes.push_back({tick, 24, 90, 90});
  }
  Rng rng(3);
  for (const std::string& caption : captions(score, 200, rng)) {
    static const std::regex kDrums(R"(\bdrums?\b)");
    static const std::regex kDenied(R"(no drums|without drums|leave out the drums)");
    const std::string text = lower(caption);
    EXPECT_FALSE(std::regex_search(text, kDrums) && !std::regex_search(text, kDenied)) << caption;
  }
}

TEST(CaptionTest, HintsAddWordsAndSilenceFields) {
  const Score score = piece(21);
  CaptionHints hints;
  hints.genre = hints.tempo = hints.key = hints.metre = hints.form = hints.roles = false;
  hints.styles = {{"nocturne", WordKind::kCount}};
  hints.composer = "Chopin";
  Rng rng(2);
  int named = 0;
  int composed = 0;
  for (const std::string& caption : captions(score, hints, 300, rng)) {
    const std::string text = lower(caption);
    named += text.find("nocturne") != std::string::npos ? 1 : 0;
    composed += text.find("chopin") != std::string::npos ? 1 : 0;
    EXPECT_FALSE(std::regex_search(text, std::regex(R"(bpm|tempo|\d/\d|major|slow|fast)")))
        << caption;
  }
  EXPECT_GT(named, 60);
  EXPECT_GT(composed, 10);
}

TEST(CaptionTest, ArticlesFollowTheSound) {
  EXPECT_EQ(with_article("upbeat song"), "an upbeat song");
  EXPECT_EQ(with_article("8-bit tune"), "an 8-bit tune");
  EXPECT_EQ(with_article("euphoric track"), "a euphoric track");
  EXPECT_EQ(with_article("slow waltz"), "a slow waltz");
  EXPECT_EQ(with_article("EDM track"), "an EDM track");
  EXPECT_EQ(with_article("UK garage beat"), "a UK garage beat");
  EXPECT_EQ(with_article("11/8 groove"), "an 11/8 groove");
}

}  // namespace
}  // namespace continuo
