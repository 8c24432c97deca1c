// What the measuring commands share: composers that work side by side, and a line that tells how
// far they are.
#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "common_options.h"
#include "compose/composer.h"
#include "measure/genre_listener.h"

namespace continuo {

// A composer for each thread that the options allow; each uses one core.
class Composers {
 public:
  explicit Composers(const ModelOptions& options);
  size_t size() const { return composers_.size(); }
  const Composer& operator[](size_t worker) const { return composers_[worker]; }

 private:
  std::deque<ThreadPool> pools_;
  std::deque<Composer> composers_;
};

class MeasureProgress {
 public:
  explicit MeasureProgress(std::string_view task) : task_(task) {}
  void show(size_t done, size_t total);
  void clear() { line_.clear(); }

 private:
  std::string task_;
  ProgressLine line_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

// Ends the command where the user asked for it: an interrupted measurement is no measurement.
void stop_where_interrupted();

// Pieces of the rule-based band, `pieces` of each family of genres, heard by their notes and in
// full: every other one is of the family's plainest genre, the rest of its kinds in turn, so that no
// family is expected more than another. The same seed gives the same.
struct BandPieces {
  std::vector<HeardPiece> by_notes;
  std::vector<HeardPiece> in_full;
};
BandPieces band_pieces(size_t pieces, uint64_t seed, size_t threads);

// Seeds of the pieces that a listener learns from: no prompt or test has them.
inline constexpr uint64_t kLessonSeed = 0x1EA21;
inline constexpr size_t kLessonPieces = 600;  // of each family

}  // namespace continuo
