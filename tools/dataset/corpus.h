// The licensed corpus as training pieces: MIDI and its index onto the grid, with what scores lack filled in.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "writer.h"

namespace continuo {

struct CorpusOptions {
  std::filesystem::path corpus;  // holds index_*.jsonl and the files that they name
  std::filesystem::path out;
  int versions = 3;  // transposed readings of each excerpt
  int captions = 8;
  int polish_pieces = 400;  // how many of the large Polish set are used
  uint64_t seed = 1;
  int only_every = 1;  // reads every n-th file, for a quick look
};

struct CorpusSummary {
  int64_t files = 0;
  int64_t skipped = 0;
  std::map<std::string, int64_t> excerpts_by_source;
};

CorpusSummary write_corpus(const CorpusOptions& options, const std::atomic<bool>& stop,
                           bool progress);

}  // namespace continuo
