#include "dsp/wav.h"

#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <system_error>

#include "base/error.h"
#include "base/files.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr size_t kBytesPerFrame = 6;
constexpr size_t kMostFrames =
    (size_t{4} << 30) / kBytesPerFrame - 1024;  // RIFF counts bytes in 32 bits

SNDFILE* handle(void* file) { return static_cast<SNDFILE*>(file); }

}  // namespace

void WavWriter::Closer::operator()(void* file) const { sf_close(handle(file)); }

WavWriter::WavWriter(fs::path path, int rate_hz)
    : path_(std::move(path)), temporary_(temporary_beside(path_)) {
  SF_INFO info{};
  info.samplerate = rate_hz;
  info.channels = 2;
  info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_24;
  errno = 0;
  file_.reset(sf_open(temporary_.c_str(), SFM_WRITE, &info));
  if (!file_) abandon(errno != 0 ? std::strerror(errno) : sf_strerror(nullptr));
  sf_command(handle(file_.get()), SFC_SET_CLIPPING, nullptr, SF_TRUE);
}

WavWriter::~WavWriter() {
  if (!file_) return;
  file_.reset();
  ::unlink(temporary_.c_str());
}

void WavWriter::abandon(const std::string& reason) {
  file_.reset();
  ::unlink(temporary_.c_str());
  fail(ErrorKind::kIo, "wav", "{}: {} after {} frames. Check the folder and the free space.",
       path_.string(), reason, frames_);
}

void WavWriter::write(std::span<const float> interleaved) {
  if (!file_) fail(ErrorKind::kInternal, "wav", "{}: written after it was closed.", path_.string());
  const size_t frames = interleaved.size() / 2;
  if (frames_ + frames > kMostFrames) abandon("a WAV file holds at most 4 GiB");
  errno = 0;
  const sf_count_t put =
      sf_writef_float(handle(file_.get()), interleaved.data(), static_cast<sf_count_t>(frames));
  if (put != static_cast<sf_count_t>(frames)) {
    abandon(errno != 0 ? std::strerror(errno) : sf_strerror(handle(file_.get())));
  }
  frames_ += frames;
}

void WavWriter::commit() {
  if (!file_) fail(ErrorKind::kInternal, "wav", "{}: committed twice.", path_.string());
  errno = 0;
  const bool closed = sf_close(handle(file_.release())) == 0;
  std::error_code ignored;
  const auto size = fs::file_size(temporary_, ignored);
  // libsndfile writes the header last and does not always report that it could not.
  if (!closed || ignored || size < frames_ * kBytesPerFrame + 44) {
    abandon(errno != 0 ? std::strerror(errno) : "the file is shorter than the sound");
  }
  commit_temporary(temporary_, path_);
}

void write_wav(const Stereo& sound, const fs::path& path) {
  WavWriter writer(path, sound.rate_hz);
  writer.write(sound.samples);
  writer.commit();
}

Stereo read_sound(const fs::path& path, double limit_seconds) {
  std::error_code ignored;
  if (!fs::exists(path, ignored))
    fail(ErrorKind::kMissing, "sound", "{}: no such file.", path.string());
  SF_INFO info{};
  std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(sf_open(path.c_str(), SFM_READ, &info),
                                                   sf_close);
  if (!file) fail(ErrorKind::kInput, "sound", "{}: {}", path.string(), sf_strerror(nullptr));
  if (info.channels < 1 || info.channels > 2) {
    fail(ErrorKind::kInput, "sound", "{}: expected one or two channels, found {}.", path.string(),
         info.channels);
  }
  if (info.samplerate < 1000 || info.samplerate > 384000) {
    fail(ErrorKind::kInput, "sound", "{}: expected 1 to 384 kHz, found {} Hz.", path.string(),
         info.samplerate);
  }
  const double limit_frames = limit_seconds * info.samplerate;

  // Read in pieces: the length in a header is a claim, not a fact.
  Stereo sound;
  sound.rate_hz = info.samplerate;
  const auto channels = static_cast<size_t>(info.channels);
  std::vector<float> piece(channels * 65536);
  while (true) {
    const sf_count_t got = sf_readf_float(file.get(), piece.data(), 65536);
    if (got <= 0) break;
    for (size_t i = 0; i < static_cast<size_t>(got); ++i) {
      for (size_t side = 0; side < 2; ++side) {
        const float sample = piece[i * channels + std::min(side, channels - 1)];
        sound.samples.push_back(std::isfinite(sample) ? sample : 0.0f);
      }
    }
    if (static_cast<double>(sound.frames()) > limit_frames) {
      fail(ErrorKind::kInput, "sound", "{}: expected at most {} s of sound.", path.string(),
           limit_seconds);
    }
  }
  if (sound.frames() == 0)
    fail(ErrorKind::kInput, "sound", "{}: expected sound, found none.", path.string());
  return sound;
}

}  // namespace continuo
