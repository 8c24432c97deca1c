// Says what genre a piece sounds like, having heard many whose genre was told.
#pragma once

#include <string>
#include <vector>

#include "measure/perceptron.h"
#include "score/score.h"

namespace continuo {

struct HeardPiece {
  std::string family;  // genre_family_name()
  std::vector<double> features;
};
// What a listener hears: the notes alone, or instruments, tempo and metre too.
enum class Ear { kNotes, kEverything };
std::vector<double> heard_features(const Score& score, Ear ear);

class GenreListener {
 public:
  // All heard with one ear. Throws Error(kInput) where there are no pieces.
  GenreListener(const std::vector<HeardPiece>& pieces, Ear ear);

  std::string recognise(const Score& score) const;
  std::string recognise(const std::vector<double>& features) const;
  const std::vector<std::string>& families() const { return families_; }

 private:
  Ear ear_;
  std::vector<std::string> families_;  // ascending
  Perceptron model_;
};

// How often pieces of one family were taken for another.
class Confusion {
 public:
  void add(const std::string& family, const std::string& recognised);

  double accuracy() const;  // over pieces
  size_t pieces() const;
  struct Row {
    std::string family;
    size_t pieces = 0;
    size_t right = 0;
    std::vector<std::pair<std::string, size_t>> mistaken_for;  // most often first
  };
  std::vector<Row> rows() const;  // by name

 private:
  std::vector<std::pair<std::string, std::string>> answers_;
};

// | family | pieces | right, % | 95 % | taken for |
std::string confusion_table(const Confusion& confusion);

}  // namespace continuo
