// What a client of live music asks for, as our controls: ranges, scales and modes of theirs in
// terms of ours. The tables stand in docs/gemini.md.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "live/controls.h"
#include "serve/gemini_live_messages.h"

namespace continuo::gemini {

// Says why a prompt must not be played, or nothing. None is built in: whether words ask for the
// voice of somebody cannot be told without a list of everybody.
using PromptFilter = std::function<std::optional<std::string>(std::string_view prompt)>;

struct FilteredPrompt {
  std::string text;
  std::string reason;
};

// The prompts of one message, after the rules: weights of 0 and below fall away, what is empty, too
// long or over the count is filtered.
struct AcceptedPrompts {
  std::vector<WeightedPrompt> prompts;  // weights as the client gave them
  std::vector<FilteredPrompt> filtered;
  std::vector<std::string> warnings;
};
AcceptedPrompts accept_prompts(const std::vector<WeightedPrompt>& prompts,
                               const PromptFilter& filter);

// Tempo and key as they were when the music last began: they change at no other time.
struct Latched {
  std::optional<int> bpm;
  size_t scale = 0;
  std::optional<Key> key;
};

// The major scale that gives a Scale its first name, or the minor one that gives the second.
Key key_of_scale(size_t scale, bool minor);

Controls controls_of(const std::vector<WeightedPrompt>& prompts, const MusicConfig& config,
                     const Latched& latched, int32_t seed);

// Their temperature 0..3 (default 1.1), guidance 0..6 (default 4) and top-k 1..1000 (default 40) in
// our terms; nothing at their default, which means our measured best.
std::optional<double> our_temperature(std::optional<double> theirs, MusicMode mode);
std::optional<double> our_guidance(std::optional<double> theirs);
std::optional<int> our_top_k(std::optional<int> theirs);

}  // namespace continuo::gemini
