#include "score/sections_found.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "score/instrument.h"
#include "score/key_guess.h"

namespace continuo {

namespace {

// What a block of bars sounds like: a place in a space where close means alike.
struct BlockFeatures {
  std::array<double, 12> chroma{};
  double density = 0;
  double height = 0;
  double loudness = 0;
};

BlockFeatures features_of(const Score& score, int begin, int end) {
  BlockFeatures features;
  features.chroma = pitch_class_weights(score, begin, end);
  double total = 0;
  for (const double weight : features.chroma) total += weight;
  for (double& weight : features.chroma) weight /= std::max(total, 1.0);
  features.density = std::log2(1 + notes_a_quarter(score, begin, end));
  double pitch = 0;
  double loud = 0;
  double count = 0;
  double pitched = 0;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      if (note.start < begin || note.start >= end) continue;
      loud += note.velocity;
      count += 1;
      if (part.program == kDrumKit) continue;
      pitch += note.pitch;
      pitched += 1;
    }
  }
  features.height = pitched > 0 ? pitch / pitched / 12 : 5;
  features.loudness = count > 0 ? loud / count / 32 : 2.5;
  return features;
}

double distance(const BlockFeatures& a, const BlockFeatures& b) {
  double chroma = 0;
  for (size_t i = 0; i < 12; ++i) chroma += std::abs(a.chroma[i] - b.chroma[i]);
  return chroma + std::abs(a.density - b.density) + 0.6 * std::abs(a.height - b.height) +
         0.4 * std::abs(a.loudness - b.loudness);
}

int loudness_level(double mean_velocity) {
  return std::clamp(static_cast<int>(std::lround((mean_velocity - 22.0) / 14.2)), 0,
                    kLevelCount - 1);
}

struct Block {
  size_t first_bar = 0;
  size_t bars = 0;
  BlockFeatures features;
};

// Blocks of four bars (two in short pieces), neighbours that sound alike joined up to sixteen bars.
std::vector<Block> find_blocks(const Score& score) {
  const size_t count = score.bars.size();
  const size_t step = count <= 12 ? 2 : 4;
  std::vector<Block> blocks;
  for (size_t first = 0; first < count; first += step) {
    const size_t bars = std::min(step, count - first);
    const int begin = score.bars[first].start;
    const int end = score.bars[first + bars - 1].end();
    blocks.push_back({first, bars, features_of(score, begin, end)});
  }
  std::vector<Block> joined;
  for (const Block& block : blocks) {
    const bool alike = !joined.empty() && distance(joined.back().features, block.features) < 0.75;
    const bool stub = !joined.empty() && block.bars < step;
    if ((alike || stub || joined.empty()) && !joined.empty() &&
        joined.back().bars + block.bars <= 16) {
      joined.back().bars += block.bars;
      const size_t last = joined.back().first_bar + joined.back().bars - 1;
      joined.back().features =
          features_of(score, score.bars[joined.back().first_bar].start, score.bars[last].end());
    } else {
      joined.push_back(block);
    }
  }
  return joined;
}

}  // namespace

double notes_a_quarter(const Score& score, int begin, int end) {
  int count = 0;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) count += note.start >= begin && note.start < end ? 1 : 0;
  }
  return end > begin ? static_cast<double>(count) * kTicksPerQuarter / (end - begin) : 0;
}

void find_sections(Score& score) {
  const std::vector<Block> blocks = find_blocks(score);
  std::vector<double> densities;
  for (const Block& block : blocks) densities.push_back(block.features.density);
  std::vector<double> ranked = densities;
  std::sort(ranked.begin(), ranked.end());
  const double spread = ranked.back() - ranked.front();
  score.plan.sections.clear();
  for (size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const double absolute = std::clamp(block.features.density * 1.6, 0.0, 7.0);
    double relative = absolute;
    if (spread > 0.25) relative = 1 + 5.5 * (densities[i] - ranked.front()) / spread;
    Section section;
    section.bars = static_cast<int>(block.bars);
    section.intensity =
        std::clamp(static_cast<int>(std::lround((absolute + relative) / 2)), 0, kLevelCount - 1);
    section.dynamics = loudness_level(block.features.loudness * 32);
    const double from_first = distance(blocks.front().features, block.features);
    section.kind = i == 0 || from_first < 0.6 ? SectionKind::kTheme
                   : from_first < 1.5         ? SectionKind::kVariation
                                              : SectionKind::kInterlude;
    score.plan.sections.push_back(section);
    for (size_t bar = 0; bar < block.bars; ++bar) {
      Bar& target = score.bars[block.first_bar + bar];
      target.section = section.kind;
      target.bar_in_section = static_cast<int>(bar);
      target.intensity = section.intensity;
      target.dynamics = section.dynamics;
    }
  }
}

}  // namespace continuo
