#include "measure/melody_runs.h"

#include <set>

#include "measure/written_time.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kLongestStep = 4 * kTicksPerQuarter;

std::vector<uint64_t> runs_of(const Score& score, const Part& part) {
  const std::vector<WrittenNote> line = top_line(score, part);
  std::vector<uint64_t> runs;
  for (size_t begin = 0; begin + kRunNotes <= line.size(); ++begin) {
    uint64_t run = 0xCBF29CE484222325ull;  // FNV-1a
    std::set<int> pitches{line[begin].pitch};
    bool whole = true;
    for (size_t i = begin + 1; i < begin + kRunNotes; ++i) {
      const int interval = line[i].pitch - line[i - 1].pitch;
      const int time = line[i].onset - line[i - 1].onset;
      whole = whole && time <= kLongestStep;
      pitches.insert(line[i].pitch);
      run = (run ^ static_cast<uint64_t>(interval + 128)) * 0x100000001B3ull;
      run = (run ^ static_cast<uint64_t>(time)) * 0x100000001B3ull;
      run ^= run >> 32;
    }
    if (whole && pitches.size() >= kFewestRunPitches) runs.push_back(run);
  }
  return runs;
}

}  // namespace

std::vector<uint64_t> melody_runs(const Score& score) {
  const Part* part = melody_part(score);
  return part == nullptr ? std::vector<uint64_t>{} : runs_of(score, *part);
}

std::vector<uint64_t> all_runs(const Score& score) {
  std::vector<uint64_t> all;
  for (const Part& part : score.parts) {
    if (part.program == kDrumKit) continue;
    const std::vector<uint64_t> runs = runs_of(score, part);
    all.insert(all.end(), runs.begin(), runs.end());
  }
  return all;
}

void RunSearch::look_for(const std::vector<uint64_t>& runs) {
  for (const uint64_t run : runs) found_.emplace(run, false);
}

void RunSearch::read(const Score& training) {
  for (const uint64_t run : all_runs(training)) {
    const auto wanted = found_.find(run);
    if (wanted != found_.end()) wanted->second = true;
  }
}

double RunSearch::found(const std::vector<uint64_t>& runs) const {
  if (runs.empty()) return 0;
  double count = 0;
  for (const uint64_t run : runs) {
    const auto wanted = found_.find(run);
    if (wanted != found_.end() && wanted->second) ++count;
  }
  return count / static_cast<double>(runs.size());
}

}  // namespace continuo
