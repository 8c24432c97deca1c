#include "live/style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "arrange/genre.h"
#include "base/rng.h"
#include "compose/composer.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo {

namespace {

// What plays has this much of a head start over what could take its place.
constexpr double kInertia = 0.08;
constexpr double kSoftest_db = -9;
constexpr size_t kLargestBand = 9;
constexpr int kFingeredBass = 33;
constexpr int kLongestIntro = 4;
constexpr int kLongestRound = 64;
constexpr size_t kCompany = 4;
constexpr double kOfWeight = 0.15;
constexpr double kNeverLacks = 0.6;

struct Candidate {
  PlanPart part;
  double share = 0;     // of the prompts' weights
  double asked = 0;     // of those that asked for it, and half of those where it joined in
  double heaviest = 0;  // the weight of the prompt whose role it has
  bool plays = false;   // already
  double standing() const { return asked + (plays ? kInertia : 0); }
};

std::vector<Candidate> candidates_of(std::span<const ReadPrompt> prompts, double total,
                                     const Style* before) {
  std::map<int, Candidate> by_program;
  for (const ReadPrompt& prompt : prompts) {
    for (const PlanPart& part : prompt.plan.parts) {
      Candidate& candidate = by_program[part.program];
      if (prompt.weight > candidate.heaviest) {
        candidate.part = part;
        candidate.heaviest = prompt.weight;
      }
      const double share = prompt.weight / total;
      const bool joined = std::find(prompt.joined.begin(), prompt.joined.end(), part.program) !=
                          prompt.joined.end();
      candidate.share += share;
      candidate.asked += joined ? share / 2 : share;
    }
  }
  std::vector<Candidate> result;
  for (auto& [program, candidate] : by_program) {
    candidate.plays = before != nullptr && before->plan.has_part(program);
    result.push_back(candidate);
  }
  std::stable_sort(result.begin(), result.end(), [](const Candidate& a, const Candidate& b) {
    return a.standing() > b.standing();
  });
  return result;
}

// The best standing, but one bass and no more leads than two.
std::vector<Candidate> band_of(const std::vector<Candidate>& candidates, size_t size) {
  std::array<size_t, kRoleCount> most;
  most.fill(kLargestBand);
  most[static_cast<size_t>(Role::kBass)] = 1;
  most[static_cast<size_t>(Role::kLead)] = 2;
  std::vector<Candidate> band;
  for (const Candidate& candidate : candidates) {
    if (band.size() >= size) break;
    size_t& left = most[static_cast<size_t>(candidate.part.role)];
    if (left == 0) continue;
    --left;
    band.push_back(candidate);
  }
  return band;
}

void add_rhythm_section(std::vector<Candidate>& band) {
  const auto has = [&](auto wanted) { return std::any_of(band.begin(), band.end(), wanted); };
  const auto add = [&](int program, Role role) {
    Candidate candidate;
    candidate.part = {program, role};
    candidate.share = 1;
    std::erase_if(band, [&](const Candidate& other) { return other.part.program == program; });
    band.push_back(candidate);
  };
  if (!has([](const Candidate& c) { return c.part.role == Role::kBass; }))
    add(kFingeredBass, Role::kBass);
  if (!has([](const Candidate& c) { return c.part.program == kDrumKit; }))
    add(kDrumKit, Role::kDrums);
}

int level_of(double share) {
  return std::clamp(static_cast<int>(std::lround(share * (kLevelCount - 1))), 0, kLevelCount - 1);
}

const ReadPrompt& weightiest(std::span<const ReadPrompt> prompts, double total,
                             const Style* before) {
  const auto standing = [&](const ReadPrompt& prompt) {
    const bool same = before != nullptr && prompt.plan.genre == before->plan.genre;
    return prompt.weight / total + (same ? kInertia : 0);
  };
  return *std::max_element(
      prompts.begin(), prompts.end(),
      [&](const ReadPrompt& a, const ReadPrompt& b) { return standing(a) < standing(b); });
}

}  // namespace

Style blend(std::span<const ReadPrompt> prompts, const Controls& controls, const Style* before,
            bool keep_form) {
  double total = 0;
  for (const ReadPrompt& prompt : prompts) total += prompt.weight;
  double log_bpm = 0;
  double density = 0;
  double brightness = 0;
  double players = 0;
  for (const ReadPrompt& prompt : prompts) {
    const double share = prompt.weight / total;
    log_bpm += share * std::log(prompt.plan.bpm);
    density += share * prompt.plan.density;
    brightness += share * prompt.plan.brightness;
    players += share * static_cast<double>(prompt.plan.parts.size());
    if (share >= kOfWeight) players += 1;
  }
  if (players >= 2) players -= 1;  // the first of weight is no reason for another player
  const ReadPrompt& leader = weightiest(prompts, total, before);

  Style style;
  Plan& plan = style.plan;
  plan.genre = leader.plan.genre;
  plan.metre = controls.metre.value_or(leader.plan.metre);
  plan.bpm = controls.bpm.value_or(std::clamp(static_cast<int>(std::lround(std::exp(log_bpm))),
                                              kSlowestLive_bpm, kFastestLive_bpm));
  plan.key = leader.plan.key;
  if (before != nullptr) plan.key.tonic = before->plan.key.tonic;
  if (controls.key) plan.key = *controls.key;
  const double highest = kLevelCount - 1;
  plan.density = level_of(controls.density.value_or(density / highest));
  plan.brightness = level_of(controls.brightness.value_or(brightness / highest));
  const bool same_form = keep_form && before != nullptr && before->plan.metre == plan.metre;
  plan.sections = same_form ? before->plan.sections : leader.plan.sections;

  const auto size = std::clamp<size_t>(static_cast<size_t>(std::lround(players)), 1, kLargestBand);
  std::vector<Candidate> band = band_of(candidates_of(prompts, total, before), size);
  if (controls.only_bass_and_drums) add_rhythm_section(band);
  std::sort(band.begin(), band.end(),
            [](const Candidate& a, const Candidate& b) { return a.part.program < b.part.program; });
  double most = 0;
  for (const Candidate& candidate : band) most = std::max(most, candidate.share);
  for (const Candidate& candidate : band) {
    plan.parts.push_back(candidate.part);
    style.levels_db.push_back(std::max(kSoftest_db, 20 * std::log10(candidate.share / most)));
  }
  return style;
}

Plan in_company(Plan plan, std::string_view prompt, uint64_t seed) {
  if (plan.genre == 0 || plan.parts.size() >= kCompany) return plan;
  const std::string words = " " + plain_words(prompt) + " ";
  static constexpr std::array kAlone{" solo ",    " alone ",    " unaccompanied ", " only ",
                                     " just ",    " duo ",      " duet ",          " trio ",
                                     " without ", " no drums ", " no bass ",       " a cappella "};
  for (const char* alone : kAlone) {
    if (words.find(alone) != std::string::npos) return plan;
  }
  const Genre& genre = genre_of(plan.genre);
  if (genre.drums_chance < kNeverLacks) return plan;
  Rng rng = Rng(seed).fork(0xBA2D);
  const auto has = [&](Role role) {
    return std::any_of(plan.parts.begin(), plan.parts.end(),
                       [&](const PlanPart& part) { return part.role == role; });
  };
  if (!plan.has_part(kDrumKit)) plan.parts.push_back({kDrumKit, Role::kDrums});
  for (const Role role : {Role::kBass, Role::kChords, Role::kLead}) {
    if (plan.parts.size() >= kCompany || has(role)) continue;
    for (const Chair& chair : genre.chairs) {
      if (chair.role != role || chair.chance < kNeverLacks) continue;
      const int program = rng.pick(chair.programs);
      if (!plan.has_part(program)) plan.parts.push_back({program, role});
      break;
    }
  }
  std::sort(plan.parts.begin(), plan.parts.end(),
            [](const PlanPart& a, const PlanPart& b) { return a.program < b.program; });
  return plan;
}

std::vector<Section> round_of(const std::vector<Section>& form, bool first) {
  std::vector<Section> round;
  int bars = 0;
  for (Section section : form) {
    if (section.kind == SectionKind::kOutro) continue;
    if (section.kind == SectionKind::kIntro) {
      if (!first || !round.empty()) continue;
      section.bars = std::min(section.bars, kLongestIntro);
    }
    section.bars = std::min(section.bars, kLongestRound - bars);
    if (section.bars <= 0) break;
    bars += section.bars;
    round.push_back(section);
  }
  // Less than a phrase comes around too soon.
  if (bars < 8) round.push_back({SectionKind::kTheme, 8, 4, 4});
  return round;
}

RoundThemes themes_of_round(uint64_t seed, int64_t round, double temperature) {
  const double heat = temperature / kPlanSampling.temperature;
  const double returns = std::clamp(2 - heat, 0.0, 1.0);
  const int64_t pair = round / 2;
  const auto due = [&](int64_t times) { return std::floor(static_cast<double>(times) * returns); };
  const bool first = round == 0 || (round % 2 == 0 && due(pair) > due(pair - 1));
  const auto theme = first ? uint64_t{0} : static_cast<uint64_t>(round + 1);
  const double varied = static_cast<double>(pair) * std::clamp(heat, 0.0, 1.0);
  return {Rng(seed).fork(0xC0DA + theme).next(), static_cast<uint64_t>(varied)};
}

}  // namespace continuo
