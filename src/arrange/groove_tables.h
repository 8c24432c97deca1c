// Shorthand for the files that write out the grooves; nothing else includes it.
#pragma once

#include <span>

#include "arrange/groove.h"

namespace continuo {

struct GrooveRow {
  DrumStyle style = DrumStyle::kNone;
  Groove groove;
};

std::span<const GrooveRow> beat_grooves();
std::span<const GrooveRow> dance_grooves();
std::span<const GrooveRow> world_grooves();

namespace grooves {

// Levels of intensity or density.
inline constexpr LevelRange kAny{0, 7};
inline constexpr LevelRange kThin{0, 1};
inline constexpr LevelRange kMiddle{2, 4};
inline constexpr LevelRange kDense{5, 7};
inline constexpr LevelRange kNotThin{2, 7};
inline constexpr LevelRange kFrom1{1, 7};
inline constexpr LevelRange kFrom2{2, 7};
inline constexpr LevelRange kFrom3{3, 7};
inline constexpr LevelRange kFrom4{4, 7};
inline constexpr LevelRange kFrom5{5, 7};
inline constexpr LevelRange kFrom6{6, 7};

}  // namespace grooves
}  // namespace continuo
