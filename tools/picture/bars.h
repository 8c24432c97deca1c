// Horizontal bars that compare measurements, in groups, each with the bound that no one can pass.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "canvas.h"

namespace continuo::picture {

struct Measured {
  std::string name;
  std::string detail;  // in small print after the name
  double value = 0;
  double low = 0, high = 0;  // of repeated measurements
  bool ours = false;
};

struct BarGroup {
  std::string name;
  double bound = 0;  // 0 where there is none
  std::vector<Measured> bars;
};

struct BarChart {
  std::string title;
  std::string subtitle;
  std::string unit;
  std::string bound;  // what the mark means
  std::vector<BarGroup> groups;
};

// What bench/peers/compare.py --bars writes. Throws Error(kInput) that names the field.
BarChart read_bars(std::string_view json);

// As high as it needs to be. Throws Error(kInput) where there is nothing to draw.
Canvas draw_bars(const BarChart& chart, int width, double scale);

}  // namespace continuo::picture
