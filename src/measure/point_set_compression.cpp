#include "measure/point_set_compression.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "measure/written_time.h"

namespace continuo {

namespace {

constexpr int kPitches = 256;  // room for differences of -127..127

// A vector between two points; onsets ascend, so it is never negative in time.
using Shift = int64_t;
Shift shift(const MusicPoint& from, const MusicPoint& to) {
  return static_cast<Shift>(to.onset - from.onset) * kPitches + (to.pitch - from.pitch);
}

struct Pair {
  Shift shift;
  uint32_t from;
};

// A pattern and everywhere it stands.
struct Copies {
  std::vector<uint32_t> covered;  // points, ascending
  size_t written = 0;             // pattern + copies - 1
};

// A maximal translatable pattern: all points that one shift takes to other points.
struct Candidate {
  size_t begin = 0;  // in the pairs
  size_t size = 0;
  double bound = 0;  // no TEC of it compresses better
};

class Cosiatec {
 public:
  explicit Cosiatec(std::vector<MusicPoint> points) : points_(std::move(points)) {
    alive_.assign(points_.size(), true);
    index_.reserve(points_.size() * 2);
    for (size_t i = 0; i < points_.size(); ++i)
      index_.emplace(shift({0, 0}, points_[i]), static_cast<uint32_t>(i));
    for (size_t i = 0; i < points_.size(); ++i) {
      for (size_t j = i + 1; j < points_.size(); ++j)
        pairs_.push_back({shift(points_[i], points_[j]), static_cast<uint32_t>(i)});
    }
    std::sort(pairs_.begin(), pairs_.end(), [](const Pair& a, const Pair& b) {
      return a.shift != b.shift ? a.shift < b.shift : a.from < b.from;
    });
  }

  // Points that must be written.
  size_t run() {
    size_t left = points_.size();
    size_t written = 0;
    while (left > 0) {
      const Copies best = best_copies(left);
      if (best.covered.size() <= best.written) return written + left;
      for (const uint32_t point : best.covered) alive_[point] = false;
      written += best.written;
      left -= best.covered.size();
      forget_the_dead();
    }
    return written;
  }

 private:
  void forget_the_dead() {
    std::erase_if(pairs_, [&](const Pair& pair) {
      if (!alive_[pair.from]) return true;
      return !alive_[index_.at(shift({0, 0}, points_[pair.from]) + pair.shift)];
    });
  }

  bool is_alive(Shift place) const {
    const auto found = index_.find(place);
    return found != index_.end() && alive_[found->second];
  }

  Shift between(const Candidate& c, size_t i) const {
    return shift(points_[pairs_[c.begin + i].from], points_[pairs_[c.begin + i + 1].from]);
  }

  // All patterns of two points or more, each shape once, most promising first.
  std::vector<Candidate> candidates(size_t left) {
    sizes_.clear();
    std::vector<Candidate> all;
    for (size_t begin = 0; begin < pairs_.size();) {
      size_t end = begin;
      while (end < pairs_.size() && pairs_[end].shift == pairs_[begin].shift) ++end;
      sizes_.emplace(pairs_[begin].shift, Candidate{begin, end - begin, 0});
      if (end - begin > 1) all.push_back({begin, end - begin, 0});
      begin = end;
    }
    std::unordered_set<uint64_t> shapes;
    std::erase_if(all, [&](Candidate& c) {
      uint64_t shape = 0xCBF29CE484222325ull;  // FNV-1a over the steps of the pattern
      size_t most_copies = left;
      for (size_t i = 0; i + 1 < c.size; ++i) {
        const Shift step = between(c, i);
        shape = (shape ^ static_cast<uint64_t>(step)) * 0x100000001B3ull;
        shape ^= shape >> 29;
        // Every copy brings this step along.
        most_copies = std::min(most_copies, sizes_.at(step).size);
      }
      c.bound = bound(c.size, most_copies, left);
      return !shapes.insert(shape).second;
    });
    std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
      if (a.bound != b.bound) return a.bound > b.bound;
      return a.size != b.size ? a.size > b.size : a.begin < b.begin;
    });
    return all;
  }

  // Copies cover at most all points, and at most the pattern times their number.
  static double bound(size_t pattern, size_t most_copies, size_t left) {
    const auto m = static_cast<double>(pattern);
    const auto n = static_cast<double>(left);
    const double copies = std::min(static_cast<double>(most_copies), n / m);
    return m * copies / (m + copies - 1);
  }

  Copies best_copies(size_t left) {
    Copies best;
    double ratio = 1;
    for (const Candidate& candidate : candidates(left)) {
      if (candidate.bound <= ratio) break;
      Copies copies = copies_of(candidate);
      const double found =
          static_cast<double>(copies.covered.size()) / static_cast<double>(copies.written);
      if (found <= ratio) continue;
      ratio = found;
      best = std::move(copies);
    }
    return best;
  }

  Copies copies_of(const Candidate& c) const {
    const MusicPoint& first = points_[pairs_[c.begin].from];
    std::vector<Shift> steps;  // from the pattern's first point
    for (size_t i = 0; i < c.size; ++i)
      steps.push_back(shift(first, points_[pairs_[c.begin + i].from]));
    // Only what has the rarest step can be a copy's first point; the second will do.
    const Candidate& starts = sizes_.at(steps[1]);
    Copies copies;
    size_t count = 0;
    for (size_t i = 0; i < starts.size; ++i) {
      const Shift at = shift({0, 0}, points_[pairs_[starts.begin + i].from]);
      const bool whole =
          std::all_of(steps.begin(), steps.end(), [&](Shift step) { return is_alive(at + step); });
      if (!whole) continue;
      ++count;
      for (const Shift step : steps) copies.covered.push_back(index_.at(at + step));
    }
    std::sort(copies.covered.begin(), copies.covered.end());
    copies.covered.erase(std::unique(copies.covered.begin(), copies.covered.end()),
                         copies.covered.end());
    copies.written = c.size + count - 1;
    return copies;
  }

  std::vector<MusicPoint> points_;  // ascending
  std::vector<bool> alive_;
  std::unordered_map<Shift, uint32_t> index_;  // by place
  std::vector<Pair> pairs_;                    // of living points, by shift
  std::unordered_map<Shift, Candidate> sizes_;
};

}  // namespace

double compression_ratio(std::span<const MusicPoint> points) {
  std::vector<MusicPoint> unique(points.begin(), points.end());
  std::sort(unique.begin(), unique.end());
  unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
  if (unique.empty()) return 1;
  const auto count = static_cast<double>(unique.size());
  return count / static_cast<double>(Cosiatec(std::move(unique)).run());
}

std::vector<MusicPoint> music_points(const Score& score, size_t most) {
  std::vector<MusicPoint> points;
  for (const Part& part : score.parts) {
    for (const WrittenNote& note : written_notes(score, part))
      points.push_back({note.onset, note.pitch});
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() > most) points.resize(most);
  return points;
}

}  // namespace continuo
