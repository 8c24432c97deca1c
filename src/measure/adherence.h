// Does the music do what the words ask? Every prompt's wishes are judged on the music made for it
// and, side by side, on music made for other prompts: what a generator that does not read would
// reach.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "measure/intervals.h"
#include "measure/judge.h"
#include "measure/prompts.h"
#include "score/score.h"

namespace continuo {

// Makes the music for a prompt. An Error from it counts as a piece that fails every wish; other
// exceptions pass through.
using Generate = std::function<Score(std::string_view prompt, uint64_t seed)>;
// Names the genre family that a piece sounds like, by its notes and by instruments and tempo too.
// Called from several threads at once.
struct Recognised {
  std::string by_notes;
  std::string in_full;
};
using Recognise = std::function<Recognised(const Score& score)>;

struct AdherenceOptions {
  int seeds = 2;  // pieces a prompt
  uint64_t first_seed = 1;
  int shuffles = 5;  // permutations without fixed points, averaged
  uint64_t shuffle_seed = 1;
  int bootstrap_draws = 2000;
  Recognise recognise;  // where it is empty, nobody asks what genre is recognised
  std::function<void(size_t done, size_t total)> progress;  // after each piece; may be empty
};

struct QuestionResult {
  Question question{};
  size_t prompts = 0;  // that ask it
  double value = 0;
  Interval interval;  // Wilson over prompts for yes-or-no questions, else bootstrap
  double shuffled = 0;
  Interval shuffled_interval;
  double lift = 0;         // value less shuffled
  Interval lift_interval;  // bootstrap of the paired differences
};

// Figures of the pieces themselves: mean over prompts with a bootstrap interval.
struct VarietyResult {
  std::string_view id;
  std::string_view label;
  double value = 0;
  Interval interval;
};

// Precision over the prompts with a complete line-up, recall over all that name instruments, and
// their harmonic mean. Intervals by bootstrap over prompts.
struct InstrumentF1 {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  Interval interval;
  double shuffled = 0;
  Interval shuffled_interval;
};

// What the prompts of one language reach.
struct LanguageResult {
  std::string language;
  size_t prompts = 0;
  struct Row {
    Question question{};
    size_t prompts = 0;
    double value = 0;
  };
  std::vector<Row> rows;  // of the questions that any of them asks, in order
};

struct PieceFailure {
  std::string prompt_id;
  uint64_t seed = 0;
  std::string message;
};

// One prompt and seed in detail, to find out what went wrong.
struct PieceRecord {
  std::string prompt_id;
  uint64_t seed = 0;
  Answers answers;
};

struct AdherenceReport {
  size_t prompts = 0;
  int seeds = 0;
  std::vector<QuestionResult> questions;  // those that any prompt asks, in order
  std::vector<LanguageResult> languages;  // English first, then by name
  std::optional<InstrumentF1> instruments;
  std::vector<VarietyResult> variety;
  double mean_foreign_parts = 0;      // over prompts with a complete line-up
  std::vector<size_t> key_relations;  // pieces by KeyRelation, over prompts that name a key
  std::vector<PieceFailure> failures;
  std::vector<PieceRecord> pieces;
};

// Each of the generators works on a thread of its own; the report does not depend on how many there
// are.
AdherenceReport measure_adherence(const std::vector<AdherencePrompt>& prompts,
                                  std::span<const Generate> generators,
                                  const AdherenceOptions& options = {});
AdherenceReport measure_adherence(const std::vector<AdherencePrompt>& prompts,
                                  const Generate& generate, const AdherenceOptions& options = {});

}  // namespace continuo
