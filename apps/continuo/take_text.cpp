#include "take_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>

#include "dsp/playback.h"

namespace continuo {

std::string saved_text(const TakePaths& paths, const Stereo& sound) {
  return fmt::format("{} ({:.1f} s), {}, {}", paths.wav.string(), sound.seconds(),
                     paths.mid.filename().string(), paths.json.filename().string());
}

std::string stems_text(const StemFiles& stems) {
  const std::string lowered =
      stems.lowered_db() == 0 ? "" : fmt::format(", {} dB lower than the take", stems.lowered_db());
  return fmt::format("{} stems{}: {}", stems.names().size(), lowered,
                     fmt::join(stems.names(), ", "));
}

void play_aloud(const Stereo& sound, const std::atomic<bool>& cancel) {
  std::fflush(stdout);
  if (!play(sound, &cancel) && !cancel) fmt::print("not played: no sound device was found\n");
}

}  // namespace continuo
