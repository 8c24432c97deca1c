#include "take_text.h"

#include <fmt/format.h>

#include <cstdio>

#include "dsp/playback.h"

namespace continuo {

std::string saved_text(const TakePaths& paths, const Stereo& sound) {
  return fmt::format("{} ({:.1f} s), {}, {}", paths.wav.string(), sound.seconds(),
                     paths.mid.filename().string(), paths.json.filename().string());
}

void play_aloud(const Stereo& sound, const std::atomic<bool>& cancel) {
  std::fflush(stdout);
  if (!play(sound, &cancel) && !cancel) fmt::print("not played: no sound device was found\n");
}

}  // namespace continuo
