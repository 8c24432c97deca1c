// Plays sound events: a synthesiser with levels that ramp, a tone control and the mix's bus behind
// it.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "dsp/mix_bus.h"
#include "dsp/tone.h"
#include "score/instrument.h"
#include "synth/fluid.h"
#include "synth/sound_events.h"

namespace continuo {

// Belongs to one thread at a time.
class EventSynth {
 public:
  // `mix`: which version of it; the first had no bus.
  explicit EventSynth(std::shared_ptr<SoundfontStore> store, int mix = kMixVersion);
  // Lets one program be heard of all that it plays: see Fluid.
  EventSynth(std::shared_ptr<SoundfontStore> store, int alone, const std::vector<int>& programs,
             int mix = kMixVersion);

  static constexpr size_t kBlockFrames = kFluidBlockFrames;
  using Block = std::array<float, 2 * kBlockFrames>;

  // Takes effect with the next block. Notes of programs that have no seat are not heard. Quick where
  // the note's samples were decoded (SoundfontStore::prepare).
  void play(const SoundEvent& event);
  // Levels and tone stand where they were told to go, without moving there.
  void settle();
  // 48 kHz interleaved stereo.
  void block(Block& interleaved);

 private:
  struct Level {
    int now = 0;
    int target = 0;
    int said = 127;  // the controller's value
    bool seated = false;
  };
  void move(int program, bool at_once);

  Fluid fluid_;
  Tone tone_;
  std::optional<MixBus> bus_;
  std::array<Level, kProgramCount> levels_;
};

}  // namespace continuo
