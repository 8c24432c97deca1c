// Random plans.
#include "arrange/plan_prior.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "arrange/band.h"
#include "arrange/form.h"
#include "arrange/players.h"
#include "score/instrument.h"

namespace continuo {
namespace {

// How often a family appears in its plainest dress.
constexpr double kPlainShare = 0.45;

// How often musicians leave what their genre expects. A kind is known by its tempo, its metre and
// its instruments, so that it strays less than a whole family does.
struct Strays {
  double tempo;
  double metre;
  double guests;       // bands with several guests among them ...
  double many_guests;  // ... and the chance of each chair there
};

const Strays& strays(const Genre& genre) {
  static constexpr Strays kFamily{0.22, 0.09, 0.35, 0.35};
  static constexpr Strays kKind{0.1, 0.06, 0.2, 0.3};
  return genre.family == genre.name ? kFamily : kKind;
}

// Instruments that no genre expects but that someone will ask for, by role.
const std::vector<int>& guests(Role role) {
  static const std::vector<int> melodic = {
      0,  2,  4,  6,  8,  9,  10,  11,  12,  13,  14,  15,  16,  19,  20,  21,  22, 23, 24,
      25, 26, 27, 30, 35, 40, 41,  42,  45,  46,  48,  52,  53,  56,  57,  58,  59, 60, 61,
      64, 65, 66, 67, 68, 69, 70,  71,  72,  73,  74,  75,  76,  77,  78,  79,  80, 81, 82,
      83, 84, 85, 86, 88, 98, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114};
  static const std::vector<int> chordal = {0,  1,  2,  3,  4,   5,   6,   7,   8,   11,  12, 15, 16,
                                           17, 18, 19, 20, 21,  23,  24,  25,  26,  27,  28, 29, 30,
                                           31, 45, 46, 48, 49,  50,  51,  52,  54,  61,  62, 63, 88,
                                           89, 90, 91, 92, 104, 105, 106, 107, 108, 114, 55, 44};
  static const std::vector<int> broken = {0,   4,   6,   8,   9,   10,  11,  12, 13, 15, 24,
                                          25,  27,  45,  46,  71,  73,  80,  81, 88, 90, 98,
                                          105, 107, 108, 112, 113, 114, 104, 99, 115};
  static const std::vector<int> sustained = {16, 19, 20, 21,  48,  49,  50,  51,  52,  53,  54, 60,
                                             61, 44, 89, 90,  91,  92,  93,  94,  95,  41,  42, 70,
                                             96, 97, 99, 100, 101, 103, 102, 119, 122, 123, 126};
  static const std::vector<int> low = {32, 33, 34, 35, 36, 37, 38,  39,  42, 43,
                                       47, 58, 67, 70, 87, 57, 116, 117, 118};
  switch (role) {
    case Role::kChords:
      return chordal;
    case Role::kArpeggio:
      return broken;
    case Role::kPad:
      return sustained;
    case Role::kBass:
      return low;
    default:
      return melodic;
  }
}

bool taken(const std::vector<PlanPart>& parts, int program) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const PlanPart& part) { return part.program == program; });
}

void add_part(std::vector<PlanPart>& parts, Role role, const std::vector<int>& programs,
              double guest_chance, Rng& rng) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    const int program = rng.chance(guest_chance) ? rng.pick(guests(role)) : rng.pick(programs);
    if (taken(parts, program)) continue;
    parts.push_back({program, program == kDrumKit ? Role::kDrums : role});
    return;
  }
}

const Chair* chair_of(const Genre& genre, Role role) {
  for (const Chair& chair : genre.chairs) {
    if (chair.role == role) return &chair;
  }
  return nullptr;
}

}  // namespace

int draw_genre(Rng& rng) {
  struct Family {
    int plain = 0;
    std::vector<int> kinds;
  };
  static const std::vector<Family> families = [] {
    std::vector<Family> all;
    for (const int code : taught_genres()) {
      if (genre_family(code) == code) all.push_back({code, {}});
    }
    for (const int code : taught_genres()) {
      if (genre_family(code) == code) continue;
      for (Family& family : all) {
        if (family.plain == genre_family(code)) family.kinds.push_back(code);
      }
    }
    return all;
  }();
  // Families nearly evenly: one with many kinds needs a little more room to show them.
  static const std::vector<double> weights = [] {
    std::vector<double> all;
    for (const Family& family : families)
      all.push_back(1.0 + 0.15 * static_cast<double>(family.kinds.size()));
    return all;
  }();
  const Family& family = families[rng.weighted(weights)];
  return family.kinds.empty() || rng.chance(kPlainShare) ? family.plain : rng.pick(family.kinds);
}

Metre draw_metre(const Genre& genre, Rng& rng) {
  if (rng.chance(strays(genre).metre)) {
    static const std::vector<Metre> rare = {{5, 4}, {7, 8},  {7, 4}, {5, 4},  {7, 8},  {7, 4},
                                            {3, 4}, {6, 8},  {5, 8}, {9, 8},  {12, 8}, {6, 4},
                                            {2, 4}, {11, 8}, {2, 2}, {10, 8}, {3, 8}};
    return rng.pick(rare);
  }
  std::vector<double> weights;
  for (const MetreChoice& choice : genre.metres) weights.push_back(choice.weight);
  return genre.metres[rng.weighted(weights)].metre;
}

int draw_bpm(const Genre& genre, Rng& rng) {
  if (rng.chance(strays(genre).tempo)) return rng.range(50, 200);
  if (rng.chance(0.3)) return rng.range(genre.slowest, genre.fastest);
  const double side = rng.uniform() + rng.uniform() - 1.0;
  const double reach = side < 0 ? genre.typical - genre.slowest : genre.fastest - genre.typical;
  return static_cast<int>(std::lround(genre.typical + side * reach));
}

Key draw_key(const Genre& genre, Rng& rng) {
  Key key;
  key.tonic = rng.range(0, 11);
  key.mode = rng.chance(0.06) ? static_cast<Mode>(rng.range(0, kModeCount - 1))
                              : static_cast<Mode>(rng.weighted(genre.modes));
  return key;
}

std::vector<PlanPart> draw_parts(const Genre& genre, Rng& rng) {
  std::vector<PlanPart> parts;
  const size_t size = rng.weighted(genre.sizes);
  const double guest = rng.chance(strays(genre).guests) ? strays(genre).many_guests : 0.06;
  if (size == 0) {
    const int program = rng.chance(0.2)
                            ? rng.pick(guests(rng.chance(0.5) ? Role::kLead : Role::kChords))
                            : rng.pick(genre.soloists);
    parts.push_back({program, program == kDrumKit ? Role::kDrums : Role::kLead});
    if (program != kDrumKit && genre.drums_chance > 0.5 && rng.chance(0.12))
      parts.push_back({kDrumKit, Role::kDrums});
  } else if (size <= 2) {
    // A tune and someone under it; a third who has the bass, a second voice, or the drums.
    const Chair* lead = chair_of(genre, Role::kLead);
    const Chair* chords = chair_of(genre, rng.chance(0.8) ? Role::kChords : Role::kPad);
    if (chords == nullptr) chords = chair_of(genre, Role::kChords);
    if (lead != nullptr) add_part(parts, Role::kLead, lead->programs, guest + 0.1, rng);
    if (chords != nullptr) add_part(parts, chords->role, chords->programs, guest, rng);
    if (size == 2) {
      const std::array<double, 4> weights = {2.0, 1.0, 0.8 * genre.drums_chance, 0.7};
      static constexpr std::array<Role, 4> kThird = {Role::kBass, Role::kCounter, Role::kDrums,
                                                     Role::kArpeggio};
      const Role role = kThird[rng.weighted(weights)];
      if (role == Role::kDrums)
        parts.push_back({kDrumKit, Role::kDrums});
      else if (const Chair* chair = chair_of(genre, role))
        add_part(parts, role, chair->programs, guest, rng);
      else
        add_part(parts, role, guests(role), 1.0, rng);
    } else if (rng.chance(0.08)) {
      // Two players of one line each, or a tune over drums alone.
      parts.resize(1);
      if (rng.chance(0.5))
        parts.push_back({kDrumKit, Role::kDrums});
      else
        add_part(parts, rng.chance(0.5) ? Role::kBass : Role::kCounter,
                 rng.chance(0.5) ? std::vector<int>{33, 42, 32, 70}
                                 : std::vector<int>{73, 71, 40, 42, 68},
                 0.3, rng);
    }
  } else {
    for (const Chair& chair : genre.chairs) {
      if (chair.role == Role::kDrums) continue;
      const double chance = rng.chance(0.85) ? chair.chance : 0.5;
      if (rng.chance(chance)) add_part(parts, chair.role, chair.programs, guest, rng);
    }
    if (rng.chance(0.15) && parts.size() < 8) {
      static constexpr std::array<Role, 5> kMore = {Role::kLead, Role::kCounter, Role::kPad,
                                                    Role::kArpeggio, Role::kChords};
      const Role role = kMore[static_cast<size_t>(rng.range(0, 4))];
      const Chair* chair = chair_of(genre, role);
      add_part(parts, role, chair != nullptr ? chair->programs : guests(role), guest + 0.2, rng);
    }
    const Chair* lead = chair_of(genre, Role::kLead);
    const bool tune = std::any_of(parts.begin(), parts.end(),
                                  [](const PlanPart& part) { return part.role == Role::kLead; });
    // Chords alone are an accompaniment that waits for its singer.
    if (!tune && lead != nullptr && lead->chance > 0.5 && rng.chance(genre.melodic))
      add_part(parts, Role::kLead, lead->programs, guest, rng);
    if (parts.empty()) {
      const int program = rng.pick(genre.soloists);
      parts.push_back({program, program == kDrumKit ? Role::kDrums : Role::kLead});
    }
    const double drums = genre.drums_chance == 1.0 || rng.chance(0.9) ? genre.drums_chance : 0.3;
    if (genre.drums_chance > 0 && !taken(parts, kDrumKit) && rng.chance(drums))
      parts.push_back({kDrumKit, Role::kDrums});
  }
  if (parts.empty()) parts.push_back({0, Role::kLead});
  std::sort(parts.begin(), parts.end(),
            [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
  return parts;
}

int draw_density(const Plan& plan, const Genre& genre, Rng& rng) {
  // What each role usually adds, in notes a quarter at middling intensity.
  static constexpr std::array<double, kRoleCount> kUsual = {1.2, 0.6, 2.0, 2.0, 0.9, 0.9, 2.4};
  double notes = 0;
  for (const PlanPart& part : plan.parts) notes += kUsual[static_cast<size_t>(part.role)];
  if (plan.parts.size() == 1 && plan.parts[0].role == Role::kLead &&
      !is_monophonic(plan.parts[0].program))
    notes += 2.0;
  double intensity = 0;
  for (const Section& section : plan.sections) intensity += section.intensity * section.bars;
  intensity /= std::max(1, plan.bars());
  notes *= 0.55 + intensity * 0.11 + 0.25 * (genre.busy - 0.4);
  notes *= plan.bpm > 140 ? 0.85 : (plan.bpm < 80 ? 1.1 : 1.0);
  const double level = 0.5 + 1.2 * std::log2(std::max(0.5, notes) / 0.5);
  return std::clamp(static_cast<int>(std::lround(level + rng.normal(0, 0.8))), 0, kLevelCount - 1);
}

Plan random_plan_of_genre(int genre_code, uint64_t seed) {
  Rng rng = Rng(seed).fork(static_cast<uint64_t>(genre_code) + 17);
  const Genre& genre = genre_code > 0 ? genre_of(genre_code) : rng.pick(genre_table());
  Plan plan;
  plan.genre = genre_code;
  plan.bpm = draw_bpm(genre, rng);
  plan.metre = draw_metre(genre, rng);
  plan.key = draw_key(genre, rng);
  plan.parts = draw_parts(genre, rng);
  // Short bars come in greater numbers; a piece is 15 seconds to two minutes.
  const double bar_seconds =
      plan.metre.bar_ticks() / static_cast<double>(kTicksPerQuarter) * 60.0 / plan.bpm;
  const double seconds = rng.uniform(18, 85);
  int bars = std::clamp(static_cast<int>(seconds / bar_seconds), 8, 48);
  if (rng.chance(0.7)) bars = std::max(8, (bars + 2) / 4 * 4);
  plan.sections = draw_form(genre, bars, rng);
  plan.density = draw_density(plan, genre, rng);
  // Full bands in quick tempos play shorter pieces: about 2500 notes at most.
  const double notes_a_quarter = 0.5 * std::exp2((plan.density - 0.5) / 1.2);
  const double quarters =
      plan.bars() * plan.metre.bar_ticks() / static_cast<double>(kTicksPerQuarter);
  if (notes_a_quarter * quarters > 2400) {
    plan.sections = draw_form(
        genre, std::max(8, static_cast<int>(plan.bars() * 2000 / (notes_a_quarter * quarters))),
        rng);
  }
  plan.brightness =
      std::clamp(static_cast<int>(std::lround(rng.normal(3.2, 1.1))), 0, kLevelCount - 1);
  return plan;
}

Plan random_plan(uint64_t seed) {
  Rng rng(seed ^ 0xA0761D6478BD642Full);
  const int genre = rng.chance(0.03) ? 0 : draw_genre(rng);
  return random_plan_of_genre(genre, rng.next());
}

}  // namespace continuo
