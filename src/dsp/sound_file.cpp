#include "dsp/sound_file.h"

#include <fcntl.h>
#include <sndfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

#include "base/error.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr size_t kPieceFrames = 65536;
constexpr float kLoudest = 1e6f;  // far over any scale, and its square can still be summed

// A regular file: a pipe would wait for its other end, and a device need not end.
int open_regular(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 && errno == ENOENT)
    fail(ErrorKind::kMissing, "sound", "{}: no such file.", path.string());
  if (file < 0) fail(ErrorKind::kIo, "sound", "{}: {}.", path.string(), std::strerror(errno));
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) return file;
  ::close(file);
  fail(ErrorKind::kInput, "sound", "{}: expected a sound file, found {}.", path.string(),
       S_ISDIR(status.st_mode) ? "a folder" : "a pipe or a device");
}

class SoundFile {
 public:
  explicit SoundFile(const fs::path& path)
      : path_(path), file_(sf_open_fd(open_regular(path), SFM_READ, &info_, SF_TRUE), sf_close) {
    if (!file_) {
      std::string reason = sf_strerror(nullptr);
      while (reason.ends_with('\n') || reason.ends_with('.')) reason.pop_back();
      fail(ErrorKind::kInput, "sound", "{}: {}.", path_.string(), reason);
    }
    if (info_.channels < 1 || info_.channels > 2) {
      fail(ErrorKind::kInput, "sound",
           "{}: expected one or two channels, found {}. Mix it down first.", path_.string(),
           info_.channels);
    }
    if (info_.samplerate < 1000 || info_.samplerate > 384000) {
      fail(ErrorKind::kInput, "sound", "{}: expected 1 to 384 kHz, found {} Hz.", path_.string(),
           info_.samplerate);
    }
    piece_.resize(static_cast<size_t>(info_.channels) * kPieceFrames);
  }

  int rate_hz() const { return info_.samplerate; }
  size_t frames_of(double seconds) const {
    return static_cast<size_t>(std::ceil(seconds * info_.samplerate));
  }

  // Appends the next frames, `most` at most; false at the end. The length in a header is a claim,
  // not a fact: memory follows what is read.
  bool read(Stereo& sound, size_t most) {
    const auto channels = static_cast<size_t>(info_.channels);
    const auto wanted = static_cast<sf_count_t>(std::min(most, kPieceFrames));
    const sf_count_t got = sf_readf_float(file_.get(), piece_.data(), wanted);
    for (size_t i = 0; i < static_cast<size_t>(std::max<sf_count_t>(got, 0)); ++i) {
      for (size_t side = 0; side < 2; ++side) {
        const float sample = piece_[i * channels + std::min(side, channels - 1)];
        sound.samples.push_back(std::isfinite(sample) ? std::clamp(sample, -kLoudest, kLoudest)
                                                      : 0.0f);
      }
    }
    return got > 0;
  }

  // To near the end, at a whole second, where the file says where that is and has it.
  void skip_to_last(size_t frames) {
    const auto rate = static_cast<sf_count_t>(info_.samplerate);
    const sf_count_t before = (info_.frames - static_cast<sf_count_t>(frames)) / rate * rate;
    if (info_.seekable == 0 || info_.frames <= static_cast<sf_count_t>(frames) || before <= 0)
      return;
    if (sf_seek(file_.get(), before, SEEK_SET) == before) {
      Stereo first;
      if (read(first, 1) && sf_seek(file_.get(), before, SEEK_SET) == before) return;
    }
    sf_seek(file_.get(), 0, SEEK_SET);
  }

  void expect_sound(const Stereo& sound) const {
    if (sound.frames() == 0)
      fail(ErrorKind::kInput, "sound", "{}: expected sound, found none.", path_.string());
  }

 private:
  fs::path path_;
  SF_INFO info_{};
  std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file_;
  std::vector<float> piece_;
};

Stereo read_first(const fs::path& path, double seconds, bool refuse_longer) {
  SoundFile file(path);
  Stereo sound;
  sound.rate_hz = file.rate_hz();
  const size_t limit = file.frames_of(seconds);
  while (sound.frames() < limit && file.read(sound, limit - sound.frames())) {
  }
  Stereo more;
  if (refuse_longer && file.read(more, 1))
    fail(ErrorKind::kInput, "sound", "{}: expected at most {} s of sound.", path.string(), seconds);
  file.expect_sound(sound);
  return sound;
}

}  // namespace

Stereo read_sound(const fs::path& path, double limit_seconds) {
  return read_first(path, limit_seconds, true);
}

Stereo read_start_of_sound(const fs::path& path, double seconds) {
  return read_first(path, seconds, false);
}

Stereo read_end_of_sound(const fs::path& path, double seconds) {
  SoundFile file(path);
  Stereo sound;
  sound.rate_hz = file.rate_hz();
  const size_t wanted = file.frames_of(seconds);
  const auto second = static_cast<size_t>(file.rate_hz());
  const auto drop_old = [&](size_t over) {
    if (sound.frames() <= wanted + over) return;
    const size_t old = (sound.frames() - wanted) / second * second;
    sound.samples.erase(sound.samples.begin(),
                        sound.samples.begin() + static_cast<ptrdiff_t>(2 * old));
  };
  file.skip_to_last(wanted);
  while (file.read(sound, kPieceFrames))
    drop_old(wanted + kPieceFrames);  // seldom, as it moves all
  drop_old(0);
  file.expect_sound(sound);
  return sound;
}

}  // namespace continuo
