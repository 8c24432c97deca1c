#include "compose/sound_form.h"

#include <algorithm>
#include <cmath>

#include "arrange/form.h"

namespace continuo {

namespace {

constexpr int kPhrase = 4;  // bars
constexpr int kLongestSection = 16;
constexpr int kMostAlike = 3;  // sections of one kind in a row
constexpr int kFewBars = 8;    // of a piece that needs no form

int total_bars(const std::vector<Section>& sections) {
  int bars = 0;
  for (const Section& section : sections) bars += section.bars;
  return bars;
}

// Phrases are added to the shortest sections and taken from the longest until there are `bars`.
void fit(std::vector<Section>& sections, int bars) {
  const auto shorter = [](const Section& a, const Section& b) { return a.bars < b.bars; };
  int missing = bars - total_bars(sections);
  while (missing > 0) {
    Section& shortest = *std::min_element(sections.begin(), sections.end(), shorter);
    const int more = std::min(missing, kPhrase);
    shortest.bars += more;
    missing -= more;
  }
  while (missing < 0) {
    const auto longest = std::max_element(sections.begin(), sections.end(), shorter);
    const int less = std::min({-missing, kPhrase, longest->bars});
    longest->bars -= less;
    missing += less;
    if (longest->bars == 0) sections.erase(longest);
  }
}

struct Levels {
  int intensity = 0;
  int dynamics = 0;
};
Levels mean_levels(const std::vector<Section>& sections) {
  double intensity = 0, dynamics = 0;
  for (const Section& section : sections) {
    intensity += section.intensity * section.bars;
    dynamics += section.dynamics * section.bars;
  }
  const double bars = total_bars(sections);
  return {static_cast<int>(std::lround(intensity / bars)),
          static_cast<int>(std::lround(dynamics / bars))};
}

}  // namespace

bool is_sound_form(const std::vector<Section>& sections, const Genre& genre) {
  if (total_bars(sections) <= kFewBars) return true;
  const bool varies = std::find(genre.forms.begin(), genre.forms.end(), Form::kThemeVariations) !=
                      genre.forms.end();
  size_t alike = 0;
  for (size_t i = 0; i < sections.size(); ++i) {
    const Section& section = sections[i];
    if (section.bars > kLongestSection || section.bars == 1) return false;
    if (section.kind == SectionKind::kIntro && i > 0) return false;
    if (section.kind == SectionKind::kOutro && i + 1 < sections.size()) return false;
    alike = i > 0 && sections[i - 1].kind == section.kind ? alike + 1 : 1;
    const bool may = varies && section.kind == SectionKind::kVariation;
    if (alike > kMostAlike && !may) return false;
  }
  return true;
}

Plan with_sound_form(Plan plan, const Wish& wish, Rng rng) {
  if (wish.given.sections) return plan;
  const Genre& genre = genre_of(plan.genre);
  const bool is_long = plan.bars() >= kLongForm;
  if (!is_long && is_sound_form(plan.sections, genre)) return plan;
  const Levels wanted = mean_levels(plan.sections);
  const int bars = plan.bars();
  if (is_long) {
    plan.sections = draw_long_form(genre, bars, wanted.intensity, wanted.dynamics, rng);
    return plan;
  }
  constexpr int kTries = 20;
  std::vector<Section> drawn;
  for (int i = 0; i < kTries && (drawn.empty() || !is_sound_form(drawn, genre)); ++i) {
    drawn = draw_form(genre, bars, rng);
    fit(drawn, bars);
  }
  const Levels found = mean_levels(drawn);
  const auto moved = [](int level, int by) { return std::clamp(level + by, 0, kLevelCount - 1); };
  for (Section& section : drawn) {
    section.intensity = moved(section.intensity, wanted.intensity - found.intensity);
    section.dynamics = moved(section.dynamics, wanted.dynamics - found.dynamics);
  }
  plan.sections = std::move(drawn);
  return plan;
}

}  // namespace continuo
