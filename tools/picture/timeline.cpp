#include "timeline.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "colours.h"

namespace continuo::picture {

namespace {

constexpr double kNumberSpacing = 34;
constexpr double kLineSpacing = 3.5;

// How many bars stand between two that are drawn, so that they stand at least `spacing` apart.
size_t bar_step(const Timeline& timeline, double spacing) {
  const double each = timeline.x_of_tick(timeline.score->end()) - timeline.left;
  const double bar = each / static_cast<double>(timeline.score->bars.size());
  for (const size_t step : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512}) {
    if (bar * static_cast<double>(step) >= spacing) return step;
  }
  return 1024;
}

Colour section_colour(SectionKind kind) {
  static constexpr std::array<uint32_t, kSectionKindCount> kColours{
      0xE3E6EA, 0xDCE8F4, 0xE4E3F5, 0xF7DFD6, 0xE0EFE0, 0xEDEAE2, 0xF8EBCB,
      0xE3E6EA, 0xDCE8F4, 0xE0EFE0, 0xF5E4EE, 0xF7D9CF, 0xEDEAE2};
  return from_hex(kColours.at(static_cast<size_t>(kind)));
}

std::string capitalised(std::string_view name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

std::vector<SectionSpan> section_spans(const Score& score) {
  std::vector<SectionSpan> spans;
  for (size_t i = 0; i < score.bars.size(); ++i) {
    const Bar& bar = score.bars[i];
    if (i == 0 || bar.section != score.bars[i - 1].section || bar.bar_in_section == 0) {
      spans.push_back({capitalised(section_kind_name(bar.section)), i, 0});
    }
    ++spans.back().bars;
  }
  return spans;
}

void draw_sections(Canvas& canvas, const Timeline& timeline, const Box& box) {
  const Score& score = *timeline.score;
  constexpr double kTab = 22;
  for (const SectionSpan& span : section_spans(score)) {
    const double from = timeline.x_of_tick(score.bars[span.first_bar].start);
    const double to = timeline.x_of_tick(score.bars[span.first_bar + span.bars - 1].end());
    const TextStyle style{12, kInk, Align::kLeft, true};
    canvas.fill({from + 0.75, box.y, to - from - 1.5, kTab},
                section_colour(score.bars[span.first_bar].section), 4);
    if (canvas.text_width(span.name, style) + 14 <= to - from) {
      canvas.text(from + 8, box.y + 15.5, span.name, style);
    } else if (to - from > 18) {
      canvas.text(from + 6, box.y + 15.5, span.name.substr(0, 1), style);
    }
  }
  const size_t step = bar_step(timeline, kNumberSpacing);
  for (size_t i = 0; i < score.bars.size(); i += step) {
    canvas.text(timeline.x_of_tick(score.bars[i].start) + 3, box.y + kTab + 14,
                fmt::format("{}", i + 1), {10, kSoftInk});
  }
}

void draw_bar_lines(Canvas& canvas, const Timeline& timeline, const Box& panel) {
  const Score& score = *timeline.score;
  if (score.bars.empty()) return;
  const size_t step = bar_step(timeline, kLineSpacing);
  for (size_t i = 0; i < score.bars.size(); i += step) {
    const double x = std::floor(timeline.x_of_tick(score.bars[i].start)) + 0.5;
    canvas.line(x, panel.y, x, panel.bottom(), kBarLine);
  }
  for (const SectionSpan& span : section_spans(score)) {
    const double x = std::floor(timeline.x_of_tick(score.bars[span.first_bar].start)) + 0.5;
    canvas.line(x, panel.y, x, panel.bottom(), kStrongBarLine);
  }
}

void draw_seconds(Canvas& canvas, const Timeline& timeline, double y) {
  double step = 600;
  for (const double candidate : {0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0}) {
    if (timeline.width * candidate / timeline.seconds >= 64) {
      step = candidate;
      break;
    }
  }
  for (double at = 0; at <= timeline.seconds; at += step) {
    const double x = std::floor(timeline.x_of_seconds(at)) + 0.5;
    canvas.line(x, y, x, y + 5, kStrongBarLine);
    const bool last = x > timeline.left + timeline.width - 14;
    canvas.text(x, y + 18, clock_text(at), {11, kSoftInk, last ? Align::kRight : Align::kCentre});
  }
}

std::string clock_text(double seconds) {
  const int whole = static_cast<int>(seconds + 1e-9);
  const double rest = seconds - whole;
  if (rest > 0.01)
    return fmt::format("{}:{:02}.{}", whole / 60, whole % 60, static_cast<int>(rest * 10 + 0.5));
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace continuo::picture
