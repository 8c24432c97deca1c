#include "canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/error.h"
#include "base/files.h"

namespace continuo::picture {

Canvas::Canvas(int width, int height, double scale)
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width * scale),
                                          static_cast<int>(height * scale)),
               cairo_surface_destroy),
      context_(cairo_create(surface_.get()), cairo_destroy) {
  if (cairo_status(context_.get()) != CAIRO_STATUS_SUCCESS) {
    fail(ErrorKind::kInternal, "picture", "{}.",
         cairo_status_to_string(cairo_status(context_.get())));
  }
  cairo_scale(context_.get(), scale, scale);
}

namespace {

void use(cairo_t* context, const Colour& colour) {
  cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha);
}

}  // namespace

void Canvas::fill(const Box& box, const Colour& colour, double corner) {
  cairo_t* context = context_.get();
  const double radius = std::min({corner, box.width / 2, box.height / 2});
  if (radius > 0.4) {
    constexpr double kQuarter = std::numbers::pi / 2;
    cairo_new_sub_path(context);
    cairo_arc(context, box.right() - radius, box.y + radius, radius, -kQuarter, 0);
    cairo_arc(context, box.right() - radius, box.bottom() - radius, radius, 0, kQuarter);
    cairo_arc(context, box.x + radius, box.bottom() - radius, radius, kQuarter, 2 * kQuarter);
    cairo_arc(context, box.x + radius, box.y + radius, radius, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(context);
  } else {
    cairo_rectangle(context, box.x, box.y, box.width, box.height);
  }
  use(context, colour);
  cairo_fill(context);
}

void Canvas::line(double x0, double y0, double x1, double y1, const Colour& colour, double width) {
  cairo_t* context = context_.get();
  use(context, colour);
  cairo_set_line_width(context, width);
  cairo_move_to(context, x0, y0);
  cairo_line_to(context, x1, y1);
  cairo_stroke(context);
}

void Canvas::area(std::span<const std::pair<double, double>> curve, double floor,
                  const Colour& inside, const Colour& edge) {
  if (curve.empty()) return;
  cairo_t* context = context_.get();
  const auto trace = [&] {
    cairo_new_path(context);
    for (const auto& [x, y] : curve) cairo_line_to(context, x, y);
  };
  trace();
  cairo_line_to(context, curve.back().first, floor);
  cairo_line_to(context, curve.front().first, floor);
  cairo_close_path(context);
  use(context, inside);
  cairo_fill(context);
  trace();
  use(context, edge);
  cairo_set_line_width(context, 1.2);
  cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke(context);
}

void Canvas::style(const TextStyle& wanted) {
  cairo_select_font_face(context_.get(), "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                         wanted.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(context_.get(), wanted.size);
}

double Canvas::text_width(const std::string& words, const TextStyle& wanted) {
  style(wanted);
  cairo_text_extents_t extents;
  cairo_text_extents(context_.get(), words.c_str(), &extents);
  return extents.x_advance;
}

void Canvas::text(double x, double y, const std::string& words, const TextStyle& wanted) {
  const double width = text_width(words, wanted);
  if (wanted.align == Align::kCentre) x -= width / 2;
  if (wanted.align == Align::kRight) x -= width;
  use(context_.get(), wanted.colour);
  cairo_move_to(context_.get(), x, y);
  cairo_show_text(context_.get(), words.c_str());
  cairo_new_path(context_.get());
}

void Canvas::image(const Box& box, int columns, int rows, const std::vector<uint32_t>& pixels) {
  if (columns < 1 || rows < 1) return;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> source(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns, rows), cairo_surface_destroy);
  unsigned char* data = cairo_image_surface_get_data(source.get());
  const int stride = cairo_image_surface_get_stride(source.get());
  for (int row = 0; row < rows; ++row) {
    std::copy_n(pixels.data() + static_cast<ptrdiff_t>(row) * columns, columns,
                reinterpret_cast<uint32_t*>(data + static_cast<ptrdiff_t>(row) * stride));
  }
  cairo_surface_mark_dirty(source.get());
  cairo_t* context = context_.get();
  cairo_save(context);
  cairo_rectangle(context, box.x, box.y, box.width, box.height);
  cairo_clip(context);
  cairo_translate(context, box.x, box.y);
  cairo_scale(context, box.width / columns, box.height / rows);
  cairo_set_source_surface(context, source.get(), 0, 0);
  cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BILINEAR);
  cairo_paint(context);
  cairo_restore(context);
}

void Canvas::clip(const Box& box) {
  cairo_save(context_.get());
  cairo_rectangle(context_.get(), box.x, box.y, box.width, box.height);
  cairo_clip(context_.get());
}

void Canvas::unclip() { cairo_restore(context_.get()); }

uint32_t Canvas::pixel(int x, int y) {
  cairo_surface_flush(surface_.get());
  const unsigned char* row = cairo_image_surface_get_data(surface_.get()) +
                             ptrdiff_t{y} * cairo_image_surface_get_stride(surface_.get());
  return reinterpret_cast<const uint32_t*>(row)[x] & 0xFFFFFF;
}

int Canvas::pixel_width() const { return cairo_image_surface_get_width(surface_.get()); }
int Canvas::pixel_height() const { return cairo_image_surface_get_height(surface_.get()); }

void Canvas::save(const std::filesystem::path& path) {
  std::vector<uint8_t> bytes;
  const auto append = [](void* target, const unsigned char* data, unsigned length) {
    auto& all = *static_cast<std::vector<uint8_t>*>(target);
    all.insert(all.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
  };
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface_.get(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS)
    fail(ErrorKind::kIo, "picture", "{}.", cairo_status_to_string(status));
  write_bytes(path, bytes);
}

}  // namespace continuo::picture
