// The small copy of a picture in the making: the mean of the pixels that fall on each of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "listen/picture.h"

namespace continuo {

class PictureCopy {
 public:
  // Throws Error(kInput, "picture") for sizes that are no picture's, or over `most_pixels`.
  PictureCopy(uint32_t width, uint32_t height, size_t most_pixels);

  // Colours from 0 to 255, of a pixel of the original. Allocates nothing.
  void add(size_t x, size_t y, unsigned red, unsigned green, unsigned blue) noexcept;
  Picture finished() const;

 private:
  struct Sum {
    uint64_t red = 0, green = 0, blue = 0, count = 0;
  };
  uint32_t width_, height_;
  size_t copy_width_, copy_height_;
  std::vector<Sum> sums_;
};

// Of the two formats. The first bytes have said which it is.
Picture read_png(std::string_view bytes);
Picture read_jpeg(std::string_view bytes);

}  // namespace continuo
