#include "picture.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "colours.h"
#include "roll.h"
#include "score/instrument.h"
#include "spectrum.h"
#include "timeline.h"

namespace continuo::picture {

namespace {

constexpr double kLeft = 78;
constexpr double kRight = 26;
constexpr double kGap = 10;

std::string described(const Score& score, double seconds) {
  const Bar& first = score.bars.front();
  std::string text;
  if (score.plan.genre > 0)
    text = fmt::format("{}  ·  ", genre_names()[static_cast<size_t>(score.plan.genre)]);
  text += fmt::format("{}  ·  {} bpm  ·  {}  ·  {} bars  ·  {}", first.metre.name(), first.bpm,
                      first.key.name(), score.bars.size(),
                      clock_text(static_cast<double>(static_cast<int>(seconds + 0.5))));
  return text;
}

// Swatches with names, in as many lines as it takes; returns the base line of the last.
double draw_legend(Canvas& canvas, const Score& score, const std::vector<Colour>& colours,
                   double left, double right, double y) {
  const TextStyle style{12.5, kInk};
  double x = left;
  for (size_t i = 0; i < score.parts.size(); ++i) {
    const std::string name(instrument(score.parts[i].program).name);
    const double width = 18 + canvas.text_width(name, style) + 22;
    if (x + width - 22 > right && x > left) {
      x = left;
      y += 20;
    }
    canvas.fill({x, y - 10, 12, 12}, colours[i], 3);
    canvas.text(x + 18, y, name, style);
    x += width;
  }
  return y;
}

void frame(Canvas& canvas, const Box& panel) {
  canvas.line(panel.x, panel.y, panel.right(), panel.y, kFrame);
  canvas.line(panel.x, panel.bottom(), panel.right(), panel.bottom(), kFrame);
  canvas.line(panel.x, panel.y, panel.x, panel.bottom(), kFrame);
  canvas.line(panel.right(), panel.y, panel.right(), panel.bottom(), kFrame);
}

// The largest size at which the words fit, and what fits at the smallest.
void draw_title(Canvas& canvas, const std::string& title, double room) {
  TextStyle style{24, kInk, Align::kLeft, true};
  while (style.size > 15 && canvas.text_width(title, style) > room) style.size -= 1;
  std::string words = title;
  while (canvas.text_width(words, style) > room && words.find(' ') != std::string::npos)
    words = words.substr(0, words.rfind(' '));
  canvas.text(kLeft, 44, words == title ? title : words + " …", style);
}

}  // namespace

Canvas draw_take(const Score& score, const Stereo* sound, const PictureOptions& options) {
  if (score.bars.empty())
    fail(ErrorKind::kInput, "picture", "expected at least one bar, found none.");
  Canvas canvas(options.width, options.height, options.scale);
  const double width = options.width;
  canvas.fill({0, 0, width, static_cast<double>(options.height)}, kPage);

  const double music_s = score.seconds_at(score.end());
  const double seconds = std::max(music_s, sound ? sound->seconds() : 0.0);
  const Timeline timeline{&score, kLeft, width - kLeft - kRight, seconds};
  const std::vector<Colour> colours = part_colours(score.parts);
  const auto drums = std::find_if(score.parts.begin(), score.parts.end(),
                                  [](const Part& part) { return part.program == kDrumKit; });

  const TextStyle small{14, kSoftInk, Align::kRight};
  const std::string facts = described(score, seconds);
  canvas.text(width - kRight, 43, facts, small);
  draw_title(canvas, options.title, width - kLeft - kRight - canvas.text_width(facts, small) - 60);
  double y = draw_legend(canvas, score, colours, kLeft, width - kRight, 74) + 18;
  draw_sections(canvas, timeline, {kLeft, y, timeline.width, 40});
  y += 42;

  // What is left of the page, shared out from below: seconds, level, spectrogram, drums, and the
  // roll takes the rest.
  double bottom = options.height - 34.0;
  draw_seconds(canvas, timeline, bottom);
  const auto take = [&](double height) {
    const Box panel{kLeft, bottom - height, timeline.width, height};
    bottom -= height + kGap;
    return panel;
  };
  const double room = bottom - y;
  if (sound) {
    const Box level = take(room * 0.09);
    draw_level(canvas, timeline, *sound, level);
    frame(canvas, level);
    const Box spectrogram = take(room * 0.27);
    draw_spectrogram(canvas, timeline, *sound, spectrogram);
    frame(canvas, spectrogram);
  }
  if (const double height = drum_lane_height(score); height > 0) {
    const Box lane = take(height);
    draw_drums(canvas, timeline, colours[static_cast<size_t>(drums - score.parts.begin())], lane);
    frame(canvas, lane);
  }
  const Box roll = take(bottom - y);
  draw_roll(canvas, timeline, colours, roll);
  frame(canvas, roll);
  return canvas;
}

}  // namespace continuo::picture
