// Forms as lists of sections, their return, and the entrances of the players.
#include "arrange/form.h"

#include <algorithm>
#include <array>

namespace continuo {
namespace {

using K = SectionKind;

int material_of(SectionKind kind) {
  switch (kind) {
    case K::kVerse:
    case K::kTheme:
    case K::kVariation:
    case K::kIntro:
    case K::kOutro:
    case K::kSolo:
    case K::kBreak:
      return 0;
    case K::kChorus:
    case K::kDrop:
      return 1;
    case K::kBridge:
      return 2;
    case K::kPreChorus:
    case K::kBuild:
      return 3;
    case K::kInterlude:
      return 4;
  }
  return 0;
}

// A section of a form: kind, bars in a piece of usual length, and level of energy 0..1.
struct Block {
  SectionKind kind;
  int bars;
  double energy;
};
using Blocks = std::vector<Block>;

const std::vector<Blocks>& blocks_of(Form form) {
  static const std::vector<Blocks> song = {
      {{K::kIntro, 4, .3},
       {K::kVerse, 8, .45},
       {K::kChorus, 8, .8},
       {K::kVerse, 8, .5},
       {K::kChorus, 8, .9},
       {K::kOutro, 4, .4}},
      {{K::kVerse, 8, .4},
       {K::kPreChorus, 4, .6},
       {K::kChorus, 8, .85},
       {K::kVerse, 8, .5},
       {K::kChorus, 8, 1}},
      {{K::kIntro, 4, .4},
       {K::kVerse, 8, .5},
       {K::kPreChorus, 4, .6},
       {K::kChorus, 8, .9},
       {K::kBridge, 8, .5},
       {K::kChorus, 8, 1},
       {K::kOutro, 4, .5}},
      {{K::kVerse, 8, .5}, {K::kChorus, 8, .8}, {K::kSolo, 8, .8}, {K::kChorus, 8, .9}},
      {{K::kIntro, 2, .5},
       {K::kChorus, 8, .8},
       {K::kVerse, 8, .5},
       {K::kChorus, 8, .9},
       {K::kOutro, 2, .5}},
      {{K::kIntro, 8, .4},
       {K::kVerse, 8, .5},
       {K::kChorus, 8, .8},
       {K::kInterlude, 4, .4},
       {K::kVerse, 8, .6},
       {K::kChorus, 8, 1}}};
  static const std::vector<Blocks> strains = {
      {{K::kIntro, 4, .5}, {K::kTheme, 16, .6}, {K::kBridge, 16, .7}, {K::kTheme, 8, .8}},
      {{K::kTheme, 16, .5}, {K::kInterlude, 4, .5}, {K::kBridge, 16, .8}},
      {{K::kIntro, 4, .6},
       {K::kTheme, 8, .5},
       {K::kTheme, 8, .6},
       {K::kBridge, 8, .7},
       {K::kBridge, 8, .8},
       {K::kTheme, 8, .9}},
      {{K::kTheme, 8, .5}, {K::kBridge, 8, .7}, {K::kTheme, 8, .8}}};
  static const std::vector<Blocks> choruses = {
      {{K::kTheme, 12, .5}, {K::kSolo, 12, .8}, {K::kTheme, 12, .7}},
      {{K::kIntro, 4, .4},
       {K::kTheme, 8, .5},
       {K::kTheme, 8, .6},
       {K::kBridge, 8, .6},
       {K::kTheme, 8, .7}},
      {{K::kTheme, 16, .5}, {K::kSolo, 16, .8}, {K::kOutro, 4, .5}},
      {{K::kIntro, 4, .4}, {K::kVerse, 12, .5}, {K::kSolo, 12, .9}, {K::kVerse, 12, .6}}};
  static const std::vector<Blocks> build_up = {{{K::kIntro, 8, .3},
                                                {K::kBuild, 8, .6},
                                                {K::kDrop, 16, 1},
                                                {K::kBreak, 8, .3},
                                                {K::kDrop, 8, .95}},
                                               {{K::kIntro, 4, .3},
                                                {K::kVerse, 8, .5},
                                                {K::kBuild, 4, .7},
                                                {K::kDrop, 8, 1},
                                                {K::kBreak, 4, .2},
                                                {K::kBuild, 4, .7},
                                                {K::kDrop, 8, 1},
                                                {K::kOutro, 4, .4}},
                                               {{K::kBuild, 8, .5},
                                                {K::kDrop, 8, .9},
                                                {K::kBreak, 8, .4},
                                                {K::kDrop, 8, 1},
                                                {K::kOutro, 8, .3}},
                                               {{K::kIntro, 8, .4},
                                                {K::kTheme, 8, .6},
                                                {K::kBreak, 4, .3},
                                                {K::kDrop, 16, .9},
                                                {K::kOutro, 4, .5}}};
  static const std::vector<Blocks> arch = {
      {{K::kIntro, 4, .2},
       {K::kTheme, 8, .4},
       {K::kBuild, 8, .7},
       {K::kTheme, 8, 1},
       {K::kOutro, 4, .3}},
      {{K::kTheme, 8, .3},
       {K::kVariation, 8, .5},
       {K::kBridge, 8, .7},
       {K::kTheme, 8, .9},
       {K::kOutro, 4, .2}},
      {{K::kIntro, 8, .2}, {K::kTheme, 8, .5}, {K::kInterlude, 4, .4}, {K::kTheme, 8, .9}},
      {{K::kTheme, 8, .5}, {K::kBridge, 8, .8}, {K::kTheme, 8, .4}},
      {{K::kIntro, 4, .5},
       {K::kTheme, 8, .7},
       {K::kBreak, 4, .2},
       {K::kBuild, 8, .6},
       {K::kChorus, 8, 1}}};
  static const std::vector<Blocks> variations = {
      {{K::kTheme, 8, .4}, {K::kVariation, 8, .6}, {K::kVariation, 8, .8}, {K::kTheme, 8, .5}},
      {{K::kTheme, 8, .4}, {K::kVariation, 8, .6}, {K::kBridge, 8, .5}, {K::kVariation, 8, .9}},
      {{K::kIntro, 2, .3}, {K::kTheme, 8, .5}, {K::kVariation, 8, .7}, {K::kOutro, 4, .4}}};
  static const std::vector<Blocks> loop = {
      {{K::kIntro, 4, .3},
       {K::kTheme, 8, .6},
       {K::kTheme, 8, .7},
       {K::kBreak, 4, .3},
       {K::kTheme, 8, .7},
       {K::kOutro, 4, .3}},
      {{K::kIntro, 4, .4},
       {K::kVerse, 8, .6},
       {K::kChorus, 8, .8},
       {K::kVerse, 8, .6},
       {K::kOutro, 4, .4}},
      {{K::kTheme, 8, .5}, {K::kInterlude, 8, .6}, {K::kTheme, 8, .6}, {K::kOutro, 4, .4}},
      {{K::kIntro, 8, .4}, {K::kTheme, 16, .6}, {K::kBreak, 4, .3}, {K::kTheme, 8, .7}}};
  static const std::vector<Blocks> brief = {
      {{K::kTheme, 8, .5}, {K::kTheme, 8, .6}},
      {{K::kTheme, 16, .5}},
      {{K::kIntro, 2, .4}, {K::kTheme, 8, .6}, {K::kOutro, 2, .4}},
      {{K::kTheme, 8, .5}, {K::kBridge, 4, .7}, {K::kTheme, 8, .6}},
      {{K::kVerse, 8, .4}, {K::kChorus, 8, .8}},
      {{K::kTheme, 12, .6}},
      {{K::kVerse, 8, .6}},
      {{K::kChorus, 8, .8}, {K::kOutro, 4, .5}}};
  static const std::vector<Blocks> ballad = {{{K::kIntro, 4, .2},
                                              {K::kVerse, 8, .3},
                                              {K::kVerse, 8, .45},
                                              {K::kChorus, 8, .8},
                                              {K::kOutro, 4, .2}},
                                             {{K::kVerse, 8, .3},
                                              {K::kPreChorus, 4, .5},
                                              {K::kChorus, 8, .8},
                                              {K::kBridge, 4, .5},
                                              {K::kChorus, 8, 1},
                                              {K::kOutro, 4, .2}},
                                             {{K::kIntro, 2, .2},
                                              {K::kVerse, 8, .35},
                                              {K::kChorus, 8, .7},
                                              {K::kInterlude, 4, .4},
                                              {K::kChorus, 8, .9}}};
  switch (form) {
    case Form::kStrains:
      return strains;
    case Form::kChoruses:
      return choruses;
    case Form::kBuildUp:
      return build_up;
    case Form::kArch:
      return arch;
    case Form::kThemeVariations:
      return variations;
    case Form::kLoop:
      return loop;
    case Form::kShort:
      return brief;
    case Form::kBallad:
      return ballad;
    case Form::kSong:
      break;
  }
  return song;
}

int level(double share, const Genre& genre, int shift) {
  const double span = genre.high_intensity - genre.low_intensity;
  const int value = static_cast<int>(genre.low_intensity + share * span + 0.5) + shift;
  return std::clamp(value, 0, kLevelCount - 1);
}

}  // namespace

bool SectionSpan::has(Gesture gesture) const {
  return std::find(gestures.begin(), gestures.end(), gesture) != gestures.end();
}

bool SectionSpan::rests(int program) const {
  return std::find(tacet.begin(), tacet.end(), program) != tacet.end();
}

std::vector<SectionSpan> lay_out(const Plan& plan) {
  std::vector<SectionSpan> spans;
  std::array<int, kMaterialCount> seen{};
  int bar = 0;
  for (const Section& section : plan.sections) {
    SectionSpan span;
    span.kind = section.kind;
    span.first_bar = bar;
    span.bars = section.bars;
    span.intensity = section.intensity;
    span.dynamics = section.dynamics;
    span.material = material_of(section.kind);
    span.occurrence = seen[static_cast<size_t>(span.material)]++;
    const size_t index = spans.size();
    if (goes_on(plan.sections, index)) {
      span.course_bar = spans.back().course_bar + spans.back().bars;
      spans.back().course_on = true;
    }
    span.glides = section.glide;
    span.tacet = section.tacet;
    span.gestures = section.gestures;
    bar += section.bars;
    spans.push_back(std::move(span));
  }
  if (!spans.empty()) spans.back().last = true;
  return spans;
}

std::vector<std::vector<char>> choose_players(const Plan& plan,
                                              const std::vector<SectionSpan>& sections, Rng& rng,
                                              bool by_program) {
  const size_t parts = plan.parts.size();
  std::vector<std::vector<char>> active(sections.size(), std::vector<char>(parts, 1));
  if (parts == 0 || sections.empty()) return active;
  constexpr int kLongSection = 12;  // bars
  // The level from which each player is in. The first of a role is more of a regular than the
  // second.
  std::vector<double> threshold(parts);
  std::array<int, kRoleCount> seen{};
  for (size_t i = 0; i < parts; ++i) {
    static constexpr std::array<double, kRoleCount> kBase = {1.2, 3.6, 1.0, 2.8, 1.8, 1.4, 1.8};
    const auto role = static_cast<size_t>(plan.parts[i].role);
    Rng own = rng.fork(static_cast<uint64_t>(plan.parts[i].program));
    threshold[i] = kBase[role] + (by_program ? own : rng).uniform(-1.2, 1.0) + 1.0 * seen[role];
    ++seen[role];
  }
  // Small bands keep together.
  const double together = parts <= 2 ? 3.0 : (parts == 3 ? 1.4 : 0.0);
  // Where music has no end nobody waits a minute for an entrance.
  const double keep = by_program ? std::max(together, 1.5) : together;
  int fullest = 0;
  for (const SectionSpan& section : sections) fullest = std::max(fullest, section.intensity);
  std::vector<char> told(parts, 0);
  for (size_t i = 0; i < parts; ++i) {
    for (const SectionSpan& section : sections)
      told[i] = told[i] || section.rests(plan.parts[i].program);
  }
  for (size_t s = 0; s < sections.size(); ++s) {
    const SectionSpan& section = sections[s];
    const auto rests = [&](size_t i) { return section.rests(plan.parts[i].program); };
    const bool edge =
        section.kind == K::kIntro || section.kind == K::kBreak || section.kind == K::kOutro;
    bool any = false;
    for (size_t i = 0; i < parts; ++i) {
      double need = threshold[i] - keep + (edge ? 1.0 : 0.0);
      // Nobody of the band sits through a long section.
      if (!edge && section.bars >= kLongSection) need -= 3.0;
      const Role role = plan.parts[i].role;
      if (role == Role::kLead && section.kind == K::kIntro && parts > 2) need += 1.5;
      if (role == Role::kDrums && section.kind == K::kBreak) need += 2.0;
      if (role == Role::kBass && section.kind == K::kBreak) need += 1.0;
      active[s][i] =
          told[i] ? !rests(i) : section.intensity >= need || section.intensity == fullest;
      any = any || (active[s][i] && role != Role::kDrums);
    }
    // Pads alone are a bed without a sleeper: someone who moves joins them.
    bool moves = false;
    size_t mover = parts;
    for (size_t i = 0; i < parts; ++i) {
      const Role role = plan.parts[i].role;
      if (role == Role::kPad || role == Role::kDrums || rests(i)) continue;
      moves = moves || active[s][i];
      if (mover == parts || threshold[i] < threshold[mover]) mover = i;
    }
    if (any && !moves && mover < parts && rng.chance(0.8)) active[s][mover] = 1;
    if (any) continue;
    // The steadiest pitched player carries a section that would be empty.
    size_t steady = parts;
    for (size_t i = 0; i < parts; ++i) {
      if (plan.parts[i].role == Role::kDrums || rests(i)) continue;
      if (steady == parts || threshold[i] < threshold[steady]) steady = i;
    }
    if (steady < parts || !rests(0)) active[s][steady == parts ? 0 : steady] = 1;
  }
  return active;
}

std::vector<Section> draw_form(const Genre& genre, int bars, Rng& rng) {
  const Form form = rng.chance(0.18) ? Form::kShort : rng.pick(genre.forms);
  Blocks blocks = rng.pick(blocks_of(form));
  auto total = [&] {
    int sum = 0;
    for (const Block& block : blocks) sum += block.bars;
    return sum;
  };
  // Halve, then drop sections from the middle, until the piece has about the length asked for.
  for (int round = 0; round < 3 && total() > bars * 5 / 4 + 2; ++round) {
    for (Block& block : blocks) {
      if (block.bars > 4 && total() > bars * 5 / 4 + 2 && (round > 0 || block.bars >= 8))
        block.bars /= 2;
    }
  }
  while (blocks.size() > 2 && total() > bars * 5 / 4 + 4) {
    blocks.erase(blocks.begin() +
                 rng.range(1, static_cast<int>(blocks.size()) - 2 + (blocks.size() > 2 ? 0 : 1)));
  }
  if (total() * 2 <= bars) {
    for (Block& block : blocks) block.bars *= 2;
  }
  if (rng.chance(0.12)) {
    Block& odd = blocks[static_cast<size_t>(rng.range(0, static_cast<int>(blocks.size()) - 1))];
    odd.bars = std::max(1, odd.bars + rng.range(-2, 3));
  }
  const int curve = rng.range(0, 9);  // most follow the form; some rise, fall, stay flat or wander
  const int shift = rng.range(-1, 1) + (rng.chance(0.12) ? rng.range(-2, 2) : 0);
  const int loudness = rng.chance(0.3) ? rng.range(-3, 2) : rng.range(-1, 1);
  std::vector<Section> sections;
  for (size_t i = 0; i < blocks.size(); ++i) {
    double energy = blocks[i].energy;
    const double along =
        blocks.size() > 1 ? static_cast<double>(i) / static_cast<double>(blocks.size() - 1) : 0.5;
    if (curve == 6) energy = 0.15 + 0.85 * along;
    if (curve == 7) energy = 1.0 - 0.8 * along;
    if (curve == 8) energy = 0.6;
    if (curve == 9) energy = rng.uniform();
    Section section;
    section.kind = blocks[i].kind;
    section.bars = blocks[i].bars;
    section.intensity = level(energy, genre, shift);
    section.dynamics =
        std::clamp(section.intensity + loudness + rng.range(-1, 1) / 1, 0, kLevelCount - 1);
    sections.push_back(section);
  }
  return sections;
}

}  // namespace continuo
