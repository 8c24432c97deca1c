// Sound aloud through ALSA, where there is a device.
#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>

#include "dsp/stereo.h"

namespace continuo {

// An open sound device that is fed piece by piece. Belongs to one thread.
class Player {
 public:
  // Nothing, and nothing said, where there is no such device.
  static std::unique_ptr<Player> open(int rate_hz = kSampleRateHz,
                                      const std::string& device = "default");
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  // Waits for room in the device's buffer (about 0.2 s). False where the device went away or
  // `cancel` became true.
  bool write(std::span<const float> interleaved, const std::atomic<bool>* cancel = nullptr);
  // Waits until all that was written has been heard.
  bool drain(const std::atomic<bool>* cancel = nullptr);

 private:
  explicit Player(void* device) : device_(device) {}
  void* device_;  // snd_pcm_t
};

// Plays a whole sound; returns when it is over or cancelled. False where it was not heard to its
// end.
bool play(const Stereo& sound, const std::atomic<bool>* cancel = nullptr,
          const std::string& device = "default");

}  // namespace continuo
