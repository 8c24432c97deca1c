// Prompts blended into one plan: what plays now, and how loud each part is.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "live/controls.h"
#include "score/plan.h"

namespace continuo {

// A prompt as the model read it.
struct ReadPrompt {
  Plan plan;
  double weight = 1;        // above 0
  std::vector<int> joined;  // programs of the plan that the prompt did not ask for (in_company)
};

struct Style {
  Plan plan;                      // its sections are the form of one round
  std::vector<double> levels_db;  // of plan.parts, at most 0: parts of lesser prompts play softer
  bool operator==(const Style&) const = default;
};

// Genre, form and metre are the weightiest prompt's; tempo, density and brightness lie between; each
// part comes with the share of the prompts that want it, those that were asked for before those that
// joined in; the band is as large as the prompts' bands are on average, and a player larger for each
// prompt of weight beside the first. Where music plays already (`before`), what is nearly as good as a change
// stays: the tonic, the genre, parts, and with `keep_form` the form, unless the metre changes. What the controls give is taken as
// given. `prompts` must not be empty.
Style blend(std::span<const ReadPrompt> prompts, const Controls& controls, const Style* before,
            bool keep_form = true);

// A prompt that names an instrument or two of a genre that bands play is not meant for those alone,
// unless it says so ("solo", "duo", "no drums"): the players that the genre never lacks join in, up
// to four in all. Other plans stay as they are.
Plan in_company(Plan plan, std::string_view prompt, uint64_t seed);

// Of a form, what comes around endlessly: no outro, no introduction but the first time, and of that
// not more than four bars; at most 64 bars.
std::vector<Section> round_of(const std::vector<Section>& form, bool first);

// What a round's music is made of: the seed of its themes, and how often they were varied.
struct RoundThemes {
  uint64_t seed = 0;
  uint64_t variation = 0;
};
// Themes of the first round return every other time, played anew. Below the usual temperature they
// are varied less often, at 0 never; above it they return less often, from twice of it on never.
RoundThemes themes_of_round(uint64_t seed, int64_t round, double temperature);

}  // namespace continuo
