// Sets of pieces beside a set that people wrote: what each is like, how near it lies in each trait,
// and how much of its melodies the training set has word for word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "measure/intervals.h"
#include "measure/melody_runs.h"
#include "measure/music_traits.h"
#include "measure/piece_figures.h"
#include "measure/set_distance.h"
#include "score/score.h"

namespace continuo {

struct ComparedPiece {
  std::string genre;
  bool played = true;  // loudness and timing are its own
  MusicTraits traits;
  PieceFigures figures{};
  std::vector<uint64_t> runs;  // of its melody
};
ComparedPiece compared_piece(const Score& score, std::string genre, bool played);

struct ComparedSet {
  std::string name;
  bool ours = false;  // written by us; only these are asked which is nearer
  std::vector<ComparedPiece> pieces;
};

struct Estimate {
  double value = 0;
  Interval interval;  // bootstrap over pieces
  size_t pieces = 0;
};

// A genre's (or all pieces') nearness to the reference.
struct TraitDistances {
  std::string genre;  // "all" for all
  size_t reference_pieces = 0;
  struct Set {
    std::vector<std::optional<SetDistance>>
        by_trait;           // nothing where too few pieces have the trait
    Estimate mean_overlap;  // over the traits that all sets have
    double mean_divergence = 0;
  };
  std::vector<Set> sets;
  // Mean overlap of the last of our sets less that of the first, where there are two.
  std::optional<Estimate> last_less_first;
};

struct ComparisonReport {
  std::vector<std::string> names;  // the reference first, if there is one
  std::vector<bool> ours;
  std::vector<size_t> pieces;
  std::vector<std::vector<Estimate>> figures;   // by PieceFigure, then set
  std::vector<TraitDistances> distances;        // by genre, "all" last; without the reference
  std::vector<std::optional<Estimate>> copied;  // by set: share of melody runs in the training set
};

struct ComparisonOptions {
  size_t fewest_pieces = 12;  // of a genre, in the reference and in each set
  int bootstrap_draws = 200;
  uint64_t seed = 1;
};

// With a reference it is the first of the sets. `training`, where given, has looked for the runs of
// all pieces in the training set.
ComparisonReport compare_sets(const std::vector<ComparedSet>& sets, bool has_reference,
                              const RunSearch* training, const ComparisonOptions& options = {});

}  // namespace continuo
