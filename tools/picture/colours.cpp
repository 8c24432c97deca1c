#include "colours.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "score/instrument.h"

namespace continuo::picture {

namespace {

// The sixteen General MIDI families of eight programs, then the drums.
constexpr std::array<uint32_t, 17> kFamilies{
    0x2B6CB8,  // piano: blue
    0x1397A6,  // chromatic percussion: teal
    0x8557C2,  // organ: violet
    0xD9761A,  // guitar: orange
    0x8A5A33,  // bass: brown
    0xC0304F,  // strings: crimson
    0xD2629C,  // ensembles and voices: pink
    0xC99A0B,  // brass: gold
    0x6E8F1E,  // reed: olive
    0x259B63,  // pipe: green
    0xDF4434,  // synth lead: red
    0x5F72D6,  // synth pad: periwinkle
    0x5E7F96,  // synth effects: steel
    0xA36A2C,  // plucked: amber brown
    0x5B5E66,  // percussion: grey
    0x8C8F96,  // sound effects: light grey
    0x3F4C5C,  // drums: slate
};

Colour shaded(const Colour& base, int nth) {
  if (nth == 0) return base;
  // Lighter, darker, lighter still, ...
  const double amount = 0.24 * ((nth + 1) / 2);
  const double target = nth % 2 == 1 ? 1.0 : 0.0;
  const auto mix = [&](double value) { return value + (target - value) * std::min(amount, 0.6); };
  return {mix(base.red), mix(base.green), mix(base.blue), 1};
}

}  // namespace

std::vector<Colour> part_colours(const std::vector<Part>& parts) {
  std::array<int, kFamilies.size()> seen{};
  std::vector<Colour> colours;
  for (const Part& part : parts) {
    const auto family = static_cast<size_t>(part.program == kDrumKit ? 16 : part.program / 8);
    colours.push_back(shaded(from_hex(kFamilies.at(family)), seen.at(family)++));
  }
  return colours;
}

uint32_t heat(double level) {
  struct Stop {
    double at;
    std::array<double, 3> rgb;
  };
  static constexpr std::array<Stop, 7> kStops{{{0.0, {255, 255, 255}},
                                               {0.18, {253, 240, 219}},
                                               {0.38, {250, 199, 139}},
                                               {0.56, {236, 122, 90}},
                                               {0.72, {184, 58, 110}},
                                               {0.87, {99, 29, 112}},
                                               {1.0, {28, 14, 60}}}};
  const double wanted = std::clamp(level, 0.0, 1.0);
  size_t next = 1;
  while (next + 1 < kStops.size() && kStops[next].at < wanted) ++next;
  const Stop& low = kStops[next - 1];
  const Stop& high = kStops[next];
  const double share = (wanted - low.at) / (high.at - low.at);
  uint32_t packed = 0;
  for (size_t i = 0; i < 3; ++i) {
    packed = packed << 8 |
             static_cast<uint32_t>(std::lround(low.rgb[i] + (high.rgb[i] - low.rgb[i]) * share));
  }
  return packed;
}

}  // namespace continuo::picture
