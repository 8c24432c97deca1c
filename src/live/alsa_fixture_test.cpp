#include "live/alsa_fixture_test.h"

#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "base/files.h"

namespace {

std::atomic<bool> has_mixer{false};
std::atomic<bool> unplugged{false};
char mixer;  // its address stands for the mixer

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// RtAudio lists a "default" device where there is a mixer of that name, which needs a card.
extern "C" int snd_ctl_open(snd_ctl_t** ctl, const char* name, int mode) {
  static auto* const own = real<int(snd_ctl_t**, const char*, int)>("snd_ctl_open");
  if (!has_mixer || std::strcmp(name, "default") != 0) return own(ctl, name, mode);
  *ctl = reinterpret_cast<snd_ctl_t*>(&mixer);
  return 0;
}

extern "C" int snd_ctl_close(snd_ctl_t* ctl) {
  static auto* const own = real<int(snd_ctl_t*)>("snd_ctl_close");
  return ctl == reinterpret_cast<snd_ctl_t*>(&mixer) ? 0 : own(ctl);
}

extern "C" snd_pcm_sframes_t snd_pcm_writei(snd_pcm_t* pcm, const void* buffer,
                                            snd_pcm_uframes_t size) {
  static auto* const own =
      real<snd_pcm_sframes_t(snd_pcm_t*, const void*, snd_pcm_uframes_t)>("snd_pcm_writei");
  return unplugged ? -ENODEV : own(pcm, buffer, size);
}

namespace continuo {

namespace {

constexpr size_t kKeptSamples = 2 * 200000;

}  // namespace

AlsaFixture::AlsaFixture() {
  folder_ = std::filesystem::temp_directory_path() / fmt::format("continuo_alsa_{}", ::getpid());
  std::filesystem::create_directories(folder_);
  const std::string pipe = (folder_ / "heard").string();
  if (::mkfifo(pipe.c_str(), 0600) != 0) throw std::runtime_error("mkfifo");
  pipe_ = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK);
  if (pipe_ < 0) throw std::runtime_error("open");
  write_text(folder_ / "alsa.conf",
             fmt::format("pcm.default {{ type file slave.pcm {{ type null }} file \"{}\" "
                         "format raw }}\n",
                         pipe));
  if (const char* before = std::getenv("ALSA_CONFIG_PATH")) config_before_ = before;
  ::setenv("ALSA_CONFIG_PATH", (folder_ / "alsa.conf").c_str(), 1);
  unplugged = false;
  has_mixer = true;
  thread_ = std::thread([this] { drain(); });
}

AlsaFixture::~AlsaFixture() {
  has_mixer = false;
  if (config_before_) {
    ::setenv("ALSA_CONFIG_PATH", config_before_->c_str(), 1);
  } else {
    ::unsetenv("ALSA_CONFIG_PATH");
  }
  ended_ = true;
  thread_.join();
  ::close(pipe_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void AlsaFixture::unplug() { unplugged = true; }

void AlsaFixture::drain() {
  std::array<float, 8192> piece;
  while (!ended_) {
    pollfd ready{pipe_, POLLIN, 0};
    constexpr int kWait_ms = 20;
    if (::poll(&ready, 1, kWait_ms) <= 0) continue;
    const ssize_t bytes = ::read(pipe_, piece.data(), sizeof piece);
    if (bytes <= 0) continue;
    const std::lock_guard lock(mutex_);
    const size_t count =
        std::min(static_cast<size_t>(bytes) / sizeof(float), kKeptSamples - heard_.size());
    heard_.insert(heard_.end(), piece.begin(), piece.begin() + static_cast<ptrdiff_t>(count));
  }
}

std::vector<float> AlsaFixture::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

void AlsaFixture::forget() {
  const std::lock_guard lock(mutex_);
  heard_.clear();
}

}  // namespace continuo
