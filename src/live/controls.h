// What can change while a performance plays.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_fields.h"
#include "compose/composer.h"
#include "score/key.h"
#include "score/metre.h"

namespace continuo {

struct WeightedPrompt {
  std::string text;
  double weight = 1;  // 0..kMostPromptWeight; prompts of weight 0 are silent, but are kept
  bool operator==(const WeightedPrompt&) const = default;
};

// A part by its General MIDI program (score/instrument.h), whether it plays at the moment or not.
struct PartControl {
  int program = 0;
  bool muted = false;
  bool solo = false;    // where any is, only those are heard
  double level_db = 0;  // -40..12
  bool operator==(const PartControl&) const = default;
};

inline constexpr size_t kMostPrompts = 32;
inline constexpr size_t kLongestPrompt_bytes = 4000;
inline constexpr double kMostPromptWeight = 100;
inline constexpr int kSlowestLive_bpm = 40;
inline constexpr int kFastestLive_bpm = 240;

// Absent fields are read from the prompts.
struct Controls {
  std::vector<WeightedPrompt> prompts;
  std::optional<int> bpm;  // quarter notes a minute
  std::optional<Metre> metre;
  std::optional<Key> key;
  std::optional<double> density;     // 0..1
  std::optional<double> brightness;  // 0..1
  bool mute_bass = false;
  bool mute_drums = false;
  bool only_bass_and_drums = false;
  std::vector<PartControl> parts;  // ascending programs, each once; others are at rest
  double volume_db = 0;            // -60..12
  // How words become a plan, and where the model writes, how it writes notes. Absent: the measured
  // best.
  std::optional<double> temperature;  // 0..kMostTemperature
  std::optional<double> guidance;     // 0..kMostGuidance
  std::optional<int> top_k;           // 1..kMostTopK
  uint64_t seed = 1;
  Writer writer = Writer::kBand;
  bool operator==(const Controls&) const = default;
};

// When a change is heard: as soon as it can be, or from the next beat or bar line on. Mutes, solos,
// levels and volume are always heard at once where kNow is asked; metre waits for a bar line.
enum class When { kNow, kBeat, kBar };
std::string_view when_name(When when);   // "now", "beat", "bar"
When parse_when(std::string_view name);  // throws Error(kInput)

// Whole controls as JSON (docs/live.md); round trip exact.
Json controls_to_json(const Controls& controls);
// Each field optional: those given go over `base` (null clears one), lists replace the whole list.
// Throws Error(kInput) that names the field, what was expected, and what was found.
Controls controls_from_json(const Json& json, const Controls& base, const std::string& where);

}  // namespace continuo
