// FluidSynth behind one small class: settings, errors instead of its log, blocks of sound.
#pragma once

#include <array>
#include <filesystem>
#include <memory>

#include "synth/mix.h"

namespace continuo {

inline constexpr size_t kFluidBlockFrames = 64;  // FluidSynth's own grid: notes begin at its blocks

class Fluid {
 public:
  // One channel a program, and one for the drum kit.
  static constexpr int kChannels = 144;

  // Throws Error(kInput) where `soundfont` cannot be read.
  explicit Fluid(const std::filesystem::path& soundfont);
  ~Fluid();
  Fluid(const Fluid&) = delete;
  Fluid& operator=(const Fluid&) = delete;

  const std::filesystem::path& soundfont() const { return soundfont_; }

  // Gives a seat's program its instrument and controllers on the channel of that number. Where the
  // soundfont lacks the program, its family's first serves, then any; `kit` is the drum kit's
  // program.
  void seat(const Seat& seat, int kit);

  void note_on(int channel, int key, int velocity);
  void note_off(int channel, int key);
  void block(std::array<float, 2 * kFluidBlockFrames>& interleaved);

 private:
  struct Synth;

  std::filesystem::path soundfont_;
  std::unique_ptr<Synth> synth_;
};

}  // namespace continuo
