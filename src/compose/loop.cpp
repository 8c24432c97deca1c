#include "compose/loop.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "compose/take.h"
#include "dsp/loudness.h"
#include "prompt/named_length.h"
#include "score/words.h"

namespace continuo {

namespace {

constexpr int kRounds = 3;

std::vector<float> second_third(const std::vector<float>& values) {
  const auto length = static_cast<std::ptrdiff_t>(values.size() / kRounds);
  return {values.begin() + length, values.begin() + 2 * length};
}

}  // namespace

bool names_loop(std::string_view words) {
  static constexpr std::array<std::string_view, 12> kPhrases = {
      "loopable",          "seamless loop", "seamlessly loop",  "seamlessly looping",
      "seamlessly looped", "perfect loop",  "endless loop",     "bar loop",
      "bars loop",         "as a loop",     "loops seamlessly", "loop seamlessly"};
  const std::string plain = " " + plain_words(words) + " ";
  return std::any_of(kPhrases.begin(), kPhrases.end(), [&](std::string_view phrase) {
    return plain.find(" " + std::string(phrase) + " ") != std::string::npos;
  });
}

Plan as_loop(Plan plan, const Wish& wish) {
  if (wish.given.sections && !wish.bars && !wish.seconds) {
    for (Section& section : plan.sections) std::erase(section.gestures, Gesture::kFadeOut);
    return plan;
  }
  const NamedLength named = named_length(wish.prompt);
  const double bar_s = plan.metre.bar_ticks() * 60.0 / (kTicksPerQuarter * plan.bpm);
  const double seconds = wish.seconds.value_or(wish.bars ? 0 : named.seconds.value_or(0));
  int bars = wish.bars.value_or(named.bars.value_or(kUsualLoopBars));
  if (seconds > 0) bars = std::max(1, static_cast<int>(std::lround(seconds / bar_s)));
  bars = std::clamp(bars, 1, kMaxPlanBars);
  // How it is on the whole, where it is itself: no introduction, no ending.
  double intensity = 0, dynamics = 0;
  int counted = 0;
  for (const Section& section : plan.sections) {
    const bool edge = section.kind == SectionKind::kIntro || section.kind == SectionKind::kOutro;
    if (edge && counted + section.bars < plan.bars() && plan.sections.size() > 1) continue;
    intensity += section.intensity * section.bars;
    dynamics += section.dynamics * section.bars;
    counted += section.bars;
  }
  const auto mean = [&](double sum) {
    return static_cast<int>(std::lround(counted > 0 ? sum / counted : 4.0));
  };
  const int steady = mean(intensity);
  const int loud = mean(dynamics);
  plan.sections.clear();
  for (int left = bars; left > 0;) {
    const int piece = left > 24 ? 16 : left;
    const bool answer = plan.sections.size() % 2 == 1;
    plan.sections.push_back(
        {answer ? SectionKind::kChorus : SectionKind::kTheme, piece, steady, loud});
    left -= piece;
  }
  return plan;
}

Score cut_at_end(Score score) {
  const int end = score.end();
  for (Part& part : score.parts) {
    for (Note& note : part.notes) note.duration = std::min(note.duration, end - note.start);
  }
  return score;
}

size_t loop_frames(const Score& score) {
  return static_cast<size_t>(std::lround(score.seconds_at(score.end()) * kSampleRateHz));
}

Stereo folded(const Stereo& sound, size_t frames) {
  Stereo round{std::vector<float>(2 * frames), sound.rate_hz};
  for (size_t i = 0; i < sound.samples.size() && frames > 0; ++i)
    round.samples[i % (2 * frames)] += sound.samples[i];
  return round;
}

Stereo in_rounds(const Stereo& round) {
  Stereo rounds{{}, round.rate_hz};
  for (int i = 0; i < kRounds; ++i)
    rounds.samples.insert(rounds.samples.end(), round.samples.begin(), round.samples.end());
  return rounds;
}

Stereo second_round(const Stereo& rounds) { return {second_third(rounds.samples), rounds.rate_hz}; }

Stereo render_loop(const Score& score, SoundfontRenderer& renderer, std::vector<float>* gains,
                   const std::atomic<bool>* cancel) {
  Stereo rounds = in_rounds(folded(render(score, renderer, cancel), loop_frames(score)));
  normalise_loudness(rounds, kTargetLoudness_lufs, kTruePeakCeiling_db, gains);
  if (gains) *gains = second_third(*gains);
  return second_round(rounds);
}

}  // namespace continuo
