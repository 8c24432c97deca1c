#include "bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/json_fields.h"
#include "colours.h"

namespace continuo::picture {

namespace {

constexpr double kMargin = 36;
constexpr double kTop = 104;
constexpr double kRow = 34;
constexpr double kBar = 22;
constexpr double kGroupGap = 30;
constexpr double kFoot = 74;
constexpr double kLeastRange = 7;  // narrower ones would be a blot
constexpr double kMost = 1e9;

constexpr Colour kOurs = from_hex(0x2B6CB8);
constexpr Colour kPeer = from_hex(0xCFCBC1);
constexpr Colour kPeerEdge = from_hex(0x8C8F96);
constexpr Colour kBound = from_hex(0xC0304F);

const TextStyle kName{14, kInk, Align::kRight};
const TextStyle kOurName{14, kInk, Align::kRight, true};
const TextStyle kDetail{11.5, kSoftInk, Align::kRight};
const TextStyle kGroupName{16, kInk, Align::kLeft, true};

void dashes(Canvas& canvas, double x, double from, double to, const Colour& colour) {
  for (double y = from; y < to; y += 6) canvas.line(x, y, x, std::min(y + 3.5, to), colour, 1.5);
}

// All numbers of a chart with as many decimals as its longest bar can use.
int decimals_for(double longest) { return longest < 10 ? 2 : longest < 200 ? 1 : 0; }

// 1, 2 or 5 times a power of ten, so that about `most` of them make up `whole`.
double round_step(double whole, double most) {
  const double power = std::pow(10, std::floor(std::log10(whole / most)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (power * factor * most >= whole) return power * factor;
  }
  return power * 10;
}

// Where values stand, and how far the names of groups and of bars reach.
struct Columns {
  double group_names = 0, names = 0;
  double left = 0, width = 0;
  double most = 1;
  int decimals = 1;

  double x_of(double value) const { return left + width * value / most; }
};

Columns columns_of(Canvas& canvas, const BarChart& chart, double page) {
  Columns c;
  double longest = 0;
  for (const BarGroup& group : chart.groups) {
    c.group_names = std::max(c.group_names, canvas.text_width(group.name, kGroupName));
    longest = std::max(longest, group.bound);
    for (const Measured& bar : group.bars) {
      c.names = std::max(c.names, canvas.text_width(bar.name, bar.ours ? kOurName : kName));
      c.names = std::max(c.names, canvas.text_width(bar.detail, kDetail));
      longest = std::max({longest, bar.value, bar.high});
    }
  }
  c.left = kMargin + c.group_names + 28 + c.names + 14;
  c.width = page - c.left - kMargin;
  c.decimals = decimals_for(longest);
  // Room for the longest bar's label.
  c.most = longest * c.width / std::max(c.width - 130, 1.0);
  return c;
}

void draw_scale(Canvas& canvas, const Columns& c, const BarChart& chart, double bottom) {
  const double step = round_step(c.most, 9);
  for (double value = 0; value <= c.most; value += step) {
    const double x = std::floor(c.x_of(value)) + 0.5;
    canvas.line(x, kTop - 8, x, bottom, value > 0 ? kBarLine : kStrongBarLine);
    canvas.text(x, bottom + 18,
                value > 0 ? fmt::format("{:g}", value) : fmt::format("0 {}", chart.unit),
                {11, kSoftInk, Align::kCentre});
  }
}

void draw_bar(Canvas& canvas, const Columns& c, const Measured& bar, const BarGroup& group,
              const std::string& unit, double y) {
  const double middle = y + kRow / 2;
  const bool two_lines = !bar.detail.empty();
  canvas.text(c.left - 14, middle + (two_lines ? -1 : 5), bar.name, bar.ours ? kOurName : kName);
  if (two_lines) canvas.text(c.left - 14, middle + 12.5, bar.detail, kDetail);
  canvas.fill({c.left, middle - kBar / 2, c.x_of(bar.value) - c.left, kBar},
              bar.ours ? kOurs : kPeer, 3);
  double end = c.x_of(bar.value);
  if (c.x_of(bar.high) - c.x_of(bar.low) >= kLeastRange) {
    const Colour edge = bar.ours ? kOurs.with_alpha(0.75) : kPeerEdge;
    const double low = std::max(c.x_of(bar.low), c.left), high = c.x_of(bar.high);
    if (high > end) canvas.line(end, middle, high, middle, edge, 1.5);
    canvas.line(high, middle - 5, high, middle + 5, edge, 1.5);
    const Colour inside = bar.ours ? kPanel.with_alpha(0.8) : kPeerEdge;
    canvas.line(low, middle, end, middle, inside, 1.5);
    canvas.line(low, middle - 5, low, middle + 5, inside, 1.5);
    end = std::max(end, high);
  }
  const TextStyle value{14, bar.ours ? kOurs : kInk, Align::kLeft, true};
  const std::string words = fmt::format("{:.{}f} {}", bar.value, c.decimals, unit);
  canvas.text(end + 10, middle + 5, words, value);
  const auto ours = std::find_if(group.bars.begin(), group.bars.end(),
                                 [](const Measured& other) { return other.ours; });
  if (bar.ours || ours == group.bars.end()) return;
  canvas.text(end + 10 + canvas.text_width(words, value) + 10, middle + 5,
              fmt::format("×{:.2f}", bar.value / ours->value), {12, kSoftInk});
}

std::vector<Measured> read_measured(const Json& list, const std::string& where,
                                    const std::string& path) {
  std::vector<Measured> bars;
  for (size_t i = 0; i < list.size(); ++i) {
    const JsonFields fields(list[i], where, fmt::format("{}[{}]", path, i),
                            {"name", "detail", "value", "low", "high", "ours"});
    const Json& ours = fields.at("ours");
    if (!ours.is_boolean())
      fail(ErrorKind::kInput, where, "{}: expected true or false.", fields.path("ours"));
    bars.push_back({fields.text("name"), fields.text("detail"), fields.number("value", 0, kMost),
                    fields.number("low", 0, kMost), fields.number("high", 0, kMost),
                    ours.get<bool>()});
  }
  return bars;
}

}  // namespace

BarChart read_bars(std::string_view json) {
  const std::string where = "bars";
  const Json root = parse_json(json, where);
  const JsonFields fields(root, where, "", {"title", "subtitle", "unit", "bound", "groups"});
  BarChart chart{
      fields.text("title"), fields.text("subtitle"), fields.text("unit"), fields.text("bound"), {}};
  const Json& groups = fields.list("groups", 40);
  for (size_t i = 0; i < groups.size(); ++i) {
    const std::string path = fmt::format("groups[{}]", i);
    const JsonFields group(groups[i], where, path, {"name", "bound", "bars"});
    chart.groups.push_back({group.text("name"), group.number("bound", 0, kMost),
                            read_measured(group.list("bars", 40), where, path + ".bars")});
  }
  return chart;
}

Canvas draw_bars(const BarChart& chart, int width, double scale) {
  double height = kTop + kFoot;
  double longest = 0;
  for (const BarGroup& group : chart.groups) {
    height += kRow * static_cast<double>(group.bars.size()) + kGroupGap;
    for (const Measured& bar : group.bars) longest = std::max(longest, bar.value);
  }
  if (!(longest > 0)) fail(ErrorKind::kInput, "bars", "expected a bar over 0, found none.");
  height -= kGroupGap;
  Canvas canvas(width, static_cast<int>(std::ceil(height)), scale);
  canvas.fill({0, 0, static_cast<double>(width), std::ceil(height)}, kPage);
  canvas.text(kMargin, 48, chart.title, {24, kInk, Align::kLeft, true});
  canvas.text(kMargin, 73, chart.subtitle, {14, kSoftInk});

  const Columns columns = columns_of(canvas, chart, width);
  const double bottom = height - kFoot + 8;
  draw_scale(canvas, columns, chart, bottom);
  double y = kTop;
  bool bounded = false;
  for (const BarGroup& group : chart.groups) {
    const double end = y + kRow * static_cast<double>(group.bars.size());
    if (y > kTop)
      canvas.line(kMargin, y - kGroupGap / 2, width - kMargin, y - kGroupGap / 2, kFrame);
    canvas.text(kMargin, y + kRow / 2 + 6, group.name, kGroupName);
    for (size_t i = 0; i < group.bars.size(); ++i)
      draw_bar(canvas, columns, group.bars[i], group, chart.unit,
               y + kRow * static_cast<double>(i));
    if (group.bound > 0) {
      dashes(canvas, columns.x_of(group.bound), y - 2, end + 2, kBound);
      bounded = true;
    }
    y = end + kGroupGap;
  }
  if (bounded && !chart.bound.empty()) {
    dashes(canvas, kMargin + 4, height - 28, height - 12, kBound);
    canvas.text(kMargin + 16, height - 15.5, chart.bound, {12.5, kSoftInk});
  }
  return canvas;
}

}  // namespace continuo::picture
