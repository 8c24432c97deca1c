// The picture's colours: one hue a family of instruments, and a light page.
#pragma once

#include <vector>

#include "canvas.h"
#include "score/score.h"

namespace continuo::picture {

inline constexpr Colour kPage = from_hex(0xFCFBF8);
inline constexpr Colour kPanel = from_hex(0xFFFFFF);
inline constexpr Colour kFrame = from_hex(0xD9D5CC);
inline constexpr Colour kInk = from_hex(0x22262E);
inline constexpr Colour kSoftInk = from_hex(0x6B7078);
inline constexpr Colour kBarLine = from_hex(0xE7E3DA);
inline constexpr Colour kStrongBarLine = from_hex(0xC9C3B6);
inline constexpr Colour kBlackKeys = from_hex(0xF6F4EF);

// A colour for each part, in the score's order; parts of one family are shades of its hue.
std::vector<Colour> part_colours(const std::vector<Part>& parts);

// The spectrogram's scale: 0 the page, 1 near black, through amber and purple. As 0xRRGGBB.
uint32_t heat(double level);

}  // namespace continuo::picture
