#include "score/fades.h"

#include <algorithm>

namespace continuo {

std::vector<Fade> fades_of(const Score& score) {
  std::vector<Fade> fades;
  size_t bar = 0;
  for (const Section& section : score.plan.sections) {
    if (bar >= score.bars.size()) break;
    const size_t end = std::min(bar + static_cast<size_t>(section.bars), score.bars.size());
    const bool in = section.has(Gesture::kFadeIn);
    const bool out = section.has(Gesture::kFadeOut);
    if (in || out) {
      const int from = score.bars[bar].start;
      const int to = score.bars[end - 1].end();
      const int middle = in && out ? (from + to) / 2 : in ? to : from;
      const bool last = end == score.bars.size();
      if (in) fades.push_back({from, middle, 0, 1, last && !out});
      if (out) fades.push_back({middle, to, 1, 0, last});
    }
    bar = end;
  }
  return fades;
}

double expression_at(const std::vector<Fade>& fades, double tick) {
  for (const Fade& fade : fades) {
    if (tick < fade.from) break;
    if (tick >= fade.to && !fade.last) continue;
    const double done = std::clamp((tick - fade.from) / (fade.to - fade.from), 0.0, 1.0);
    return fade.before + (fade.after - fade.before) * done;
  }
  return 1;
}

}  // namespace continuo
