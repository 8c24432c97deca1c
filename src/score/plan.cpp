#include "score/plan.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo {

namespace {

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

void check_range(std::string_view field, int value, int low, int high) {
  if (value < low || value > high) {
    fail(ErrorKind::kInput, "plan", "{}: expected {} to {}, found {}.", field, low, high, value);
  }
}

void check_ascending(std::string_view field, const std::vector<int>& codes, int high) {
  for (size_t i = 0; i < codes.size(); ++i) {
    check_range(fmt::format("{}[{}]", field, i), codes[i], 0, high);
    if (i > 0 && codes[i] <= codes[i - 1]) {
      fail(ErrorKind::kInput, "plan", "{}[{}]: expected ascending codes, found {} after {}.", field,
           i, codes[i], codes[i - 1]);
    }
  }
}
struct GenreName {
  std::string_view name;
  std::string_view family;
};

// Frame codes in this order: append only. A family bears the name of its plainest genre.
constexpr std::array kGenres = std::to_array<GenreName>({
    {"none", "none"},
    {"ragtime", "ragtime"},
    {"jazz", "jazz"},
    {"synth pop", "synth pop"},
    {"orchestral", "orchestral"},
    {"rock", "rock"},
    {"techno", "techno"},
    {"lo-fi", "lo-fi"},
    {"folk", "folk"},
    {"ambient", "ambient"},
    {"bossa nova", "bossa nova"},
    {"house", "house"},
    {"hip hop", "hip hop"},
    {"metal", "metal"},
    {"funk", "funk"},
    {"blues", "blues"},
    {"classical piano", "classical piano"},
    {"chamber", "chamber"},
    {"choral", "choral"},
    {"march", "march"},
    {"waltz", "waltz"},
    {"pop ballad", "pop ballad"},
    {"cinematic", "cinematic"},
    {"chiptune", "chiptune"},
    {"reggae", "reggae"},
    {"disco", "disco"},
    {"country", "country"},
    {"drum and bass", "drum and bass"},
    {"game", "game"},
    {"drums", "drums"},
    {"song", "song"},
    {"bebop", "jazz"},
    {"cool jazz", "jazz"},
    {"gypsy jazz", "jazz"},
    {"latin jazz", "jazz"},
    {"smooth jazz", "jazz"},
    {"dixieland", "jazz"},
    {"jazz fusion", "jazz"},
    {"swing", "swing"},
    {"big band", "swing"},
    {"electro swing", "swing"},
    {"stride piano", "ragtime"},
    {"delta blues", "blues"},
    {"chicago blues", "blues"},
    {"boogie-woogie", "blues"},
    {"gospel", "gospel"},
    {"gospel shout", "gospel"},
    {"soul", "funk"},
    {"motown", "funk"},
    {"neo soul", "funk"},
    {"r&b", "funk"},
    {"pop", "pop"},
    {"dance pop", "pop"},
    {"indie pop", "pop"},
    {"city pop", "pop"},
    {"doo-wop", "pop"},
    {"power ballad", "pop ballad"},
    {"synthwave", "synth pop"},
    {"new wave", "synth pop"},
    {"nu-disco", "disco"},
    {"italo disco", "disco"},
    {"punk rock", "rock"},
    {"surf rock", "rock"},
    {"indie rock", "rock"},
    {"grunge", "rock"},
    {"progressive rock", "rock"},
    {"hard rock", "rock"},
    {"rock and roll", "rock"},
    {"psychedelic rock", "rock"},
    {"post-rock", "rock"},
    {"thrash metal", "metal"},
    {"death metal", "metal"},
    {"doom metal", "metal"},
    {"power metal", "metal"},
    {"metalcore", "metal"},
    {"bluegrass", "country"},
    {"americana", "country"},
    {"deep house", "house"},
    {"progressive house", "house"},
    {"tropical house", "house"},
    {"amapiano", "house"},
    {"minimal techno", "techno"},
    {"dub techno", "techno"},
    {"acid techno", "techno"},
    {"hard techno", "techno"},
    {"electro", "techno"},
    {"trance", "trance"},
    {"uplifting trance", "trance"},
    {"psytrance", "trance"},
    {"eurodance", "trance"},
    {"breakbeat", "breakbeat"},
    {"uk garage", "breakbeat"},
    {"dubstep", "breakbeat"},
    {"jungle", "drum and bass"},
    {"liquid drum and bass", "drum and bass"},
    {"neurofunk", "drum and bass"},
    {"boom bap", "hip hop"},
    {"trap", "hip hop"},
    {"drill", "hip hop"},
    {"g-funk", "hip hop"},
    {"phonk", "hip hop"},
    {"chillhop", "lo-fi"},
    {"dark ambient", "ambient"},
    {"new age", "ambient"},
    {"downtempo", "ambient"},
    {"sid chiptune", "chiptune"},
    {"baroque", "baroque"},
    {"baroque concerto", "baroque"},
    {"organ prelude", "baroque"},
    {"symphony", "orchestral"},
    {"string orchestra", "orchestral"},
    {"string quartet", "chamber"},
    {"piano trio", "chamber"},
    {"hymn", "choral"},
    {"gregorian chant", "choral"},
    {"romantic piano", "classical piano"},
    {"nocturne", "classical piano"},
    {"impressionist piano", "classical piano"},
    {"minimalist piano", "classical piano"},
    {"sonatina", "classical piano"},
    {"trailer", "cinematic"},
    {"horror score", "cinematic"},
    {"adventure score", "cinematic"},
    {"spaghetti western", "cinematic"},
    {"rpg", "game"},
    {"boss battle", "game"},
    {"military march", "march"},
    {"viennese waltz", "waltz"},
    {"musette", "waltz"},
    {"lullaby", "song"},
    {"show tune", "song"},
    {"rocksteady", "reggae"},
    {"dub", "reggae"},
    {"steppers", "reggae"},
    {"dancehall", "reggae"},
    {"ska", "ska"},
    {"ska punk", "ska"},
    {"jazz bossa", "bossa nova"},
    {"samba", "samba"},
    {"batucada", "samba"},
    {"choro", "samba"},
    {"salsa", "salsa"},
    {"son montuno", "salsa"},
    {"mambo", "salsa"},
    {"cha-cha-cha", "salsa"},
    {"bolero", "salsa"},
    {"latin", "latin"},
    {"reggaeton", "latin"},
    {"cumbia", "latin"},
    {"bachata", "latin"},
    {"merengue", "latin"},
    {"tango", "tango"},
    {"milonga", "tango"},
    {"tango nuevo", "tango"},
    {"flamenco", "flamenco"},
    {"rumba flamenca", "flamenco"},
    {"irish jig", "folk"},
    {"irish reel", "folk"},
    {"irish air", "folk"},
    {"balkan", "folk"},
    {"nordic folk", "folk"},
    {"klezmer", "folk"},
    {"polka", "folk"},
    {"sea shanty", "folk"},
    {"indie folk", "folk"},
    {"medieval", "folk"},
    {"indian", "indian"},
    {"raga", "indian"},
    {"bollywood", "indian"},
    {"east asian", "east asian"},
    {"japanese", "east asian"},
    {"chinese", "east asian"},
    {"korean", "east asian"},
    {"middle eastern", "middle eastern"},
    {"turkish", "middle eastern"},
    {"african", "african"},
    {"afrobeat", "african"},
    {"highlife", "african"},
    {"hand percussion", "drums"},
    {"drumline", "drums"},
});

}  // namespace

const std::vector<std::string_view>& genre_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const GenreName& genre : kGenres) all.push_back(genre.name);
    return all;
  }();
  return names;
}

int genre_family(int code) {
  static const std::vector<int> families = [] {
    std::vector<int> all;
    for (const GenreName& genre : kGenres) all.push_back(genre_code(genre.family));
    return all;
  }();
  if (code < 0 || static_cast<size_t>(code) >= families.size()) return 0;
  return families[static_cast<size_t>(code)];
}

std::string_view genre_family_name(int code) {
  return genre_names()[static_cast<size_t>(genre_family(code))];
}

int genre_code(std::string_view name) {
  const std::string wanted = without_spaces(plain_words(name));
  const auto& names = genre_names();
  for (size_t i = 0; i < names.size(); ++i) {
    if (without_spaces(plain_words(names[i])) == wanted) return static_cast<int>(i);
  }
  return 0;
}

std::string_view role_name(Role role) {
  constexpr std::array<std::string_view, kRoleCount> kNames = {
      "lead", "counter", "chords", "arpeggio", "pad", "bass", "drums"};
  return kNames.at(static_cast<size_t>(role));
}

std::string_view section_kind_name(SectionKind kind) {
  constexpr std::array<std::string_view, kSectionKindCount> kNames = {
      "intro", "verse", "pre-chorus", "chorus", "bridge", "break",    "solo",
      "outro", "theme", "variation",  "build",  "drop",   "interlude"};
  return kNames.at(static_cast<size_t>(kind));
}

std::string_view gesture_name(Gesture gesture) {
  constexpr std::array<std::string_view, kGestureCount> kNames = {
      "crash", "fill", "stop", "ring", "cut", "fade in", "fade out"};
  return kNames.at(static_cast<size_t>(gesture));
}

bool Section::has(Gesture gesture) const {
  return std::find(gestures.begin(), gestures.end(), gesture) != gestures.end();
}

bool Section::rests(int program) const {
  return std::find(tacet.begin(), tacet.end(), program) != tacet.end();
}

int Plan::bars() const {
  int total = 0;
  for (const Section& section : sections) total += section.bars;
  return total;
}

double Plan::seconds() const {
  const double bar_seconds_at_1 = metre.bar_ticks() * 60.0 / kTicksPerQuarter;
  const bool one_tempo = std::all_of(sections.begin(), sections.end(),
                                     [](const Section& section) { return section.bpm == 0; });
  if (one_tempo) return bars() * bar_seconds_at_1 / bpm;
  double seconds = 0;
  for (const BarLevels& bar : bar_levels(*this)) {
    seconds += bar_seconds_at_1 / static_cast<double>(std::lround(bar.bpm));
  }
  return seconds;
}

Plan without_details(Plan plan) {
  for (Section& section : plan.sections)
    section = {section.kind, section.bars, section.intensity, section.dynamics};
  return plan;
}

bool goes_on(const std::vector<Section>& sections, size_t index) {
  return index > 0 && sections[index - 1].glide && sections[index - 1].kind == sections[index].kind;
}

std::vector<BarLevels> bar_levels(const Plan& plan) {
  std::vector<BarLevels> bars;
  const auto bpm_of = [&](const Section& section) {
    return static_cast<double>(section.bpm > 0 ? section.bpm : plan.bpm);
  };
  for (size_t s = 0; s < plan.sections.size(); ++s) {
    const Section& from = plan.sections[s];
    const bool glides = from.glide && s + 1 < plan.sections.size();
    const Section& to = glides ? plan.sections[s + 1] : from;
    for (int bar = 0; bar < from.bars; ++bar) {
      const auto between = [&](double a, double b, int at) { return a + (b - a) * at / from.bars; };
      bars.push_back(
          {bpm_of(from) * std::pow(bpm_of(to) / bpm_of(from), static_cast<double>(bar) / from.bars),
           between(from.intensity, to.intensity, bar), between(from.dynamics, to.dynamics, bar),
           between(from.dynamics, to.dynamics, bar + 1)});
    }
  }
  return bars;
}

bool Plan::has_part(int program) const {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const PlanPart& part) { return part.program == program; });
}

Plan PartialPlan::over(Plan plan) const {
  if (genre) plan.genre = *genre;
  if (bpm) plan.bpm = *bpm;
  if (metre) plan.metre = *metre;
  if (key) plan.key = *key;
  if (parts) plan.parts = *parts;
  if (density) plan.density = *density;
  if (brightness) plan.brightness = *brightness;
  if (sections) plan.sections = *sections;
  return plan;
}

void check_ranges(const Plan& plan) {
  check_range("genre", plan.genre, 0, static_cast<int>(genre_names().size()) - 1);
  check_range("bpm", plan.bpm, kMinBpm, kMaxBpm);
  if (metre_code(plan.metre) < 0) (void)parse_metre(plan.metre.name());
  check_range("key.tonic", plan.key.tonic, 0, 11);
  check_range("key.mode", static_cast<int>(plan.key.mode), 0, kModeCount - 1);
  int previous = -1;
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    const PlanPart& part = plan.parts[i];
    check_range(fmt::format("parts[{}].instrument", i), part.program, 0, kDrumKit);
    check_range(fmt::format("parts[{}].role", i), static_cast<int>(part.role), 0, kRoleCount - 1);
    if (part.program <= previous) {
      fail(ErrorKind::kInput, "plan",
           "parts[{}].instrument: expected ascending programs, one part each, found {} after {}.",
           i, part.program, previous);
    }
    previous = part.program;
  }
  check_range("density", plan.density, 0, kLevelCount - 1);
  check_range("brightness", plan.brightness, 0, kLevelCount - 1);
  if (plan.sections.size() > kMaxSections) {
    fail(ErrorKind::kInput, "plan", "sections: expected at most {}, found {}.", kMaxSections,
         plan.sections.size());
  }
  for (size_t i = 0; i < plan.sections.size(); ++i) {
    const Section& section = plan.sections[i];
    const std::string path = fmt::format("sections[{}].", i);
    check_range(path + "kind", static_cast<int>(section.kind), 0, kSectionKindCount - 1);
    check_range(path + "bars", section.bars, 1, kMaxSectionBars);
    check_range(path + "intensity", section.intensity, 0, kLevelCount - 1);
    check_range(path + "dynamics", section.dynamics, 0, kLevelCount - 1);
    check_ascending(path + "tacet", section.tacet, kDrumKit);
    if (section.bpm != 0) check_range(path + "bpm", section.bpm, kMinBpm, kMaxBpm);
    std::vector<int> codes;
    for (const Gesture gesture : section.gestures) codes.push_back(static_cast<int>(gesture));
    check_ascending(path + "gestures", codes, kGestureCount - 1);
  }
  if (plan.bars() > kMaxPlanBars) {
    fail(ErrorKind::kInput, "plan", "sections: expected at most {} bars in all, found {}.",
         kMaxPlanBars, plan.bars());
  }
}

void check_plan(const Plan& plan) {
  check_ranges(plan);
  if (plan.parts.empty()) {
    fail(ErrorKind::kInput, "plan", "parts: expected at least one, found none.");
  }
  if (plan.sections.empty()) {
    fail(ErrorKind::kInput, "plan", "sections: expected at least one, found none.");
  }
}

}  // namespace continuo
