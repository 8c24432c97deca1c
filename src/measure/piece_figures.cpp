#include "measure/piece_figures.h"

#include "listen/analysis.h"
#include "listen/repetition.h"
#include "measure/point_set_compression.h"

namespace continuo {

const std::array<PieceFigure, kPieceFigureCount>& piece_figures() {
  static constexpr std::array<PieceFigure, kPieceFigureCount> kFigures{{
      {"distinct_velocities", "distinct velocities a part", true},
      {"timing_spread_ticks", "timing spread, ticks of 1/48 quarter", true},
      {"empty_bars", "share of silent bars", false},
      {"stuck", "share of pieces stuck in a loop", false},
      {"repeated_bars", "share of bars heard before", false},
      {"compression_ratio", "compression ratio (COSIATEC)", false},
      {"compression", "notes a Lempel-Ziv phrase", false},
      {"groove", "likeness of neighbouring bars' rhythm", false},
      {"polyphony", "pitched notes at once", false},
      {"pitch_class_entropy", "pitch class entropy, bits", false},
      {"notes_per_quarter", "notes a quarter", false},
      {"parallel_octaves", "parallel octaves of outer voices, share of moves", false},
      {"out_of_range", "notes beyond their instrument", false},
  }};
  return kFigures;
}

PieceFigures figures_of(const Score& score) {
  const ScoreAnalysis analysis = analyse(score);
  const Repetition repetition = measure_repetition(score);
  double out_of_range = 0;
  for (const PartAnalysis& part : analysis.parts)
    out_of_range += part.out_of_range * static_cast<double>(part.notes);
  if (analysis.notes > 0) out_of_range /= static_cast<double>(analysis.notes);
  return {analysis.distinct_velocities,
          analysis.timing_spread_ticks,
          analysis.empty_bars,
          repetition.stuck ? 1.0 : 0.0,
          repetition.repeated_bars,
          compression_ratio(music_points(score, kMostMusicPoints)),
          repetition.compression,
          repetition.groove,
          analysis.polyphony_mean,
          analysis.pitch_class_entropy,
          analysis.notes_per_quarter,
          analysis.parallel_octaves,
          out_of_range};
}

}  // namespace continuo
