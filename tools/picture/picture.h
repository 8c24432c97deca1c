// One page that shows a take: who plays what and when, and what it sounds like.
#pragma once

#include <string>

#include "canvas.h"
#include "dsp/stereo.h"
#include "score/score.h"

namespace continuo::picture {

struct PictureOptions {
  std::string title;
  int width = 1600;
  int height = 1000;
  double scale = 1;  // 2 for dense screens
};

// `sound` may be null: then the piano roll has the page to itself.
Canvas draw_take(const Score& score, const Stereo* sound, const PictureOptions& options);

}  // namespace continuo::picture
