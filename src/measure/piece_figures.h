// One piece in numbers: how lively the playing is, how varied the notes, and what a player would
// object to.
#pragma once

#include <array>
#include <string_view>

#include "score/score.h"

namespace continuo {

struct PieceFigure {
  std::string_view id;  // for JSON
  std::string_view label;
  bool of_playing = false;  // of loudness and timing, which scores do not have
};

inline constexpr size_t kPieceFigureCount = 13;
const std::array<PieceFigure, kPieceFigureCount>& piece_figures();

using PieceFigures = std::array<double, kPieceFigureCount>;  // in the same order
PieceFigures figures_of(const Score& score);

}  // namespace continuo
