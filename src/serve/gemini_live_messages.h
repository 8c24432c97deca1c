// The messages of live music (BidiGenerateMusic) between JSON text and types; nothing here acts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "live/controls.h"

namespace continuo::gemini {

// In the order of their numbers on the wire.
enum class Playback { kUnspecified, kPlay, kPause, kStop, kResetContext };
enum class MusicMode { kUnspecified, kQuality, kDiversity, kVocalization };
// A set of seven pitch classes: that of the major scale on index - 1 semitones above C; 0 is unset.
inline constexpr std::array<std::string_view, 13> kScaleNames = {
    "SCALE_UNSPECIFIED",    "C_MAJOR_A_MINOR",           "D_FLAT_MAJOR_B_FLAT_MINOR",
    "D_MAJOR_B_MINOR",      "E_FLAT_MAJOR_C_MINOR",      "E_MAJOR_D_FLAT_MINOR",
    "F_MAJOR_D_MINOR",      "G_FLAT_MAJOR_E_FLAT_MINOR", "G_MAJOR_E_MINOR",
    "A_FLAT_MAJOR_F_MINOR", "A_MAJOR_G_FLAT_MINOR",      "B_FLAT_MAJOR_G_MINOR",
    "B_MAJOR_A_FLAT_MINOR"};

// Absent fields have their defaults: each message replaces all.
struct MusicConfig {
  std::optional<double> temperature;  // 0..3
  std::optional<int> top_k;           // 1..1000
  std::optional<int32_t> seed;
  std::optional<double> guidance;  // 0..6
  std::optional<int> bpm;          // 60..200
  std::optional<double> density;   // 0..1
  std::optional<double> brightness;
  size_t scale = 0;  // index into kScaleNames
  bool mute_bass = false;
  bool mute_drums = false;
  bool only_bass_and_drums = false;
  MusicMode mode = MusicMode::kUnspecified;
  bool operator==(const MusicConfig&) const = default;
};

struct SetupMessage {
  std::string model;
};
// As they came: a weight that is not given is 1.
struct PromptsMessage {
  std::vector<WeightedPrompt> prompts;
};
struct ConfigMessage {
  MusicConfig config;
  std::vector<std::string> warnings;  // of values that were out of range
};
using LiveMessage = std::variant<SetupMessage, PromptsMessage, ConfigMessage, Playback>;

inline constexpr size_t kMostLiveMessage_bytes = size_t{1} << 20;
// More prompts than these are no use of anybody's; those over kMostPrompts are left out later.
inline constexpr size_t kMostWeightedPrompts = 1000;

// Throws Error(kInput, "request") that says what was expected.
LiveMessage parse_live_message(std::string_view text);

std::string setup_complete_message();
std::string filtered_prompt_message(std::string_view text, std::string_view reason);
std::string warning_message(std::string_view warning);
// What an audio chunk says of its making; `seed` is the one in use.
std::string source_metadata(std::span<const WeightedPrompt> prompts, const MusicConfig& config,
                            int32_t seed);
// `metadata` comes from source_metadata. Samples beyond full scale are clipped.
std::string audio_message(std::span<const float> interleaved, std::string_view metadata);

// Signed 16 bits, little-endian, whatever the machine.
std::string pcm16(std::span<const float> interleaved);

}  // namespace continuo::gemini
