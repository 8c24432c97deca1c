// How much of a piece is repetition of itself, as geometry: the notes are points in time and pitch,
// and patterns that come again, transposed or not, are written once with the places where they
// stand.
//
// COSIATEC: Meredith, "COSIATEC and SIATECCompress: Pattern discovery by geometric compression",
// MIREX 2013, over SIATEC (Meredith, Lemström, Wiggins, "Algorithms for discovering repeated
// patterns in multidimensional representations of polyphonic music", 2002). It is what the program
// OMNISIA does when it is told nothing else, and so what the papers on text2midi call the
// compression ratio.
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "score/score.h"

namespace continuo {

struct MusicPoint {
  int onset = 0;  // ticks, not negative
  int pitch = 0;  // 0..127
  auto operator<=>(const MusicPoint&) const = default;
};

// Points for each point that must be written: 1 where nothing comes again. Each round takes the
// pattern of which all copies together cover the most points for (pattern + copies - 1) written,
// and goes on with the rest; what compresses no more is written out. 1 for no points.
double compression_ratio(std::span<const MusicPoint> points);

// The piece's points, all parts together, drum keys as pitches, by written onset; doubles count
// once. At most `most`, from the beginning.
std::vector<MusicPoint> music_points(const Score& score, size_t most);

// The ratio grows with the length of a piece: this many points bound both that and the time.
inline constexpr size_t kMostMusicPoints = 600;

}  // namespace continuo
