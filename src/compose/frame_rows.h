// How frames stand in the decoder's rows.
//
// A row says who plays when (part and position of a frame) and what the frame before it plays
// (pitch, duration, velocity): so the decoder, not only its depth decoder, knows a note's part and
// position when it chooses the pitch. Row 0 is special throughout; frame j stands in rows j + 1 and
// j + 2. The codes of a row are written in kRowOrder.
#pragma once

#include <array>

#include "score/frames.h"

namespace continuo {

inline constexpr std::array<Field, 3> kWhatFields = {kFieldPitch, kFieldDuration, kFieldVelocity};
inline constexpr std::array<Field, 2> kWhoFields = {kFieldPart, kFieldPosition};
inline constexpr std::array<int, kFrameFields> kRowOrder = {
    kFieldPitch, kFieldDuration, kFieldVelocity, kFieldPart, kFieldPosition};

}  // namespace continuo
