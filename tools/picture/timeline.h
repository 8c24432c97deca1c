// The time axis that all panels share: seconds to places on the page, bars and sections with their
// names.
#pragma once

#include <string>
#include <vector>

#include "canvas.h"
#include "score/score.h"

namespace continuo::picture {

struct Timeline {
  const Score* score = nullptr;
  double left = 0;
  double width = 0;
  double seconds = 1;

  double x_of_seconds(double at) const { return left + width * at / seconds; }
  double x_of_tick(int tick) const { return x_of_seconds(score->seconds_at(tick)); }
};

struct SectionSpan {
  std::string name;
  size_t first_bar;
  size_t bars;
};

// Runs of bars of one section; a section that begins again begins a new run.
std::vector<SectionSpan> section_spans(const Score& score);

// Coloured tabs with the sections' names, and the numbers of bars under them.
void draw_sections(Canvas& canvas, const Timeline& timeline, const Box& box);
// Bar lines behind a panel; where a section begins they are stronger.
void draw_bar_lines(Canvas& canvas, const Timeline& timeline, const Box& panel);
// Minutes and seconds under the lowest panel.
void draw_seconds(Canvas& canvas, const Timeline& timeline, double y);

std::string clock_text(double seconds);

}  // namespace continuo::picture
