// Pictures for tests, drawn by a rule and packed as PNG or JPEG.
#pragma once

#include <cstdio>  // jpeglib.h needs it
//
#include <jpeglib.h>
#include <png.h>

#include <array>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace continuo {

using Colour = std::array<uint8_t, 4>;  // red, green, blue, alpha
using Drawing = std::function<Colour(int x, int y)>;

struct PngKind {
  int colour_type = PNG_COLOR_TYPE_RGB_ALPHA;
  bool interlaced = false;
};

// RGB, RGBA or grey (of the red), eight bits.
inline std::string drawn_png(int width, int height, const Drawing& draw, PngKind kind = {}) {
  std::string bytes;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(
      png, &bytes,
      [](png_structp writer, png_bytep data, size_t size) {
        static_cast<std::string*>(png_get_io_ptr(writer))
            ->append(reinterpret_cast<const char*>(data), size);
      },
      nullptr);
  png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8,
               kind.colour_type, kind.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  const size_t channels = kind.colour_type == PNG_COLOR_TYPE_GRAY  ? 1
                          : kind.colour_type == PNG_COLOR_TYPE_RGB ? 3
                                                                   : 4;
  std::vector<png_byte> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Colour colour = draw(x, y);
      pixels.insert(pixels.end(), colour.begin(),
                    colour.begin() + static_cast<ptrdiff_t>(channels));
    }
  }
  std::vector<png_bytep> rows;
  for (int y = 0; y < height; ++y)
    rows.push_back(pixels.data() + static_cast<size_t>(y) * static_cast<size_t>(width) * channels);
  png_write_info(png, info);
  png_write_image(png, rows.data());
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

inline std::string drawn_jpeg(int width, int height, const Drawing& draw,
                              bool progressive = false) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* packed = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &packed, &size);
  jpeg.image_width = static_cast<JDIMENSION>(width);
  jpeg.image_height = static_cast<JDIMENSION>(height);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 92, TRUE);
  if (progressive) jpeg_simple_progression(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  std::vector<JSAMPLE> row(static_cast<size_t>(width) * 3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Colour colour = draw(x, y);
      std::copy_n(colour.begin(), 3, row.begin() + 3 * x);
    }
    JSAMPLE* rows = row.data();
    jpeg_write_scanlines(&jpeg, &rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  std::string bytes(reinterpret_cast<const char*>(packed), size);
  jpeg_destroy_compress(&jpeg);
  std::free(packed);
  return bytes;
}

}  // namespace continuo
