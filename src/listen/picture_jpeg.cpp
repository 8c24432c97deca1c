// JPEG through libjpeg-turbo, row by row, decoded at an eighth where it is large.

#include <cstdio>  // jpeglib.h needs it
//
#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <optional>
#include <string>

#include "base/error.h"
#include "listen/picture_copy.h"

namespace continuo {

namespace {

// All that decoding needs lies here, so that a jump out of libjpeg passes no destructor.
struct Decoder {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf out{};
  std::array<char, JMSG_LENGTH_MAX> complaint{};
  std::optional<PictureCopy> copy;
  std::vector<JSAMPLE> row;

  ~Decoder() { jpeg_destroy_decompress(&jpeg); }
};

[[noreturn]] void on_error(j_common_ptr jpeg) {
  auto& decoder = *static_cast<Decoder*>(jpeg->client_data);
  decoder.errors.format_message(jpeg, decoder.complaint.data());
  std::longjmp(decoder.out, 1);
}

void on_message(j_common_ptr, int) {}

// A picture of many passes costs much more time than its size says.
void on_progress(j_common_ptr jpeg) {
  const auto& decompress = *reinterpret_cast<j_decompress_ptr>(jpeg);
  if (decompress.input_scan_number <= kMostJpegScans) return;
  auto& decoder = *static_cast<Decoder*>(jpeg->client_data);
  std::snprintf(decoder.complaint.data(), decoder.complaint.size(), "more than %d passes",
                kMostJpegScans);
  std::longjmp(decoder.out, 1);
}

bool read_header(Decoder& decoder, std::string_view bytes) {
  if (setjmp(decoder.out) != 0) return false;
  decoder.jpeg.client_data = &decoder;
  jpeg_create_decompress(&decoder.jpeg);
  decoder.jpeg.client_data = &decoder;
  decoder.jpeg.progress = &decoder.progress;
  jpeg_mem_src(&decoder.jpeg, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&decoder.jpeg, TRUE);
  return true;
}

bool start(Decoder& decoder) {
  if (setjmp(decoder.out) != 0) return false;
  const bool inks = decoder.jpeg.num_components == 4;
  decoder.jpeg.out_color_space = inks ? JCS_CMYK : JCS_RGB;
  decoder.jpeg.dct_method = JDCT_ISLOW;
  decoder.jpeg.do_fancy_upsampling = FALSE;
  jpeg_start_decompress(&decoder.jpeg);
  return true;
}

bool read_rows(Decoder& decoder) {
  if (setjmp(decoder.out) != 0) return false;
  jpeg_decompress_struct& jpeg = decoder.jpeg;
  const bool inks = jpeg.output_components == 4;
  // Adobe's programs write how much ink is missing.
  const unsigned inverted = jpeg.saw_Adobe_marker ? 0 : 255;
  while (jpeg.output_scanline < jpeg.output_height) {
    const size_t y = jpeg.output_scanline;
    JSAMPLE* row = decoder.row.data();
    jpeg_read_scanlines(&jpeg, &row, 1);
    for (size_t x = 0; x < jpeg.output_width; ++x, row += jpeg.output_components) {
      const unsigned light = inks ? row[3] ^ inverted : 255;
      const auto colour = [&](int i) { return inks ? (row[i] ^ inverted) * light / 255 : row[i]; };
      decoder.copy->add(x, y, colour(0), colour(1), colour(2));
    }
  }
  return true;
}

[[noreturn]] void damaged(const Decoder& decoder) {
  fail(ErrorKind::kInput, "picture", "a damaged JPEG: {}.", decoder.complaint.data());
}

}  // namespace

Picture read_jpeg(std::string_view bytes) {
  Decoder decoder;
  decoder.jpeg.err = jpeg_std_error(&decoder.errors);
  decoder.errors.error_exit = on_error;
  decoder.errors.emit_message = on_message;
  decoder.progress.progress_monitor = on_progress;
  if (!read_header(decoder, bytes)) damaged(decoder);
  jpeg_decompress_struct& jpeg = decoder.jpeg;
  const bool passes = jpeg_has_multiple_scans(&jpeg) == TRUE;
  const size_t most = passes ? kMostProgressivePixels : kMostPicturePixels;
  const uint32_t width = jpeg.image_width, height = jpeg.image_height;
  (void)PictureCopy(width, height, most);  // before anything is allocated for it
  jpeg.scale_num = 1;
  jpeg.scale_denom = std::max(width, height) >= 16 * kPictureSide ? 8 : 1;
  if (!start(decoder)) damaged(decoder);
  decoder.copy.emplace(jpeg.output_width, jpeg.output_height, most);
  decoder.row.resize(static_cast<size_t>(jpeg.output_width) *
                     static_cast<size_t>(jpeg.output_components));
  if (!read_rows(decoder)) damaged(decoder);
  Picture picture = decoder.copy->finished();
  picture.original_width = static_cast<int>(width);
  picture.original_height = static_cast<int>(height);
  return picture;
}

}  // namespace continuo
