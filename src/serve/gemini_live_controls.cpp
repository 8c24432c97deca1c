#include "serve/gemini_live_controls.h"

#include <algorithm>

#include "compose/take.h"
#include "serve/gemini_words.h"

namespace continuo::gemini {

namespace {

constexpr double kTheirTemperature = 1.1;
constexpr double kTheirGuidance = 4;
constexpr int kTheirTopK = 40;
constexpr double kDiversity = 1.5;
// Of the heaviest prompt: the voices are heard in the blend, and the genre stays.
constexpr double kVoicesWeight = 0.6;
constexpr std::string_view kVoices = "wordless choir singing oohs and aahs, voice oohs";

}  // namespace

AcceptedPrompts accept_prompts(const std::vector<WeightedPrompt>& prompts,
                               const PromptFilter& filter) {
  AcceptedPrompts accepted;
  bool negative = false;
  for (const WeightedPrompt& prompt : prompts) {
    const auto refuse = [&](std::string reason) {
      accepted.filtered.push_back({prompt.text, std::move(reason)});
    };
    const bool blank = prompt.text.find_first_not_of(" \t\r\n") == std::string::npos;
    negative |= prompt.weight < 0;
    if (blank) {
      refuse("The prompt is empty.");
    } else if (prompt.text.size() > kLongestPrompt_bytes) {
      accepted.filtered.push_back(
          {prompt.text.substr(0, 100),
           fmt::format("The prompt is longer than {} bytes.", kLongestPrompt_bytes)});
    } else if (const auto reason = filter ? filter(prompt.text) : std::nullopt) {
      refuse(*reason);
    } else if (prompt.weight > 0) {
      if (accepted.prompts.size() < kMostPrompts) {
        accepted.prompts.push_back(prompt);
      } else {
        refuse(fmt::format("There are more than {} prompts.", kMostPrompts));
      }
    }
  }
  if (negative) accepted.warnings.emplace_back("weight: a negative weight counts as 0.");
  if (accepted.prompts.empty())
    accepted.warnings.emplace_back(
        "weightedPrompts: none is left with a weight above 0; those "
        "before go on.");
  return accepted;
}

Key key_of_scale(size_t scale, bool minor) {
  const int major_tonic = static_cast<int>(scale) - 1;
  return minor ? Key{(major_tonic + 9) % 12, Mode::kMinor} : Key{major_tonic, Mode::kMajor};
}

std::optional<double> our_temperature(std::optional<double> theirs, MusicMode mode) {
  if (theirs == kTheirTemperature) theirs.reset();
  if (!theirs && mode != MusicMode::kDiversity) return std::nullopt;
  const double ours =
      kPlanSampling.temperature * theirs.value_or(kTheirTemperature) / kTheirTemperature;
  return std::min(mode == MusicMode::kDiversity ? kDiversity * ours : ours, kMostTemperature);
}

std::optional<double> our_guidance(std::optional<double> theirs) {
  if (!theirs || *theirs == kTheirGuidance) return std::nullopt;
  return 1 + (kPlanSampling.guidance - 1) * *theirs / kTheirGuidance;
}

std::optional<int> our_top_k(std::optional<int> theirs) {
  if (theirs == kTheirTopK) return std::nullopt;
  return theirs;
}

Controls controls_of(const std::vector<WeightedPrompt>& prompts, const MusicConfig& config,
                     const Latched& latched, int32_t seed) {
  Controls controls;
  controls.prompts = prompts;
  for (WeightedPrompt& prompt : controls.prompts) {
    std::string words = without_vocals(prompt.text);
    if (!words.empty()) prompt.text = std::move(words);
  }
  double heaviest = 0;
  for (const WeightedPrompt& prompt : prompts) heaviest = std::max(heaviest, prompt.weight);
  if (config.mode == MusicMode::kVocalization) {
    if (controls.prompts.size() == kMostPrompts) controls.prompts.pop_back();
    controls.prompts.push_back({std::string(kVoices), heaviest > 0 ? kVoicesWeight * heaviest : 1});
    heaviest = std::max(heaviest, controls.prompts.back().weight);
  }
  // Only the proportions of weights count.
  if (heaviest > kMostPromptWeight) {
    for (WeightedPrompt& prompt : controls.prompts) prompt.weight *= kMostPromptWeight / heaviest;
  }
  controls.bpm = latched.bpm;
  controls.key = latched.key;
  controls.density = config.density;
  controls.brightness = config.brightness;
  controls.mute_bass = config.mute_bass;
  controls.mute_drums = config.mute_drums;
  controls.only_bass_and_drums = config.only_bass_and_drums;
  controls.temperature = our_temperature(config.temperature, config.mode);
  controls.guidance = our_guidance(config.guidance);
  controls.top_k = our_top_k(config.top_k);
  controls.seed = static_cast<uint32_t>(seed);
  return controls;
}

}  // namespace continuo::gemini
