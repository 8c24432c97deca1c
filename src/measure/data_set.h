// Reads a data set that continuo-dataset wrote: frames.u16 and pieces.jsonl in one folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "score/score.h"

namespace continuo {

struct DataSetPiece {
  std::string id;
  std::string source;
  std::string genre;
  std::string caption;    // the first
  bool held_out = false;  // of the split "valid"
  uint64_t offset = 0;    // in frames
  uint64_t frames = 0;
};

class DataSet {
 public:
  // Reads the list of pieces. Throws Error that names the file and the line.
  explicit DataSet(const std::filesystem::path& folder);

  const std::vector<DataSetPiece>& pieces() const { return pieces_; }
  // Throws Error where the frames are no piece.
  Score read(const DataSetPiece& piece);

 private:
  std::filesystem::path frames_path_;
  std::ifstream frames_;
  std::vector<DataSetPiece> pieces_;
};

// Whether the piece is as its people wrote it: the first of the readings that the corpus writer makes
// of an excerpt; others are moved to other keys.
bool is_first_reading(const DataSetPiece& piece);
// Whether people played it, so that its timing and loudness are theirs; scores get theirs from the
// corpus writer.
bool is_played(const DataSetPiece& piece);

}  // namespace continuo
