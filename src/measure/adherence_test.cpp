#include "measure/adherence.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "measure/report.h"
#include "score/plan.h"

namespace continuo {
namespace {

std::vector<AdherencePrompt> prompts() {
  std::vector<AdherencePrompt> result;
  for (int i = 0; i < 12; ++i) {
    AdherencePrompt prompt;
    prompt.id = "p" + std::to_string(i);
    prompt.text = std::to_string(60 + 10 * i);
    prompt.wishes.bpm = 60 + 10 * i;
    if (i < 4) prompt.wishes.drums = true;
    result.push_back(prompt);
  }
  return result;
}

// Reads the one thing that these prompts say.
Score obedient(std::string_view prompt, uint64_t) {
  Score score;
  for (int i = 0; i < 8; ++i) {
    Bar bar;
    bar.start = i * 192;
    bar.bpm = std::atoi(std::string(prompt).c_str());
    score.bars.push_back(bar);
  }
  Part piano;
  for (int i = 0; i < 32; ++i) piano.notes.push_back({i * 48, 48, 60 + i % 12, 80});
  score.parts = {piano};
  return score;
}

const QuestionResult& result_of(const AdherenceReport& report, Question question) {
  for (const QuestionResult& row : report.questions) {
    if (row.question == question) return row;
  }
  throw std::runtime_error("not asked");
}

TEST(Adherence, TellsAGeneratorThatReadsFromChance) {
  const AdherenceReport report = measure_adherence(prompts(), obedient);
  const QuestionResult& tempo = result_of(report, Question::kTempoNamed);
  EXPECT_EQ(tempo.prompts, 12u);
  EXPECT_EQ(tempo.value, 1);
  EXPECT_EQ(tempo.shuffled, 0);
  EXPECT_EQ(tempo.lift, 1);
  EXPECT_NEAR(tempo.interval.low, wilson_interval(12, 12).low, 1e-12);
  const QuestionResult& drums = result_of(report, Question::kDrums);
  EXPECT_EQ(drums.prompts, 4u);
  EXPECT_EQ(drums.value, 0);
  EXPECT_EQ(report.pieces.size(), 24u);
}

TEST(Adherence, AGeneratorThatDoesNotReadHasNoLift) {
  const AdherenceReport report = measure_adherence(
      prompts(), [](std::string_view, uint64_t seed) { return obedient("90", seed); });
  const QuestionResult& tempo = result_of(report, Question::kTempoNamed);
  EXPECT_NEAR(tempo.value, 1.0 / 12, 1e-12);
  EXPECT_NEAR(tempo.shuffled, 1.0 / 12, 1e-12);
  EXPECT_NEAR(tempo.lift, 0, 1e-12);
}

TEST(Adherence, AFailureCountsAgainstTheGenerator) {
  const AdherenceReport report =
      measure_adherence(prompts(), [](std::string_view prompt, uint64_t seed) {
        if (prompt == "60" && seed == 1) fail(ErrorKind::kInput, "test", "no.");
        return obedient(prompt, seed);
      });
  ASSERT_EQ(report.failures.size(), 1u);
  EXPECT_EQ(report.failures[0].prompt_id, "p0");
  EXPECT_NEAR(result_of(report, Question::kTempoNamed).value, 11.5 / 12, 1e-12);
}

TEST(Adherence, IsTheSameTwice) {
  EXPECT_EQ(adherence_json(measure_adherence(prompts(), obedient)),
            adherence_json(measure_adherence(prompts(), obedient)));
}

TEST(Adherence, IsTheSameOnAnyNumberOfThreads) {
  const std::vector<Generate> three(3, obedient);
  EXPECT_EQ(adherence_json(measure_adherence(prompts(), three)),
            adherence_json(measure_adherence(prompts(), obedient)));
  EXPECT_THROW(measure_adherence(prompts(), std::span<const Generate>{}), Error);
}

TEST(Adherence, SpeaksOfEachLanguage) {
  std::vector<AdherencePrompt> asked = prompts();
  asked[0].language = "de";
  asked[1].language = "de";
  const AdherenceReport report =
      measure_adherence(asked, [](std::string_view prompt, uint64_t seed) {
        return obedient(prompt == "60" ? "200" : prompt, seed);
      });
  ASSERT_EQ(report.languages.size(), 2u);
  EXPECT_EQ(report.languages[0].language, "en");
  EXPECT_EQ(report.languages[0].prompts, 10u);
  EXPECT_EQ(report.languages[0].rows[0].value, 1);
  EXPECT_EQ(report.languages[1].rows[0].question, Question::kTempoNamed);
  EXPECT_EQ(report.languages[1].rows[0].prompts, 2u);
  EXPECT_EQ(report.languages[1].rows[0].value, 0.5);
}

TEST(Adherence, InstrumentsByPrecisionAndRecall) {
  std::vector<AdherencePrompt> asked = prompts();
  for (AdherencePrompt& prompt : asked) prompt.wishes = {};
  // Everyone plays the piano. Half of the first's wishes play; the second's line-up is right, in the
  // third's the piano is a stranger.
  asked[0].wishes.instruments = {{0}, {40}};
  asked[1].wishes.instruments = {{0}};
  asked[1].wishes.only = true;
  asked[2].wishes.instruments = {{40}};
  asked[2].wishes.only = true;
  const AdherenceReport report = measure_adherence(asked, obedient);
  ASSERT_TRUE(report.instruments.has_value());
  EXPECT_NEAR(report.instruments->recall, (0.5 + 1 + 0) / 3, 1e-12);
  EXPECT_NEAR(report.instruments->precision, 0.5, 1e-12);
  EXPECT_NEAR(report.instruments->f1, 0.5, 1e-12);
  EXPECT_LE(report.instruments->interval.low, 0.5);
  EXPECT_GE(report.instruments->interval.high, 0.5);
}

TEST(Adherence, AsksForARecognisedGenreOnlyWhereSomeoneListens) {
  std::vector<AdherencePrompt> asked = prompts();
  for (AdherencePrompt& prompt : asked) prompt.wishes.genres = {genre_code("waltz")};
  asked[0].wishes.genres = {genre_code("jazz"), genre_code("rock")};
  EXPECT_THROW(result_of(measure_adherence(asked, obedient), Question::kGenreHeard),
               std::runtime_error);
  AdherenceOptions options;
  options.recognise = [](const Score&) { return Recognised{"rock", "waltz"}; };
  const AdherenceReport report = measure_adherence(asked, obedient, options);
  EXPECT_NEAR(result_of(report, Question::kGenreHeard).value, 1.0 / 12, 1e-12);
  EXPECT_NEAR(result_of(report, Question::kGenreHeardInFull).value, 11.0 / 12, 1e-12);
}

TEST(Adherence, RefusesNoSeeds) {
  AdherenceOptions options;
  options.seeds = 0;
  EXPECT_THROW(measure_adherence(prompts(), obedient, options), Error);
}

TEST(Report, TableJsonAndPageSayTheSame) {
  const AdherenceReport report = measure_adherence(prompts(), obedient);
  const auto json = nlohmann::json::parse(adherence_json(report));
  EXPECT_EQ(json["questions"]["tempo_named"]["value"], 1.0);
  EXPECT_EQ(json["questions"]["drums"]["prompts"], 4);
  EXPECT_FALSE(json["questions"].contains("genre"));
  EXPECT_EQ(json["pieces"].size(), 24u);
  EXPECT_EQ(json["pieces"][0]["answers"]["tempo_named"], 1.0);

  const std::string table = adherence_table(report);
  EXPECT_NE(table.find("tempo named: written"), std::string::npos);
  EXPECT_NE(table.find("+100.0"), std::string::npos);
  // Every row of the first table is as wide as its head.
  const size_t width = table.find('\n');
  for (size_t at = 0, row = 0; row <= report.questions.size(); ++row) {
    const size_t end = table.find('\n', at);
    EXPECT_EQ(end - at, width);
    at = end + 1;
  }

  const std::string page = evaluation_page(report, "a test");
  EXPECT_NE(page.find("Measured: a test. 12 prompts, 2 seeds each."), std::string::npos);
  EXPECT_NE(page.find("| tempo named: written | 100.0 |"), std::string::npos);
}

}  // namespace
}  // namespace continuo
