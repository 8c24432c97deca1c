// Pieces of the rule-based band with captions that are true by construction.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>

#include "writer.h"

namespace continuo {

struct TeacherOptions {
  int pieces = 1000;
  uint64_t seed = 1;
  int captions = 8;
  int threads = 2;
  std::filesystem::path out;
};

// One piece; the same seed and index give the same.
DatasetPiece teacher_piece(uint64_t seed, int index, int caption_count);

// The facts of a score on one line, to hold beside its captions.
std::string summary_of(const Score& score);

// Writes a data set, in the order of the indices whatever the number of threads. `stop` set ends it early with what is
// done; `progress` says whether a line is kept on stderr. Returns how many pieces were written.
int64_t write_teacher(const TeacherOptions& options, const std::atomic<bool>& stop, bool progress);

}  // namespace continuo
