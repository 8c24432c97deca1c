// Pictures of strangers: PNG and JPEG are decoded into a small copy, whatever their size.
//
// The picture itself never lies in memory: each row goes into the means of the copy's pixels as it
// is decoded, so that the memory of a picture of 64 megapixels is that of a few rows.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace continuo {

struct Picture {
  int width = 0;           // of the copy, at most kPictureSide
  int height = 0;          // likewise; proportions are kept as far as whole pixels can
  std::vector<float> rgb;  // width * height * 3, rows from the top, sRGB from 0 to 1
  int original_width = 0;
  int original_height = 0;
};

inline constexpr int kPictureSide = 160;
inline constexpr size_t kMostPicturePixels = size_t{64} << 20;
// JPEG that comes in several passes has to be held whole by its decoder.
inline constexpr size_t kMostProgressivePixels = size_t{16} << 20;
inline constexpr int kMostJpegScans = 60;

// What is see-through is seen before white. Throws Error(kInput, "picture") where the bytes are no
// PNG and no JPEG, are damaged, or hold more pixels than the above.
Picture read_picture(std::string_view bytes);

}  // namespace continuo
