// A take on disk: .wav, .mid, and the .json recipe that replays it bit for bit.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "compose/composer.h"
#include "dsp/stereo.h"
#include "score/score.h"
#include "synth/mix.h"
#include "synth/soundfont.h"

namespace continuo {

// Everything that shaped a take. Fingerprints tell on replay whether the ingredients and the result
// are the same.
struct Recipe {
  std::string prompt;
  std::string model;  // a name that the model folder search knows, or a path
  std::string model_fingerprint;
  ComposeSettings settings;
  Plan plan;     // the whole plan
  int bars = 0;  // bars that were kept: fewer than the plan's where the take was stopped early
  int mix = kMixVersion;  // that rendered it
  std::string soundfont;  // file name
  std::string soundfont_fingerprint;
  std::string notes_fingerprint;        // of the .mid file
  std::string audio_fingerprint;        // of the samples
  std::vector<std::string> stems = {};  // file names, where the take was written part by part, too
  int stems_lowered_db = 0;             // all of them, so that none clips
};

// What sampling settings may be, in recipes and on the command line.
inline constexpr double kMostTemperature = 4;
inline constexpr int kMostTopK = 65536;
inline constexpr double kMostGuidance = 20;

std::string recipe_to_json(const Recipe& recipe);
// Strict: unknown, missing and ill-typed fields throw Error(kInput) with the field's name.
Recipe recipe_from_json(std::string_view text);

struct TakePaths {
  std::filesystem::path wav, mid, json;
};
// x.wav, x.mid and x.json for any of them. Throws Error(kUsage) for another extension, Error(kIo)
// where the folder does not exist or cannot be written to.
TakePaths take_paths(const std::filesystem::path& out);
// take-upbeat-ragtime-piano.wav and so on in `folder`: from the words, with a number where the name
// is taken.
TakePaths fresh_take_paths(std::string_view prompt, const std::filesystem::path& folder);

inline constexpr double kTargetLoudness_lufs = -16.0;
inline constexpr double kTruePeakCeiling_db = -1.0;

// Renders at -16 LUFS with a true peak under -1 dBTP; a loop as long as its bars, what rings over
// its end coming in at its beginning. `gains`: see normalise_loudness. Throws Error(kCancelled) soon
// after `cancel` became true.
Stereo render_take(const Score& score, SoundfontRenderer& renderer, bool loop = false,
                   std::vector<float>* gains = nullptr, const std::atomic<bool>* cancel = nullptr);

// Fills in the recipe's fingerprints: of the MIDI file's bytes, and of the samples.
void fingerprint_take(const Score& score, const Stereo& sound, Recipe& recipe);

class StemFiles;

// Writes all three over what is there, each whole or not at all, the recipe last. Where there are
// stems they come first, and the recipe tells of them.
void save_take(const TakePaths& paths, const Score& score, const Stereo& sound, Recipe recipe,
               StemFiles* stems = nullptr);

}  // namespace continuo
