#include "dsp/sound_bytes.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "base/error.h"

namespace continuo {

namespace {

constexpr size_t kPieceFrames = 48000;

// What libsndfile takes for a file: bytes that grow, and a place in them.
struct Memory {
  std::string bytes;
  size_t at = 0;
};

Memory& memory(void* user) { return *static_cast<Memory*>(user); }

sf_count_t length(void* user) { return static_cast<sf_count_t>(memory(user).bytes.size()); }

sf_count_t seek(sf_count_t offset, int whence, void* user) {
  Memory& file = memory(user);
  const sf_count_t from = whence == SEEK_SET   ? 0
                          : whence == SEEK_CUR ? static_cast<sf_count_t>(file.at)
                                               : length(user);
  file.at = static_cast<size_t>(std::clamp<sf_count_t>(from + offset, 0, length(user)));
  return static_cast<sf_count_t>(file.at);
}

sf_count_t read(void* to, sf_count_t count, void* user) {
  Memory& file = memory(user);
  const size_t got = std::min(static_cast<size_t>(count), file.bytes.size() - file.at);
  std::memcpy(to, file.bytes.data() + file.at, got);
  file.at += got;
  return static_cast<sf_count_t>(got);
}

sf_count_t write(const void* from, sf_count_t count, void* user) {
  Memory& file = memory(user);
  const auto size = static_cast<size_t>(count);
  if (file.at + size > file.bytes.size()) file.bytes.resize(file.at + size);
  std::memcpy(file.bytes.data() + file.at, from, size);
  file.at += size;
  return count;
}

sf_count_t tell(void* user) { return static_cast<sf_count_t>(memory(user).at); }

// libsndfile's level 0 is the highest rate that MPEG has for this sampling rate, 1 the lowest; LAME
// takes the nearest that there is.
double compression_level(int rate_hz, int kbps) {
  const double highest = rate_hz >= 32000 ? 320 : rate_hz >= 16000 ? 160 : 64;
  const double lowest = rate_hz >= 32000 ? 32 : 8;
  return std::clamp((highest - kbps) / (highest - lowest), 0.0, 1.0);
}

}  // namespace

bool is_mp3_rate(int rate_hz) {
  constexpr std::array<int, 9> kRates = {8000,  11025, 12000, 16000, 22050,
                                         24000, 32000, 44100, 48000};
  return std::find(kRates.begin(), kRates.end(), rate_hz) != kRates.end();
}

std::string sound_bytes(const Stereo& sound, const SoundBytesOptions& options,
                        const std::function<bool()>& go_on) {
  const bool mp3 = options.format == SoundFormat::kMp3;
  if (mp3 && !is_mp3_rate(sound.rate_hz)) {
    fail(ErrorKind::kInput, "sound", "sampling rate: expected one that MP3 has, found {} Hz.",
         sound.rate_hz);
  }
  Memory file;
  SF_INFO info{};
  info.samplerate = sound.rate_hz;
  info.channels = 2;
  info.format = mp3 ? SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III : SF_FORMAT_WAV | SF_FORMAT_PCM_16;
  SF_VIRTUAL_IO calls{length, seek, read, write, tell};
  std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> writer(
      sf_open_virtual(&calls, SFM_WRITE, &info, &file), sf_close);
  if (!writer) {
    fail(ErrorKind::kInternal, "sound", "{}: libsndfile cannot write it: {}.", mp3 ? "MP3" : "WAV",
         sf_strerror(nullptr));
  }
  sf_command(writer.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
  if (mp3) {
    int constant = SF_BITRATE_MODE_CONSTANT;
    double level = compression_level(sound.rate_hz, options.kbps);
    sf_command(writer.get(), SFC_SET_BITRATE_MODE, &constant, sizeof constant);
    sf_command(writer.get(), SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
  }
  for (size_t at = 0; at < sound.frames(); at += kPieceFrames) {
    if (go_on && !go_on()) fail(ErrorKind::kCancelled, "sound", "cancelled.");
    const auto frames = static_cast<sf_count_t>(std::min(kPieceFrames, sound.frames() - at));
    if (sf_writef_float(writer.get(), sound.samples.data() + 2 * at, frames) != frames)
      fail(ErrorKind::kInternal, "sound", "{}.", sf_strerror(writer.get()));
  }
  sf_close(writer.release());  // the header comes last
  return std::move(file.bytes);
}

}  // namespace continuo
