// A data set on disk: the frames of all pieces in one file, and a line of JSON a piece.
//
//   DIR/frames.u16     frames, 5 little-endian uint16 each
//   DIR/pieces.jsonl   {"id", "source", "genre", "offset", "frames", "head", "bars", "captions", "split"}
//
// offset and frames count frames; head is how many of them are the plan's, bars are the frame index of each bar line
// within the piece. Both files appear under their names when the set is finished, or not at all.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "score/frames.h"

namespace continuo {

struct DatasetPiece {
  std::string id;
  std::string source;
  std::string genre;
  std::string work;  // pieces of one work share a split
  std::vector<Frame> frames;
  std::vector<std::string> captions;
};

// The score as frames hold it, with the density and brightness of that score in its plan.
Score as_stored(const Score& score);

// About 2 % of works are held out, by a hash of the name.
bool is_held_out(std::string_view work);

class DatasetWriter {
 public:
  explicit DatasetWriter(const std::filesystem::path& folder);
  ~DatasetWriter();
  DatasetWriter(const DatasetWriter&) = delete;
  DatasetWriter& operator=(const DatasetWriter&) = delete;

  void add(const DatasetPiece& piece);
  // Gives both files their names. Without it nothing stays behind.
  void finish();

  int64_t pieces() const { return pieces_; }
  int64_t frames() const { return frames_; }

 private:
  struct File {
    std::filesystem::path target;
    std::filesystem::path temporary;
    std::FILE* handle = nullptr;
  };
  static void open(File& file, const std::filesystem::path& target);
  static void write(File& file, const void* data, size_t size);
  static void close(File& file);

  File frames_file_;
  File pieces_file_;
  int64_t pieces_ = 0;
  int64_t frames_ = 0;
};

}  // namespace continuo
