// A page to draw on, by cairo: rectangles, lines, text, pictures; saved as PNG.
#pragma once

#include <cairo/cairo.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace continuo::picture {

struct Colour {
  double red = 0, green = 0, blue = 0, alpha = 1;
  Colour with_alpha(double value) const { return {red, green, blue, value}; }
};
constexpr Colour from_hex(uint32_t rgb, double alpha = 1) {
  return {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0, alpha};
}

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

enum class Align { kLeft, kCentre, kRight };

struct TextStyle {
  double size = 12;
  Colour colour;
  Align align = Align::kLeft;
  bool bold = false;
};

class Canvas {
 public:
  // In points; every point is `scale` pixels wide.
  Canvas(int width, int height, double scale = 1);

  void fill(const Box& box, const Colour& colour, double corner = 0);
  void line(double x0, double y0, double x1, double y1, const Colour& colour, double width = 1);
  // An area under a curve down to `floor`, with its upper edge drawn.
  void area(std::span<const std::pair<double, double>> curve, double floor, const Colour& inside,
            const Colour& edge);
  // `y` is the base line.
  void text(double x, double y, const std::string& words, const TextStyle& style);
  double text_width(const std::string& words, const TextStyle& style);
  // Rows of 0xRRGGBB from the top, stretched over the box.
  void image(const Box& box, int columns, int rows, const std::vector<uint32_t>& pixels);
  void clip(const Box& box);
  void unclip();

  // 0xRRGGBB at a pixel.
  uint32_t pixel(int x, int y);
  int pixel_width() const;
  int pixel_height() const;
  // Whole or not at all; throws Error(kIo).
  void save(const std::filesystem::path& path);

 private:
  void style(const TextStyle& wanted);

  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> context_;
};

}  // namespace continuo::picture
