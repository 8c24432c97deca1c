// A take of an audio model on disk: .wav, and the .json recipe that replays it bit for bit.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "compose/audio_composer.h"
#include "compose/take.h"

namespace continuo {

// A sound file that a take was made from. The recipe does not hold it: replay needs the file.
struct SourceSound {
  std::string name;  // the path that the user gave
  std::string fingerprint;
};

// Everything that shaped the take. Fingerprints tell on replay whether model and result are the
// same.
struct AudioRecipe {
  std::string prompt;
  std::string model;  // a name that the model search knows, or a path
  std::string model_fingerprint;
  std::string model_licence;     // of its weights; empty where nothing names it
  std::optional<DType> weights;  // how its matrices were held; none as formats_for has it
  AudioSettings settings;
  std::optional<SourceSound> melody;
  std::optional<SourceSound> beginning;
  double seconds = 0;       // of what is new, that were asked for
  double seconds_kept = 0;  // fewer where the take was stopped early
  std::string audio_fingerprint;
};

inline constexpr double kLongestAudio_s = 3600;

std::string recipe_to_json(const AudioRecipe& recipe);
// Strict, as recipe_from_json.
AudioRecipe audio_recipe_from_json(std::string_view text);
// True for the recipe of an audio model's take, false for one with notes. Throws Error(kInput) for
// what is no JSON object.
bool is_audio_recipe(std::string_view text);

// Brings sound to a take's loudness and fills in its fingerprint.
void finish_take(Stereo& sound, AudioRecipe& recipe);

// Writes .wav and .json over what is there, each whole or not at all, the recipe last.
void save_take(const TakePaths& paths, const Stereo& sound, const AudioRecipe& recipe);

}  // namespace continuo
