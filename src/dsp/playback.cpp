#include "dsp/playback.h"

#include <alsa/asoundlib.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>
#include <vector>

namespace continuo {

namespace {

constexpr unsigned kBufferUs = 200000;
constexpr size_t kPieceFrames = 1024;
constexpr int kWaitMs = 50;  // how soon a cancelled player notices

snd_pcm_t* handle(void* device) { return static_cast<snd_pcm_t*>(device); }

// ALSA reports to stderr whatever it did not find on its way to a device; that is not our user's
// concern.
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

int16_t to_int16(float sample) {
  return static_cast<int16_t>(std::lrint(std::clamp(sample, -1.0f, 1.0f) * 32767.0f));
}

}  // namespace

std::unique_ptr<Player> Player::open(int rate_hz, const std::string& device) {
  snd_lib_error_set_handler(say_nothing);
  snd_pcm_t* pcm = nullptr;
  if (snd_pcm_open(&pcm, device.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK) < 0)
    return nullptr;
  constexpr int kResample = 1;
  if (snd_pcm_set_params(pcm, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 2,
                         static_cast<unsigned>(rate_hz), kResample, kBufferUs) < 0) {
    snd_pcm_close(pcm);
    return nullptr;
  }
  return std::unique_ptr<Player>(new Player(pcm));
}

Player::~Player() {
  snd_pcm_drop(handle(device_));
  snd_pcm_close(handle(device_));
}

bool Player::write(std::span<const float> interleaved, const std::atomic<bool>* cancel) {
  std::vector<int16_t> piece(2 * kPieceFrames);
  size_t done = 0;
  const size_t frames = interleaved.size() / 2;
  while (done < frames) {
    if (cancel && cancel->load(std::memory_order_relaxed)) return false;
    const size_t count = std::min(kPieceFrames, frames - done);
    for (size_t i = 0; i < 2 * count; ++i) piece[i] = to_int16(interleaved[2 * done + i]);
    const snd_pcm_sframes_t put = snd_pcm_writei(handle(device_), piece.data(), count);
    if (put == -EAGAIN) {
      snd_pcm_wait(handle(device_), kWaitMs);
    } else if (put < 0) {
      if (snd_pcm_recover(handle(device_), static_cast<int>(put), 1) < 0) return false;
    } else {
      done += static_cast<size_t>(put);
    }
  }
  return true;
}

bool Player::drain(const std::atomic<bool>* cancel) {
  // The device starts by itself only when its buffer is full, which a short sound never fills.
  if (snd_pcm_state(handle(device_)) == SND_PCM_STATE_PREPARED) snd_pcm_start(handle(device_));
  while (snd_pcm_drain(handle(device_)) == -EAGAIN) {
    if (cancel && cancel->load(std::memory_order_relaxed)) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

bool play(const Stereo& sound, const std::atomic<bool>* cancel, const std::string& device) {
  const std::unique_ptr<Player> player = Player::open(sound.rate_hz, device);
  return player && player->write(sound.samples, cancel) && player->drain(cancel);
}

}  // namespace continuo
