#include "measure/music_comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "base/rng.h"

namespace continuo {

namespace {

double mean(const std::vector<double>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Estimate estimate(const std::vector<double>& values, const ComparisonOptions& options) {
  return {mean(values), bootstrap_mean_interval(values, 10 * options.bootstrap_draws, options.seed),
          values.size()};
}

std::vector<size_t> drawn(size_t count, Rng& rng) {
  std::vector<size_t> indices(count);
  for (size_t& index : indices) index = rng.next() % count;
  return indices;
}

using Members = std::vector<const ComparedPiece*>;

Members members_of(const ComparedSet& set, const std::string& genre) {
  Members members;
  for (const ComparedPiece& piece : set.pieces) {
    if (genre == "all" || piece.genre == genre) members.push_back(&piece);
  }
  return members;
}

// One trait of some pieces: the vectors, and where each piece's is.
struct TraitColumn {
  std::vector<std::vector<double>> values;
  std::vector<std::optional<size_t>> place;

  TraitColumn(const Members& members, size_t trait) {
    for (const ComparedPiece* piece : members) {
      const std::vector<double>& value = piece->traits[trait];
      place.push_back(value.empty() ? std::nullopt : std::optional<size_t>(values.size()));
      if (!value.empty()) values.push_back(value);
    }
  }
  std::vector<size_t> places(const std::vector<size_t>& pieces) const {
    std::vector<size_t> found;
    for (const size_t piece : pieces) {
      if (place[piece]) found.push_back(*place[piece]);
    }
    return found;
  }
};

class GenreComparison {
 public:
  GenreComparison(std::string genre, const std::vector<ComparedSet>& sets,
                  const ComparisonOptions& options)
      : options_(options) {
    result_.genre = std::move(genre);
    for (const ComparedSet& set : sets) {
      members_.push_back(members_of(set, result_.genre));
      ours_.push_back(set.ours);
    }
    result_.reference_pieces = members_[0].size();
    result_.sets.resize(sets.size() - 1);
  }

  bool has_enough() const {
    return std::all_of(members_.begin(), members_.end(), [&](const Members& members) {
      return members.size() >= options_.fewest_pieces;
    });
  }

  TraitDistances compare() {
    for (TraitDistances::Set& set : result_.sets) set.by_trait.resize(kMusicTraitCount);
    for (size_t trait = 0; trait < kMusicTraitCount; ++trait) prepare(trait);
    add_means();
    return std::move(result_);
  }

 private:
  struct Trait {
    std::vector<TraitColumn> columns;  // by set, the reference first
    std::vector<SetPair> pairs;        // by set, without the reference
  };

  void prepare(size_t index) {
    Trait trait;
    for (const Members& members : members_) trait.columns.emplace_back(members, index);
    const bool enough = std::all_of(
        trait.columns.begin(), trait.columns.end(),
        [&](const TraitColumn& column) { return column.values.size() >= options_.fewest_pieces; });
    if (!enough) return;
    for (size_t set = 1; set < members_.size(); ++set) {
      trait.pairs.emplace_back(trait.columns[0].values, trait.columns[set].values);
      result_.sets[set - 1].by_trait[index] = trait.pairs.back().distance();
    }
    traits_.push_back(std::move(trait));
  }

  void add_means() {
    if (traits_.empty()) return;
    const size_t sets = result_.sets.size();
    std::vector<std::vector<double>> overlaps(sets);
    std::vector<double> differences;
    const auto [first, last] = first_and_last();
    Rng rng(options_.seed);
    for (int draw = 0; draw < options_.bootstrap_draws; ++draw) {
      const std::vector<double> overlap = drawn_overlaps(rng);
      for (size_t set = 0; set < sets; ++set) overlaps[set].push_back(overlap[set]);
      if (first != last) differences.push_back(overlap[last] - overlap[first]);
    }
    for (size_t set = 0; set < sets; ++set) {
      double overlap = 0;
      double divergence = 0;
      for (const auto& distance : result_.sets[set].by_trait) {
        if (!distance) continue;
        overlap += distance->overlap;
        divergence += distance->divergence;
      }
      const auto count = static_cast<double>(traits_.size());
      Interval interval = around(overlap / count, overlaps[set]);
      interval.low = std::max(interval.low, 0.0);
      interval.high = std::min(interval.high, 1.0);
      result_.sets[set].mean_overlap = {overlap / count, interval, members_[set + 1].size()};
      result_.sets[set].mean_divergence = divergence / count;
    }
    if (first == last) return;
    const double difference =
        result_.sets[last].mean_overlap.value - result_.sets[first].mean_overlap.value;
    result_.last_less_first =
        Estimate{difference, around(difference, differences), members_[last + 1].size()};
  }

  std::vector<double> drawn_overlaps(Rng& rng) const {
    std::vector<std::vector<size_t>> pieces;
    for (const Members& members : members_) pieces.push_back(drawn(members.size(), rng));
    std::vector<double> overlap(result_.sets.size());
    for (const Trait& trait : traits_) {
      const std::vector<size_t> reference = trait.columns[0].places(pieces[0]);
      for (size_t set = 0; set < overlap.size(); ++set) {
        const std::vector<size_t> other = trait.columns[set + 1].places(pieces[set + 1]);
        overlap[set] += trait.pairs[set].distance(reference, other).overlap /
                        static_cast<double>(traits_.size());
      }
    }
    return overlap;
  }

  std::pair<size_t, size_t> first_and_last() const {
    const size_t count = result_.sets.size();
    size_t first = count;
    size_t last = count;
    for (size_t set = 0; set < count; ++set) {
      if (!ours_[set + 1]) continue;
      if (first == count) first = set;
      last = set;
    }
    return {first, last};
  }

  // Pieces drawn twice make every set look narrower than it is, so the draws lie below the value
  // itself; their spread is right.
  static Interval around(double value, const std::vector<double>& draws) {
    double squares = 0;
    for (const double draw : draws) squares += (draw - mean(draws)) * (draw - mean(draws));
    const double width =
        1.96 * std::sqrt(squares / std::max(1.0, static_cast<double>(draws.size()) - 1));
    return {value - width, value + width};
  }

  const ComparisonOptions& options_;
  std::vector<Members> members_;  // by set, the reference first
  std::vector<bool> ours_;
  std::vector<Trait> traits_;  // those that all sets have
  TraitDistances result_;
};

}  // namespace

ComparedPiece compared_piece(const Score& score, std::string genre, bool played) {
  return {std::move(genre), played, music_traits(score), figures_of(score), melody_runs(score)};
}

ComparisonReport compare_sets(const std::vector<ComparedSet>& sets, bool has_reference,
                              const RunSearch* training, const ComparisonOptions& options) {
  ComparisonReport report;
  for (const ComparedSet& set : sets) {
    report.names.push_back(set.name);
    report.ours.push_back(set.ours);
    report.pieces.push_back(set.pieces.size());
    std::vector<double> found;
    for (const ComparedPiece& piece : set.pieces) {
      if (training != nullptr && !piece.runs.empty()) found.push_back(training->found(piece.runs));
    }
    report.copied.push_back(found.empty() ? std::nullopt
                                          : std::optional<Estimate>(estimate(found, options)));
  }
  for (size_t figure = 0; figure < kPieceFigureCount; ++figure) {
    report.figures.emplace_back();
    for (const ComparedSet& set : sets) {
      std::vector<double> values;
      for (const ComparedPiece& piece : set.pieces) {
        if (piece.played || !piece_figures()[figure].of_playing)
          values.push_back(piece.figures[figure]);
      }
      report.figures.back().push_back(estimate(values, options));
    }
  }
  if (!has_reference || sets.size() < 2) return report;
  std::set<std::string> genres;
  for (const ComparedPiece& piece : sets[0].pieces) genres.insert(piece.genre);
  std::vector<std::string> order(genres.begin(), genres.end());
  order.push_back("all");
  for (const std::string& genre : order) {
    GenreComparison comparison(genre, sets, options);
    if (comparison.has_enough()) report.distances.push_back(comparison.compare());
  }
  return report;
}

}  // namespace continuo
