// PNG through libpng, row by row; interlaced pictures pass by pass.

#include <png.h>

#include <csetjmp>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "listen/picture_copy.h"

namespace continuo {

namespace {

constexpr png_alloc_size_t kMostChunkBytes = 4 << 20;  // of text and profiles, which are skipped
constexpr png_uint_32 kLongestSide = 1 << 20;

// All that decoding needs lies here, so that a jump out of libpng passes no destructor.
struct Decoder {
  std::string_view bytes;
  size_t at = 0;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::optional<PictureCopy> copy;
  std::vector<png_byte> row;
  std::string complaint;

  ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
};

void on_error(png_structp png, png_const_charp message) {
  static_cast<Decoder*>(png_get_error_ptr(png))->complaint = message;
  png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_read(png_structp png, png_bytep to, size_t count) {
  auto& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
  if (count > decoder.bytes.size() - decoder.at) png_error(png, "it ends early");
  std::memcpy(to, decoder.bytes.data() + decoder.at, count);
  decoder.at += count;
}

// False where libpng gave up.
bool read_header(Decoder& decoder) {
  if (setjmp(png_jmpbuf(decoder.png)) != 0) return false;
  png_set_read_fn(decoder.png, &decoder, on_read);
  png_set_user_limits(decoder.png, kLongestSide, kLongestSide);
  png_set_chunk_malloc_max(decoder.png, kMostChunkBytes);
  png_set_chunk_cache_max(decoder.png, 16);
  png_read_info(decoder.png, decoder.info);
  // Whatever it is, it becomes red, green, blue and alpha of eight bits.
  png_set_expand(decoder.png);
  png_set_scale_16(decoder.png);
  png_set_gray_to_rgb(decoder.png);
  png_set_add_alpha(decoder.png, 0xFF, PNG_FILLER_AFTER);
  png_read_update_info(decoder.png, decoder.info);
  return true;
}

void add_row(Decoder& decoder, png_uint_32 columns, size_t first, size_t step, size_t y) {
  const png_byte* pixel = decoder.row.data();
  for (png_uint_32 i = 0; i < columns; ++i, pixel += 4) {
    const unsigned alpha = pixel[3];
    const auto before_white = [&](unsigned colour) {
      return (colour * alpha + 255 * (255 - alpha) + 127) / 255;
    };
    decoder.copy->add(first + i * step, y, before_white(pixel[0]), before_white(pixel[1]),
                      before_white(pixel[2]));
  }
}

bool read_rows(Decoder& decoder, png_uint_32 width, png_uint_32 height, bool interlaced) {
  if (setjmp(png_jmpbuf(decoder.png)) != 0) return false;
  for (int pass = 0; pass < (interlaced ? 7 : 1); ++pass) {
    const png_uint_32 columns = interlaced ? PNG_PASS_COLS(width, pass) : width;
    const png_uint_32 rows = interlaced ? PNG_PASS_ROWS(height, pass) : height;
    if (columns == 0) continue;
    for (png_uint_32 row = 0; row < rows; ++row) {
      png_read_row(decoder.png, decoder.row.data(), nullptr);
      if (interlaced) {
        add_row(decoder, columns, PNG_PASS_START_COL(pass), PNG_PASS_COL_OFFSET(pass),
                PNG_ROW_FROM_PASS_ROW(row, pass));
      } else {
        add_row(decoder, columns, 0, 1, row);
      }
    }
  }
  return true;
}

[[noreturn]] void damaged(const Decoder& decoder) {
  fail(ErrorKind::kInput, "picture", "a damaged PNG: {}.", decoder.complaint);
}

}  // namespace

Picture read_png(std::string_view bytes) {
  Decoder decoder;
  decoder.bytes = bytes;
  decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, on_error, on_warning);
  if (decoder.png != nullptr) decoder.info = png_create_info_struct(decoder.png);
  if (decoder.info == nullptr) fail(ErrorKind::kInternal, "picture", "libpng could not start.");
  if (!read_header(decoder)) damaged(decoder);
  const png_uint_32 width = png_get_image_width(decoder.png, decoder.info);
  const png_uint_32 height = png_get_image_height(decoder.png, decoder.info);
  decoder.copy.emplace(width, height, kMostPicturePixels);
  const size_t row_bytes = png_get_rowbytes(decoder.png, decoder.info);
  if (row_bytes != size_t{4} * width)
    fail(ErrorKind::kInput, "picture", "a PNG whose rows have {} bytes.", row_bytes);
  decoder.row.resize(row_bytes);
  const bool interlaced = png_get_interlace_type(decoder.png, decoder.info) == PNG_INTERLACE_ADAM7;
  if (!read_rows(decoder, width, height, interlaced)) damaged(decoder);
  return decoder.copy->finished();
}

}  // namespace continuo
