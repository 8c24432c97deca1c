#include "render_take.h"

#include <fmt/format.h>

namespace continuo {

Stereo render_take(const Score& score, SoundfontRenderer& renderer) {
  Stereo sound = render(score, renderer);
  normalise_loudness(sound, kTargetLoudness_lufs, kTruePeakCeiling_db);
  return sound;
}

std::string saved_text(const TakePaths& paths, const Stereo& sound) {
  return fmt::format("{} ({:.1f} s), {}, {}", paths.wav.string(), sound.seconds(),
                     paths.mid.filename().string(), paths.json.filename().string());
}

}  // namespace continuo
