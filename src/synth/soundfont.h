// Scores to sound: FluidSynth in this process, with a General MIDI soundfont.
//
// Note times are those of Score::seconds_at on the synthesiser's grid of 64 sample frames (1.3 ms).
// The same notes give the same samples, bit for bit, whether they come at once or bar by bar, and
// however the sound is pulled.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "dsp/stereo.h"
#include "score/score.h"

namespace continuo {

// The given path, else the first of Debian's General MIDI soundfonts that is installed.
// Throws Error(kMissing) that says what to install.
std::filesystem::path find_soundfont(const std::filesystem::path& given = {});

// Renders a piece that may still be growing. Belongs to one thread at a time.
//
//   renderer.begin(plan);
//   renderer.feed(score, score.bars[k].end());  // each time bars have been added
//   while (renderer.ready() > 0) renderer.pull(block);
//   renderer.finish(score);
//   while (!renderer.done()) renderer.pull(block);
class SoundfontRenderer {
 public:
  // Throws Error(kMissing) or Error(kInput) where there is no soundfont, or none that can be read.
  explicit SoundfontRenderer(const std::filesystem::path& soundfont = {});
  ~SoundfontRenderer();
  SoundfontRenderer(SoundfontRenderer&&) noexcept;
  SoundfontRenderer& operator=(SoundfontRenderer&&) noexcept;

  // Forgets everything; seats the plan's parts and loads their instruments. Where `alone` is given,
  // all of them play and that program alone is heard: such sounds add up to the whole.
  void begin(const Plan& plan, std::optional<int> alone = std::nullopt);

  // Takes the notes that start before `until_tick`. The score must hold all its bars and notes
  // before that tick, and those given earlier unchanged. What is not later than an earlier call is
  // ignored.
  void feed(const Score& score, int until_tick);
  // Takes the rest; the last notes ring out for at most four seconds and fade.
  void finish(const Score& score);

  // Sample frames that can be pulled now; after finish() an upper bound, since the end comes when
  // all is silent.
  size_t ready() const;
  // Fills as much of `interleaved` as can be; returns the sample frames written.
  size_t pull(std::span<float> interleaved);
  bool done() const;
  // The sample frame that comes next, from the start of the piece.
  size_t position() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A whole piece at once, at the synthesiser's own level (see normalise_loudness). Throws
// Error(kCancelled) soon after `cancel` became true.
Stereo render(const Score& score, SoundfontRenderer& renderer,
              const std::atomic<bool>* cancel = nullptr);

}  // namespace continuo
