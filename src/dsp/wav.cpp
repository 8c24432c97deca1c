#include "dsp/wav.h"

#include <sndfile.h>
#include <unistd.h>

#include <cerrno>
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

void WavWriter::mark_loop(size_t frames) {
  if (!file_) fail(ErrorKind::kInternal, "wav", "{}: marked after it was closed.", path_.string());
  SF_INSTRUMENT instrument{};
  instrument.gain = 1;
  instrument.basenote = 60;
  instrument.velocity_hi = instrument.key_hi = 127;
  instrument.loop_count = 1;
  instrument.loops[0].mode = SF_LOOP_FORWARD;
  instrument.loops[0].end = static_cast<uint32_t>(frames);
  if (sf_command(handle(file_.get()), SFC_SET_INSTRUMENT, &instrument, sizeof instrument) !=
      SF_TRUE)
    abandon(sf_strerror(handle(file_.get())));
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

void write_wav(const Stereo& sound, const fs::path& path, bool loop) {
  WavWriter writer(path, sound.rate_hz);
  if (loop) writer.mark_loop(sound.frames());
  writer.write(sound.samples);
  writer.commit();
}

}  // namespace continuo
