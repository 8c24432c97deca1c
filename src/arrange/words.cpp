#include "arrange/words.h"

#include <algorithm>
#include <cmath>

#include "score/instrument.h"

namespace continuo {

// "slow", "medium", "fast" and their kin share no bpm; "very slow" lies within "slow" and "very
// fast" within "fast".
const std::vector<TempoWord>& tempo_words() {
  static const std::vector<TempoWord> words = {
      {"very slow", {0, 59}},      {"extremely slow", {0, 52}}, {"glacial", {0, 52}},
      {"largo", {0, 60}},          {"lento", {0, 64}},          {"slow", {0, 82}},
      {"slow tempo", {0, 82}},     {"slow-paced", {0, 82}},     {"unhurried", {0, 88}},
      {"adagio", {56, 78}},        {"slowish", {64, 82}},       {"downtempo", {56, 98}},
      {"andante", {72, 104}},      {"walking pace", {80, 108}}, {"moderate", {84, 115}},
      {"medium", {84, 115}},       {"mid-tempo", {84, 115}},    {"midtempo", {84, 115}},
      {"medium tempo", {84, 115}}, {"moderato", {90, 116}},     {"moderately paced", {84, 115}},
      {"steady", {84, 128}},       {"allegretto", {104, 124}},  {"upbeat", {116, 165}},
      {"up-tempo", {120, 400}},    {"uptempo", {120, 400}},     {"allegro", {118, 160}},
      {"fast", {122, 400}},        {"fast tempo", {122, 400}},  {"fast-paced", {122, 400}},
      {"quick", {122, 400}},       {"brisk", {116, 160}},       {"lively", {116, 176}},
      {"rapid", {138, 400}},       {"vivace", {140, 180}},      {"very fast", {160, 400}},
      {"super fast", {164, 400}},  {"presto", {164, 400}},      {"breakneck", {172, 400}},
      {"frantic", {160, 400}},     {"frenetic", {160, 400}},
  };
  return words;
}

const std::vector<LevelWord>& density_words() {
  static const std::vector<LevelWord> words = {
      {"sparse", {0, 2}},      {"minimal", {0, 2}},  {"minimalist", {0, 2}}, {"few notes", {0, 1}},
      {"very sparse", {0, 1}}, {"spacious", {0, 2}}, {"bare", {0, 1}},       {"simple", {0, 3}},
      {"uncluttered", {0, 3}}, {"busy", {5, 7}},     {"dense", {6, 7}},      {"many notes", {6, 7}},
      {"rich", {5, 7}},        {"thick", {6, 7}},    {"very busy", {6, 7}},  {"packed", {6, 7}},
  };
  return words;
}

const std::vector<LevelWord>& brightness_words() {
  static const std::vector<LevelWord> words = {
      {"low", {0, 1}},        {"deep", {0, 1}},      {"low-pitched", {0, 1}},
      {"warm", {0, 2}},       {"mellow", {0, 2}},    {"bright", {5, 7}},
      {"sparkling", {6, 7}},  {"high", {6, 7}},      {"high-pitched", {6, 7}},
      {"shimmering", {6, 7}}, {"brilliant", {6, 7}}, {"glittering", {6, 7}},
  };
  return words;
}

const std::vector<LevelWord>& dynamics_words() {
  static const std::vector<LevelWord> words = {
      {"soft", {0, 2}},      {"quiet", {0, 2}},      {"very quiet", {0, 1}},
      {"very soft", {0, 1}}, {"gentle", {0, 3}},     {"delicate", {0, 2}},
      {"hushed", {0, 1}},    {"pianissimo", {0, 1}}, {"loud", {5, 7}},
      {"powerful", {5, 7}},  {"strong", {5, 7}},     {"forte", {5, 6}},
      {"very loud", {6, 7}}, {"fortissimo", {6, 7}}, {"hard-hitting", {6, 7}},
  };
  return words;
}

int dynamics_level(const Score& score) {
  double sum = 0;
  double count = 0;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      sum += note.velocity;
      count += 1;
    }
  }
  if (count == 0) return 4;
  // ppp 22 ... mf 79 ... fff 121: a step of marking is about 14 MIDI units.
  const double level = (sum / count - 22.0) / 14.2;
  return std::clamp(static_cast<int>(std::lround(level)), 0, kLevelCount - 1);
}

Traits traits_of(const Score& score) {
  Traits traits;
  traits.genre = score.plan.genre;
  traits.bpm = score.plan.bpm;
  traits.minor = score.plan.key.is_minor();
  traits.pitched = std::any_of(score.parts.begin(), score.parts.end(), [](const Part& part) {
    return part.program != kDrumKit && !part.notes.empty();
  });
  traits.density = density_level(score);
  traits.dynamics = dynamics_level(score);
  traits.brightness = brightness_level(score);
  return traits;
}

namespace {

bool listed(std::string_view names, std::string_view name) {
  while (!names.empty()) {
    const size_t bar = names.find('|');
    if (names.substr(0, bar) == name) return true;
    if (bar == std::string_view::npos) break;
    names.remove_prefix(bar + 1);
  }
  return false;
}

}  // namespace

bool holds(const Condition& condition, const Traits& traits) {
  if (condition.tonality != Tonality::kAny) {
    if (!traits.pitched) return false;
    if (traits.minor != (condition.tonality == Tonality::kMinor)) return false;
  }
  const Span& brightness = condition.brightness;
  if (!traits.pitched && (brightness.low > 0 || brightness.high < kLevelCount - 1)) return false;
  if (traits.pitched && !brightness.contains(traits.brightness)) return false;
  if (!condition.bpm.contains(traits.bpm) || !condition.density.contains(traits.density) ||
      !condition.dynamics.contains(traits.dynamics)) {
    return false;
  }
  // A condition on a family holds for all of its kinds.
  const std::string_view genre = genre_names()[static_cast<size_t>(traits.genre)];
  const std::string_view family = genre_family_name(traits.genre);
  if (!condition.genres.empty() && !listed(condition.genres, genre) &&
      !listed(condition.genres, family)) {
    return false;
  }
  return !listed(condition.not_genres, genre) && !listed(condition.not_genres, family);
}

}  // namespace continuo
