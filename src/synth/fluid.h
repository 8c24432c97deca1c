// FluidSynth behind one small class: settings, errors instead of its log, blocks of sound.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "synth/mix.h"
#include "synth/soundfont_bank.h"

namespace continuo {

inline constexpr size_t kFluidBlockFrames = 64;  // FluidSynth's own grid: notes begin at its blocks

class Fluid {
 public:
  // One channel a program, and one for the drum kit.
  static constexpr int kChannels = 144;

  explicit Fluid(std::shared_ptr<SoundfontBank> bank);
  // Plays all that it is told, and lets one of `programs`, those that will have seats, be heard:
  // such parts add up to the whole but for rounding. (Synthesisers that know of one part only do
  // not: a voice begins at the level of the note that had it before.) Throws Error(kInput) where
  // there are too many programs to tell them apart.
  Fluid(std::shared_ptr<SoundfontBank> bank, int alone, const std::vector<int>& programs);
  ~Fluid();
  Fluid(const Fluid&) = delete;
  Fluid& operator=(const Fluid&) = delete;

  const std::shared_ptr<SoundfontBank>& bank() const { return bank_; }

  // Gives a seat's program its instrument and controllers on the channel of that number. Where the
  // soundfont lacks the program, its family's first serves, then any; `kit` is the drum kit's
  // program.
  void seat(const Seat& seat, int kit);

  // What the reverb is from the next block on; notes that ring in it ring on.
  void room(const Room& room);

  // Decodes what a note of a seated channel needs, which note_on must not; throws Error(kInput).
  void prepare(int channel, int key, int velocity);
  void note_on(int channel, int key, int velocity);
  void note_off(int channel, int key);
  // Of all that a channel plays, beside its seat's volume: 0 silent, 127 as it is seated. Takes
  // effect smoothly over the next block.
  void expression(int channel, int value);
  void block(std::array<float, 2 * kFluidBlockFrames>& interleaved);

 private:
  struct Synth;
  void block_of_one(std::array<float, 2 * kFluidBlockFrames>& interleaved);

  std::shared_ptr<SoundfontBank> bank_;
  std::array<const SoundfontLayer*, kChannels> presets_{};
  std::unique_ptr<Synth> synth_;
  // Where one is heard alone: FluidSynth sends a channel to the output of its number's remainder.
  int outputs_ = 1;
  int heard_ = 0;
};

}  // namespace continuo
