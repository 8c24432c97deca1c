// Forms of pieces of several minutes: an opening, rounds that return and rise, a contrast, a close.
#include <algorithm>
#include <cmath>

#include "arrange/form.h"

namespace continuo {
namespace {

using K = SectionKind;

// A section of a form: kind, bars in usual length, and energy beside the piece's own level, -1..1.
struct Block {
  SectionKind kind;
  int bars;
  double energy;
};
using Blocks = std::vector<Block>;

struct LongForm {
  Blocks opening, round, contrast, close;
};

const LongForm& long_form_of(Form form) {
  static const LongForm song{
      {{K::kIntro, 8, -.5}},
      {{K::kVerse, 16, -.2}, {K::kPreChorus, 4, .1}, {K::kChorus, 8, .5}, {K::kInterlude, 4, -.2}},
      {{K::kBridge, 8, -.5}, {K::kSolo, 8, .3}},
      {{K::kChorus, 16, .8}, {K::kOutro, 8, -.4}}};
  static const LongForm ballad{{{K::kIntro, 4, -.8}, {K::kVerse, 8, -.6}},
                               {{K::kVerse, 8, -.3}, {K::kChorus, 8, .3}, {K::kInterlude, 4, -.4}},
                               {{K::kBridge, 8, -.6}, {K::kBuild, 4, .2}},
                               {{K::kChorus, 16, .8}, {K::kOutro, 8, -.8}}};
  static const LongForm build_up{
      {{K::kIntro, 16, -.7}},
      {{K::kTheme, 16, -.1}, {K::kBuild, 8, .3}, {K::kDrop, 16, .8}, {K::kBreak, 8, -.8}},
      {{K::kBridge, 16, -.5}, {K::kBuild, 8, .4}},
      {{K::kDrop, 16, 1}, {K::kOutro, 8, -.5}}};
  static const LongForm variations{
      {{K::kIntro, 4, -.5}, {K::kTheme, 16, -.3}},
      {{K::kVariation, 16, .1}, {K::kInterlude, 4, -.3}, {K::kTheme, 8, .2}},
      {{K::kBridge, 16, -.5}, {K::kBuild, 4, .3}},
      {{K::kVariation, 8, .6}, {K::kTheme, 16, .7}, {K::kOutro, 4, -.6}}};
  static const LongForm choruses{{{K::kIntro, 4, -.4}, {K::kTheme, 16, -.2}},
                                 {{K::kSolo, 16, .2}, {K::kBridge, 8, .1}, {K::kTheme, 8, 0}},
                                 {{K::kBreak, 8, -.7}, {K::kSolo, 16, .6}},
                                 {{K::kTheme, 16, .3}, {K::kOutro, 4, -.4}}};
  static const LongForm loop{
      {{K::kIntro, 8, -.5}},
      {{K::kTheme, 16, 0}, {K::kVerse, 8, .2}, {K::kChorus, 8, .4}, {K::kBreak, 4, -.5}},
      {{K::kBridge, 16, -.3}},
      {{K::kChorus, 8, .4}, {K::kTheme, 8, .1}, {K::kOutro, 8, -.5}}};
  switch (form) {
    case Form::kBallad:
      return ballad;
    case Form::kBuildUp:
      return build_up;
    case Form::kArch:
    case Form::kStrains:
    case Form::kThemeVariations:
      return variations;
    case Form::kChoruses:
      return choruses;
    case Form::kLoop:
      return loop;
    case Form::kSong:
    case Form::kShort:
      break;
  }
  return song;
}

int total(const Blocks& blocks) {
  int sum = 0;
  for (const Block& block : blocks) sum += block.bars;
  return sum;
}

// Whole phrases are added where they are missing, and taken where there are too many.
void fit(Blocks& blocks, int bars) {
  constexpr int kPhrase = 4;
  for (int round = 0; round < 1000 && total(blocks) + kPhrase <= bars; ++round) {
    Block& block = blocks[static_cast<size_t>(round) * 3 % blocks.size()];
    if (block.bars < 32) block.bars += kPhrase;
  }
  for (int round = 0; round < 1000 && total(blocks) > bars; ++round) {
    Block& longest =
        *std::max_element(blocks.begin(), blocks.end(),
                          [](const Block& a, const Block& b) { return a.bars < b.bars; });
    longest.bars -= std::min(kPhrase, longest.bars - 1);
  }
  blocks.back().bars += bars - total(blocks);
}

}  // namespace

std::vector<Section> draw_long_form(const Genre& genre, int bars, int intensity, int dynamics,
                                    Rng& rng) {
  const LongForm& form = long_form_of(rng.pick(genre.forms));
  const int rest = bars - total(form.opening) - total(form.contrast) - total(form.close);
  const int rounds = std::max(1, (rest + total(form.round) / 2) / total(form.round));
  // The contrast stands after two thirds, so that one round at least follows where there are three.
  const int before = rounds == 1 ? 1 : (2 * rounds + 1) / 3;
  Blocks blocks = form.opening;
  const auto add = [&](const Blocks& more, double lift) {
    for (Block block : more) {
      block.energy += lift;
      blocks.push_back(block);
    }
  };
  for (int round = 0; round < rounds; ++round) {
    if (round == before) add(form.contrast, 0);
    add(form.round, 0.12 * round);
  }
  if (before >= rounds) add(form.contrast, 0);
  add(form.close, 0);
  fit(blocks, bars);
  std::vector<Section> sections;
  for (const Block& block : blocks) {
    const auto level = [&](int middle) {
      return std::clamp(static_cast<int>(std::lround(middle + 2.4 * block.energy)), 0,
                        kLevelCount - 1);
    };
    // Sixteen bars are eight and eight more, in which somebody comes in.
    const bool two = block.bars >= 12;
    const int first = two ? block.bars / 8 * 4 : block.bars;
    sections.push_back({block.kind, first, level(intensity), level(dynamics)});
    if (!two) continue;
    Section second{block.kind, block.bars - first, level(intensity), level(dynamics)};
    second.intensity += second.intensity + 1 < kLevelCount ? 1 : -1;
    sections.push_back(second);
  }
  return sections;
}

}  // namespace continuo
