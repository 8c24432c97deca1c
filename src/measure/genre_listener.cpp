#include "measure/genre_listener.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "measure/genre_features.h"
#include "measure/intervals.h"

namespace continuo {

namespace {

std::vector<std::string> families_of(const std::vector<HeardPiece>& pieces) {
  if (pieces.empty()) fail(ErrorKind::kInput, "genres", "expected pieces to learn from.");
  std::set<std::string> names;
  for (const HeardPiece& piece : pieces) names.insert(piece.family);
  return {names.begin(), names.end()};
}

Perceptron learnt(const std::vector<HeardPiece>& pieces, const std::vector<std::string>& families) {
  std::vector<std::vector<double>> samples;
  std::vector<size_t> labels;
  for (const HeardPiece& piece : pieces) {
    samples.push_back(piece.features);
    const auto at = std::lower_bound(families.begin(), families.end(), piece.family);
    labels.push_back(static_cast<size_t>(at - families.begin()));
  }
  return Perceptron(samples, labels, families.size());
}

}  // namespace

std::vector<double> heard_features(const Score& score, Ear ear) {
  std::vector<double> features = genre_features(score);
  if (ear == Ear::kNotes) return features;
  const std::vector<double> setting = setting_features(score);
  features.insert(features.end(), setting.begin(), setting.end());
  return features;
}

GenreListener::GenreListener(const std::vector<HeardPiece>& pieces, Ear ear)
    : ear_(ear), families_(families_of(pieces)), model_(learnt(pieces, families_)) {}

std::string GenreListener::recognise(const Score& score) const {
  return recognise(heard_features(score, ear_));
}

std::string GenreListener::recognise(const std::vector<double>& features) const {
  return families_[model_.most_likely(features)];
}

void Confusion::add(const std::string& family, const std::string& recognised) {
  answers_.emplace_back(family, recognised);
}

size_t Confusion::pieces() const { return answers_.size(); }

double Confusion::accuracy() const {
  if (answers_.empty()) return 0;
  const auto right = std::count_if(answers_.begin(), answers_.end(), [](const auto& answer) {
    return answer.first == answer.second;
  });
  return static_cast<double>(right) / static_cast<double>(answers_.size());
}

std::vector<Confusion::Row> Confusion::rows() const {
  std::map<std::string, std::map<std::string, size_t>> counts;
  for (const auto& [family, recognised] : answers_) ++counts[family][recognised];
  std::vector<Row> rows;
  for (const auto& [family, taken] : counts) {
    Row row{family, 0, 0, {}};
    for (const auto& [name, count] : taken) {
      row.pieces += count;
      if (name == family) {
        row.right = count;
      } else {
        row.mistaken_for.emplace_back(name, count);
      }
    }
    std::stable_sort(row.mistaken_for.begin(), row.mistaken_for.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string confusion_table(const Confusion& confusion) {
  std::string table =
      "| family | pieces | right, % | 95 % | most often taken for |\n"
      "| --- | ---: | ---: | --- | --- |\n";
  for (const Confusion::Row& row : confusion.rows()) {
    const auto pieces = static_cast<double>(row.pieces);
    const Interval interval = wilson_interval(static_cast<double>(row.right), pieces);
    std::string taken;
    for (size_t i = 0; i < row.mistaken_for.size() && i < 3; ++i) {
      taken += fmt::format("{}{} ({})", i > 0 ? ", " : "", row.mistaken_for[i].first,
                           row.mistaken_for[i].second);
    }
    table += fmt::format("| {} | {} | {:.1f} | {:.1f} to {:.1f} | {} |\n", row.family, row.pieces,
                         100 * static_cast<double>(row.right) / pieces, 100 * interval.low,
                         100 * interval.high, taken);
  }
  return table;
}

}  // namespace continuo
