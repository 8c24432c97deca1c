// The sound itself: a spectrogram in octaves, and a line of loudness.
#pragma once

#include "canvas.h"
#include "dsp/stereo.h"
#include "timeline.h"

namespace continuo::picture {

void draw_spectrogram(Canvas& canvas, const Timeline& timeline, const Stereo& sound,
                      const Box& panel);
void draw_level(Canvas& canvas, const Timeline& timeline, const Stereo& sound, const Box& panel);

}  // namespace continuo::picture
