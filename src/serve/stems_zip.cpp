#include "serve/stems_zip.h"

#include <array>
#include <cstring>

#include "base/error.h"
#include "dsp/stereo.h"

namespace continuo {

namespace {

constexpr size_t kHeaderBytes = 58;
constexpr size_t kFrameBytes = 2 * sizeof(float);

// RIFF, a format chunk of float, and the chunk of facts that goes with it.
std::array<uint8_t, kHeaderBytes> wav_header(size_t frames) {
  std::array<uint8_t, kHeaderBytes> header{};
  size_t at = 0;
  const auto word = [&](const char* text) {
    std::memcpy(header.data() + at, text, 4);
    at += 4;
  };
  const auto number = [&](uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) header[at++] = static_cast<uint8_t>(value >> (8 * i));
  };
  const uint64_t data = frames * kFrameBytes;
  word("RIFF");
  number(kHeaderBytes - 8 + data, 4);
  word("WAVE");
  word("fmt ");
  number(18, 4);
  number(3, 2);  // IEEE float
  number(2, 2);
  number(kSampleRateHz, 4);
  number(kSampleRateHz * kFrameBytes, 4);
  number(kFrameBytes, 2);
  number(32, 2);
  number(0, 2);
  word("fact");
  number(4, 4);
  number(frames, 4);
  word("data");
  number(data, 4);
  return header;
}

}  // namespace

void write_stems(const Score& score, const PlayStem& play, std::span<const float> gains,
                 ZipStream::Sink sink) {
  const size_t frames = gains.size();
  if (frames * kFrameBytes + kHeaderBytes > UINT32_MAX) {
    fail(ErrorKind::kInput, "stems", "expected at most 3 hours of sound, found {} sample frames.",
         frames);
  }
  ZipStream zip(std::move(sink));
  for (const size_t part : stem_parts(score)) {
    zip.begin_file(stem_name(score, part) + ".wav", kHeaderBytes + frames * kFrameBytes);
    zip.write(wav_header(frames));
    render_stem(play, part, gains, [&](std::span<const float> samples) {
      zip.write({reinterpret_cast<const uint8_t*>(samples.data()), samples.size_bytes()});
    });
  }
  zip.finish();
}

}  // namespace continuo
