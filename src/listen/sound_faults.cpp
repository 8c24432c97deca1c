#include "listen/sound_faults.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace continuo {

namespace {

constexpr int kOrder = 16;             // of the prediction
constexpr size_t kBlockFrames = 1024;  // predicted by what is best around them
constexpr size_t kCellFrames = 16;     // as long as a leap disturbs the prediction
constexpr size_t kNearCells = 150;     // 50 ms either way
constexpr size_t kOwnCells = 2;        // beside a cell, belong to the same event
// A wave with edges (a low square wave has twelve of them within reach) is no row of joins: a leap
// must surpass all but this many.
constexpr size_t kOthers = 4;

// Levinson's recursion: x[n] is best foreseen as -sum of a[k] x[n - k].
std::array<double, kOrder + 1> prediction(const std::array<double, kOrder + 1>& correlation) {
  std::array<double, kOrder + 1> a{1.0};
  double error = correlation[0];
  for (int i = 1; i <= kOrder && error > 0; ++i) {
    double sum = correlation[static_cast<size_t>(i)];
    for (int k = 1; k < i; ++k)
      sum += a[static_cast<size_t>(k)] * correlation[static_cast<size_t>(i - k)];
    const double reflection = -sum / error;
    std::array<double, kOrder + 1> next = a;
    for (int k = 1; k < i; ++k)
      next[static_cast<size_t>(k)] += reflection * a[static_cast<size_t>(i - k)];
    next[static_cast<size_t>(i)] = reflection;
    a = next;
    error *= 1 - reflection * reflection;
  }
  return a;
}

// What could not be foreseen of each sample of one side.
std::vector<float> surprises(const Stereo& sound, size_t side) {
  const size_t frames = sound.frames();
  const auto at = [&](ptrdiff_t n) {
    return n < 0 || n >= static_cast<ptrdiff_t>(frames)
               ? 0.0
               : static_cast<double>(sound.samples[2 * static_cast<size_t>(n) + side]);
  };
  std::array<double, 2 * kBlockFrames> window;
  for (size_t i = 0; i < window.size(); ++i) {
    const double turn = (static_cast<double>(i) + 0.5) / static_cast<double>(window.size());
    window[i] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * turn);
  }
  std::vector<float> result(frames);
  std::array<double, 2 * kBlockFrames> windowed;
  for (size_t start = 0; start < frames; start += kBlockFrames) {
    const auto first = static_cast<ptrdiff_t>(start) - static_cast<ptrdiff_t>(kBlockFrames / 2);
    for (size_t i = 0; i < windowed.size(); ++i)
      windowed[i] = window[i] * at(first + static_cast<ptrdiff_t>(i));
    std::array<double, kOrder + 1> correlation{};
    for (size_t lag = 0; lag <= kOrder; ++lag) {
      double sum = 0;
      for (size_t i = lag; i < windowed.size(); ++i) sum += windowed[i] * windowed[i - lag];
      correlation[lag] = sum;
    }
    correlation[0] = correlation[0] * (1 + 1e-9) + 1e-12;
    const auto a = prediction(correlation);
    // The first samples have nothing before them, and all sound begins with them.
    for (size_t n = std::max<size_t>(start, kOrder); n < std::min(frames, start + kBlockFrames);
         ++n) {
      double sum = 0;
      for (int k = 0; k <= kOrder; ++k)
        sum += a[static_cast<size_t>(k)] * at(static_cast<ptrdiff_t>(n) - k);
      result[n] = static_cast<float>(sum);
    }
  }
  return result;
}

struct Cells {
  std::vector<float> most;      // the largest surprise of each cell
  std::vector<uint32_t> where;  // the sample frame of it
};

Cells cells_of(const Stereo& sound, size_t side) {
  const std::vector<float> all = surprises(sound, side);
  const size_t count = (all.size() + kCellFrames - 1) / kCellFrames;
  Cells cells{std::vector<float>(count, 0.0f), std::vector<uint32_t>(count, 0)};
  for (size_t n = 0; n < all.size(); ++n) {
    const float size = std::abs(all[n]);
    if (size < cells.most[n / kCellFrames]) continue;
    cells.most[n / kCellFrames] = size;
    cells.where[n / kCellFrames] = static_cast<uint32_t>(n);
  }
  return cells;
}

// What is around a cell: the largest surprises but a few, its own event left out.
double usual_around(const Cells& cells, size_t cell) {
  const size_t low = cell > kNearCells ? cell - kNearCells : 0;
  const size_t high = std::min(cells.most.size(), cell + kNearCells + 1);
  std::array<float, kOthers> largest{};
  for (size_t i = low; i < high; ++i) {
    if (i + kOwnCells >= cell && i <= cell + kOwnCells) continue;
    if (cells.most[i] <= largest.back()) continue;
    largest.back() = cells.most[i];
    for (size_t k = kOthers - 1; k > 0 && largest[k] > largest[k - 1]; --k)
      std::swap(largest[k], largest[k - 1]);
  }
  constexpr double kLeast = 3e-5;  // a step of 16 bits
  return std::max(static_cast<double>(largest.back()), kLeast);
}

Join join_of(const Stereo& sound, const Cells& cells, size_t cell) {
  const auto leap = static_cast<double>(cells.most[cell]);
  return {static_cast<double>(cells.where[cell]) / sound.rate_hz, leap / usual_around(cells, cell),
          leap};
}

template <typename Quiet>
Stretch longest_run(size_t blocks, double block_s, Quiet quiet) {
  Stretch longest;
  size_t begin = 0;
  for (size_t i = 0; i <= blocks; ++i) {
    if (i < blocks && quiet(i)) continue;
    const double length = static_cast<double>(i - begin) * block_s;
    if (length > longest.length_s) longest = {static_cast<double>(begin) * block_s, length};
    begin = i + 1;
  }
  return longest;
}

}  // namespace

Stretch longest_silence(const Stereo& sound, double under_db) {
  const auto block = static_cast<size_t>(std::max(1, sound.rate_hz / 100));
  const double limit = 2 * static_cast<double>(block) * std::pow(10.0, under_db / 10);
  return longest_run(sound.frames() / block, static_cast<double>(block) / sound.rate_hz,
                     [&](size_t i) {
                       double squares = 0;
                       for (size_t n = 2 * i * block; n < 2 * (i + 1) * block; ++n) {
                         const auto sample = static_cast<double>(sound.samples[n]);
                         squares += sample * sample;
                       }
                       return squares < limit;
                     });
}

Stretch longest_gap(const Stereo& sound) {
  const auto zero = [&](size_t n) {
    return sound.samples[2 * n] == 0.0f && sound.samples[2 * n + 1] == 0.0f;
  };
  size_t begin = 0;
  size_t end = sound.frames();
  while (begin < end && zero(begin)) ++begin;
  while (end > begin && zero(end - 1)) --end;
  Stretch found =
      longest_run(end - begin, 1.0 / sound.rate_hz, [&](size_t n) { return zero(begin + n); });
  if (found.length_s > 0) found.start_s += static_cast<double>(begin) / sound.rate_hz;
  return found;
}

std::vector<Join> find_joins(const Stereo& sound, const JoinOptions& options) {
  std::vector<Join> joins;
  for (size_t side = 0; side < 2; ++side) {
    const Cells cells = cells_of(sound, side);
    for (size_t cell = 0; cell < cells.most.size(); ++cell) {
      if (static_cast<double>(cells.most[cell]) < options.least_leap) continue;
      const Join join = join_of(sound, cells, cell);
      if (join.strength >= options.strength) joins.push_back(join);
    }
  }
  std::sort(joins.begin(), joins.end(),
            [](const Join& a, const Join& b) { return a.seconds < b.seconds; });
  // Both sides, and neighbouring cells, tell of the same one.
  constexpr double kSame_s = 0.002;
  std::vector<Join> result;
  for (const Join& join : joins) {
    if (result.empty() || join.seconds - result.back().seconds > kSame_s) {
      result.push_back(join);
    } else if (join.strength > result.back().strength) {
      result.back() = join;
    }
  }
  return result;
}

std::vector<Join> joins_at(const Stereo& sound, const std::vector<size_t>& frames,
                           size_t reach_frames) {
  std::vector<Join> result(frames.size());
  for (size_t side = 0; side < 2; ++side) {
    const Cells cells = cells_of(sound, side);
    for (size_t i = 0; i < frames.size(); ++i) {
      const size_t first = frames[i] > reach_frames ? frames[i] - reach_frames : 0;
      for (size_t cell = first / kCellFrames;
           cell < cells.most.size() && cell <= (frames[i] + reach_frames) / kCellFrames; ++cell) {
        const Join join = join_of(sound, cells, cell);
        if (join.strength > result[i].strength) result[i] = join;
      }
    }
  }
  return result;
}

}  // namespace continuo
