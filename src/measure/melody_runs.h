// Does a melody come out of the training set word for word? A run is eight notes in a row of a
// part's tune: their seven steps in semitones and the seven times between their onsets, in
// sixteenths and triplets. Where it stands in time and pitch does not count, so a transposed copy is
// a copy.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "score/score.h"

namespace continuo {

inline constexpr size_t kRunNotes = 8;
// Runs of fewer pitches are drones and trills, which nobody owns.
inline constexpr size_t kFewestRunPitches = 4;

// The runs of the melody, in order; those that are drones, or rest for more than a bar, left out.
std::vector<uint64_t> melody_runs(const Score& score);
// The runs of the tunes of all pitched parts.
std::vector<uint64_t> all_runs(const Score& score);

// Which of many runs occur in a training set that is read once, piece by piece.
class RunSearch {
 public:
  void look_for(const std::vector<uint64_t>& runs);
  void read(const Score& training);
  // The share of them that was found; 0 for none.
  double found(const std::vector<uint64_t>& runs) const;

 private:
  std::unordered_map<uint64_t, bool> found_;
};

}  // namespace continuo
