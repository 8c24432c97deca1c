#include "listen/picture.h"

#include <algorithm>

#include "base/error.h"
#include "listen/picture_copy.h"

namespace continuo {

namespace {

constexpr std::string_view kPngSign("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kJpegSign("\xff\xd8\xff", 3);

size_t reduced(uint32_t side, uint32_t longest) {
  if (longest <= static_cast<uint32_t>(kPictureSide)) return side;
  return std::max<size_t>(1, static_cast<size_t>(side) * kPictureSide / longest);
}

}  // namespace

PictureCopy::PictureCopy(uint32_t width, uint32_t height, size_t most_pixels)
    : width_(width),
      height_(height),
      copy_width_(reduced(width, std::max(width, height))),
      copy_height_(reduced(height, std::max(width, height))) {
  if (width == 0 || height == 0 || static_cast<uint64_t>(width) * height > most_pixels) {
    fail(ErrorKind::kInput, "picture", "expected at most {} pixels of this kind, found {} x {}.",
         most_pixels, width, height);
  }
  sums_.resize(copy_width_ * copy_height_);
}

void PictureCopy::add(size_t x, size_t y, unsigned red, unsigned green, unsigned blue) noexcept {
  if (x >= width_ || y >= height_) return;
  Sum& sum = sums_[y * copy_height_ / height_ * copy_width_ + x * copy_width_ / width_];
  sum.red += red;
  sum.green += green;
  sum.blue += blue;
  ++sum.count;
}

Picture PictureCopy::finished() const {
  Picture picture;
  picture.width = static_cast<int>(copy_width_);
  picture.height = static_cast<int>(copy_height_);
  picture.original_width = static_cast<int>(width_);
  picture.original_height = static_cast<int>(height_);
  picture.rgb.reserve(3 * sums_.size());
  for (const Sum& sum : sums_) {
    const double full = 255.0 * static_cast<double>(std::max<uint64_t>(sum.count, 1));
    for (const uint64_t colour : {sum.red, sum.green, sum.blue})
      picture.rgb.push_back(static_cast<float>(static_cast<double>(colour) / full));
  }
  return picture;
}

Picture read_picture(std::string_view bytes) {
  if (bytes.starts_with(kPngSign)) return read_png(bytes);
  if (bytes.starts_with(kJpegSign)) return read_jpeg(bytes);
  fail(ErrorKind::kInput, "picture", "expected PNG or JPEG, found {}.",
       bytes.empty() ? "nothing" : "another format");
}

}  // namespace continuo
