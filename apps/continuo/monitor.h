// The sound device while a take of sound is composed.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsp/limiter.h"
#include "dsp/live_playback.h"
#include "dsp/playback.h"

namespace continuo {

// What is heard is as the model gives it, a little softer and its peaks held: the take's loudness is
// known only when it is whole. Without a device nothing happens.
class Monitor {
 public:
  explicit Monitor(const std::atomic<bool>& cancel);

  // The next samples of the take, and how much is still to come.
  void add(std::span<const float> sound, double to_come_s);
  // For the progress line: "playing", or "plays in 5.2 s"; empty where that is not known.
  std::string text() const;
  // Waits for the end of what plays. False where nothing was heard yet: nothing will be.
  bool finish();

 private:
  bool write(std::span<const float> piece);

  const std::atomic<bool>& cancel_;
  std::unique_ptr<Player> player_;
  Limiter limiter_;
  std::vector<float> held_;
  std::optional<LivePlayback> live_;  // last: its thread uses the others
};

}  // namespace continuo
