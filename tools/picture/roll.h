// The piano roll: a panel of pitches, and the drums in a lane of their own.
#pragma once

#include "canvas.h"
#include "timeline.h"

namespace continuo::picture {

void draw_roll(Canvas& canvas, const Timeline& timeline, const std::vector<Colour>& colours,
               const Box& panel);
// The lane has a row for each kind of drum that plays; 0 where none does.
double drum_lane_height(const Score& score);
void draw_drums(Canvas& canvas, const Timeline& timeline, const Colour& colour, const Box& panel);

}  // namespace continuo::picture
