#include "measure/prompts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/error.h"
#include "score/instrument.h"
#include "score/plan.h"

namespace continuo {
namespace {

std::vector<AdherencePrompt> shipped() {
  return read_adherence_prompts(std::string(CONTINUO_SOURCE_DIR) +
                                "/assets/prompts/adherence.json");
}

std::string one(const std::string& wishes) {
  return R"({"version": 1, "prompts": [{"id": "a", "text": "some words", "wishes": )" + wishes +
         "}]}";
}

// The complaint about a file; empty where there is none.
std::string complaint(const std::string& json) {
  try {
    parse_adherence_prompts(json);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

template <typename Asks>
long count_of(Asks asks) {
  const auto prompts = shipped();
  return std::count_if(prompts.begin(), prompts.end(),
                       [&](const AdherencePrompt& p) { return asks(p.wishes); });
}

TEST(AdherencePrompts, AskEnoughOfEveryQuestion) {
  EXPECT_GE(count_of([](const Wishes&) { return true; }), 300);
  EXPECT_GE(count_of([](const Wishes& w) { return w.bpm.has_value(); }), 150);
  EXPECT_GE(count_of([](const Wishes& w) { return w.metre.has_value(); }), 80);
  EXPECT_GE(count_of([](const Wishes& w) { return w.key.has_value(); }), 180);
  EXPECT_GE(count_of([](const Wishes& w) { return !w.instruments.empty(); }), 250);
  EXPECT_GE(count_of([](const Wishes& w) { return w.tempo.has_value(); }), 90);
  EXPECT_GE(count_of([](const Wishes& w) { return w.minor.has_value(); }), 40);
  EXPECT_GE(count_of([](const Wishes& w) { return w.only; }), 50);
}

TEST(AdherencePrompts, CoverGenresMetresAndTempos) {
  std::set<int> genres;
  std::map<std::string_view, int> families;  // prompts that wish for one, or for a kind of it
  std::set<std::string> metres;
  std::set<int> tonics;
  int slowest = 999;
  int fastest = 0;
  for (const AdherencePrompt& prompt : shipped()) {
    genres.insert(prompt.wishes.genres.begin(), prompt.wishes.genres.end());
    std::set<std::string_view> wished;
    for (const int genre : prompt.wishes.genres) wished.insert(genre_family_name(genre));
    for (const std::string_view family : wished) ++families[family];
    if (prompt.wishes.metre) metres.insert(prompt.wishes.metre->name());
    if (prompt.wishes.key) tonics.insert(prompt.wishes.key->tonic);
    if (!prompt.wishes.bpm) continue;
    slowest = std::min(slowest, *prompt.wishes.bpm);
    fastest = std::max(fastest, *prompt.wishes.bpm);
  }
  EXPECT_GE(genres.size(), 100u);
  EXPECT_GE(families.size(), 35u);
  for (const auto& [family, prompts] : families) EXPECT_GE(prompts, 3) << family;
  EXPECT_GE(metres.size(), 9u);
  EXPECT_EQ(tonics.size(), 12u);
  EXPECT_LE(slowest, 52);
  EXPECT_GE(fastest, 190);
}

// A family is met by each of its kinds: beside it a kind would say nothing.
TEST(AdherencePrompts, WishForNoKindBesideItsFamily) {
  for (const AdherencePrompt& prompt : shipped()) {
    const std::vector<int>& genres = prompt.wishes.genres;
    for (const int genre : genres) {
      if (genre_family(genre) == genre) continue;
      EXPECT_EQ(std::count(genres.begin(), genres.end(), genre_family(genre)), 0)
          << prompt.id << ": " << genre_names()[static_cast<size_t>(genre)];
    }
  }
}

TEST(AdherencePrompts, SpeakManyLanguagesInManyLengths) {
  std::map<std::string, int> languages;
  std::array<int, 4> lengths{};  // of English ones: a word, a line, a sentence, a paragraph
  for (const AdherencePrompt& prompt : shipped()) {
    ++languages[prompt.language];
    if (prompt.language != "en") continue;
    const size_t size = prompt.text.size();
    ++lengths[size < 16 ? 0 : size < 60 ? 1 : size < 160 ? 2 : 3];
  }
  for (const char* language : {"de", "fr", "es", "ru", "zh"})
    EXPECT_GE(languages[language], 10) << language;
  for (const char* language : {"it", "pt", "ja"}) EXPECT_GE(languages[language], 3) << language;
  EXPECT_GE(lengths[0], 20);
  EXPECT_GE(lengths[1], 60);
  EXPECT_GE(lengths[2], 60);
  EXPECT_GE(lengths[3], 6);
}

TEST(AdherencePrompts, ReadsEveryWish) {
  const auto prompts = parse_adherence_prompts(one(
      R"({"bpm": 96, "metre": "7/8", "key": "D dorian", "instruments": [["violin", "cello"], ["drums"]],
              "only": true, "drums": true, "genre": ["jazz"], "density": "busy", "energy": "calm", "bars": 16})"));
  ASSERT_EQ(prompts.size(), 1u);
  const Wishes& wishes = prompts[0].wishes;
  EXPECT_EQ(wishes.bpm, 96);
  EXPECT_EQ(wishes.metre, (Metre{7, 8}));
  EXPECT_EQ(wishes.key, (Key{2, Mode::kDorian}));
  ASSERT_EQ(wishes.instruments.size(), 2u);
  EXPECT_EQ(std::count(wishes.instruments[0].begin(), wishes.instruments[0].end(), 40), 1);
  EXPECT_EQ(std::count(wishes.instruments[0].begin(), wishes.instruments[0].end(), 42), 1);
  EXPECT_EQ(std::count(wishes.instruments[1].begin(), wishes.instruments[1].end(), kDrumKit), 1);
  EXPECT_TRUE(wishes.only);
  EXPECT_EQ(wishes.drums, true);
  EXPECT_EQ(wishes.genres, std::vector<int>{genre_code("jazz")});
  EXPECT_EQ(wishes.busy, true);
  EXPECT_EQ(wishes.energetic, false);
  EXPECT_EQ(wishes.bars, 16);
  EXPECT_EQ(prompts[0].language, "en");
  const auto implied = parse_adherence_prompts(one(
      R"({"tempo": [40, 80.5], "metre_implied": ["3/4", "6/8"], "mode": "minor", "seconds": 30})"));
  EXPECT_EQ(implied[0].wishes.tempo->high_bpm, 80.5);
  EXPECT_EQ(implied[0].wishes.metre_implied.size(), 2u);
  EXPECT_EQ(implied[0].wishes.minor, true);
  EXPECT_EQ(implied[0].wishes.seconds, 30);
}

TEST(AdherencePrompts, ABadFileIsToldWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"{", "byte"},
      {"[]", "version"},
      {R"({"version": 2, "prompts": []})", "version"},
      {R"({"version": 1, "prompts": []})", "prompts: expected a list"},
      {R"({"version": 1, "prompts": [7]})", "prompt 0: id"},
      {R"({"version": 1, "prompts": [{"id": "a", "text": ""}]})", "text"},
      {R"({"version": 1, "prompts": [{"id": "a", "text": "b"}]})", "a: wishes"},
      {R"({"version": 1, "prompts": [{"id": "a", "text": "b", "wishes": {"bpm": 90}, "x": 1}]})",
       "\"x\""},
      {R"({"version": 1, "prompts": [{"id": "a", "text": "b", "wishes": {"bpm": 90}},
                                     {"id": "a", "text": "c", "wishes": {"bpm": 90}}]})",
       "twice"},
      {one("{}"), "at least one wish"},
      {one("[]"), "at least one wish"},
      {one(R"({"loudness": 3})"), "unknown wish \"loudness\""},
      {one(R"({"bpm": 20})"), "bpm: expected a whole number from 30 to 300"},
      {one(R"({"bpm": 90.5})"), "bpm"},
      {one(R"({"bpm": 1e300})"), "bpm"},
      {one(R"({"bpm": "90"})"), "bpm"},
      {one(R"({"bpm": 90, "tempo": [80, 100]})"), "found both"},
      {one(R"({"tempo": [100, 80]})"), "low < high"},
      {one(R"({"tempo": [100]})"), "[low, high]"},
      {one(R"({"metre": "7/9"})"), "metre"},
      {one(R"({"metre": 7})"), "metre: expected text"},
      {one(R"({"metre_implied": []})"), "metre_implied"},
      {one(R"({"key": "H major"})"), "key"},
      {one(R"({"key": "C major", "mode": "major"})"), "found both"},
      {one(R"({"mode": "dorian"})"), "mode"},
      {one(R"({"instruments": ["piano"]})"), "instruments"},
      {one(R"({"instruments": [[]]})"), "instruments"},
      {one(R"({"instruments": [["zzgrbl"]]})"), "zzgrbl"},
      {one(R"({"only": true})"), "only"},
      {one(R"({"drums": 1})"), "drums"},
      {one(R"({"genre": ["polka punk"]})"), "polka punk"},
      {one(R"({"genre": ["jazz", "irish folk"]})"), "genre: \"irish folk\" is not a genre"},
      {one(R"({"genre": ["none"]})"), "\"none\""},
      {one(R"({"genre": [""]})"), "\"\""},
      {one(R"({"genre": []})"), "genre: expected a list of words"},
      {one(R"({"genre": [7]})"), "genre: expected a list of words"},
      {one(R"({"genre": "jazz"})"), "genre: expected a list of words"},
      {one(R"({"density": "dense"})"), "density"},
      {R"({"version": 1, "prompts": [{"id": "a", "language": "german", "text": "b", "wishes": {}}]})",
       "a: language: expected two letters"},
      {R"({"version": 1, "prompts": [{"id": "a", "language": 49, "text": "b", "wishes": {}}]})",
       "a: language: expected two letters"},
      {R"({"version": 1, "prompts": [{"id": "a", "language": "DE", "text": "b", "wishes": {}}]})",
       "\"DE\""},
      {"{\"version\": 1, \"prompts\": [{\"id\": \"\xff\"}]}", "byte"},
      {std::string(10'000, '['), "byte"},
      {one(R"({"bars": 4, "seconds": 9})"), "found both"},
  };
  for (const auto& [json, expected] : cases) {
    const std::string found = complaint(json);
    EXPECT_NE(found.find(expected), std::string::npos) << json << "\n" << found;
  }
}

}  // namespace
}  // namespace continuo
