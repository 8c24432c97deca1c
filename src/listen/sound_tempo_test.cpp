#include "listen/sound_tempo.h"

#include <gtest/gtest.h>

#include "listen/sound_onsets.h"
#include "listen/test_sounds.h"

namespace continuo {
namespace {

// Kicks on beats, hats on eighths of which some are left out, all up to 8 ms off.
Stereo beats(double bpm, double seconds, double first_s, uint64_t seed) {
  Rng rng(seed);
  Stereo sound = test::quiet(seconds);
  const double eighth = 30 / bpm;
  for (int i = 0; first_s + i * eighth < seconds - 0.1; ++i) {
    const double at = first_s + i * eighth + std::clamp(rng.normal(0, 0.004), -0.008, 0.008);
    if (i % 2 == 0) {
      test::add_kick(sound, at, 0.4);
      test::add_stroke(sound, at, 0.2, seed + static_cast<uint64_t>(i));
    } else if (rng.chance(0.7)) {
      test::add_stroke(sound, at, 0.07, seed + static_cast<uint64_t>(i));
    }
  }
  return sound;
}

TEST(SoundTempo, IsFineToATenthOfAPerCent) {
  for (int bpm = 63; bpm <= 190; bpm += 7) {
    const auto onsets = sound_onsets(beats(bpm, 24, 0.4, static_cast<uint64_t>(bpm)));
    const SoundTempo free = sound_tempo(onsets);
    EXPECT_NE(tempo_relation(bpm, free.bpm, 0.001), TempoRelation::kOther) << bpm << free.bpm;
    const SoundTempo near = sound_tempo(onsets, {bpm * 0.75, bpm * 1.3});
    EXPECT_NEAR(near.bpm / bpm, 1.0, 0.001) << bpm;
    EXPECT_GT(near.clarity, 0.7) << bpm;
  }
}

TEST(SoundTempo, TellsWhereTheBeatFalls) {
  for (const double first : {0.05, 0.2, 0.37}) {
    const SoundTempo heard = sound_tempo(sound_onsets(beats(120, 20, first, 3)), {90, 150});
    EXPECT_NEAR(heard.beat_s, first, 0.01);
  }
}

TEST(SoundTempo, DoesNotFindATempoThatIsNotThere) {
  const auto onsets = sound_onsets(beats(100, 20, 0.3, 1));
  // Looked for where it is not, nothing that is found is near a level of it and clear at once.
  const SoundTempo elsewhere = sound_tempo(onsets, {108, 125});
  const SoundTempo there = sound_tempo(onsets, {90, 112});
  EXPECT_LT(elsewhere.clarity, 0.7 * there.clarity);
  EXPECT_GT(std::abs(elsewhere.bpm / 100 - 1), 0.05);
}

TEST(SoundTempo, ChanceHasNoClarity) {
  Rng rng(8);
  std::vector<Onset> onsets;
  for (double at = 0; at < 60; at += rng.uniform(0.05, 0.7)) onsets.push_back({at, 1});
  EXPECT_LT(sound_tempo(onsets).clarity, 0.45);
  EXPECT_EQ(sound_tempo({}).bpm, 0);
}

}  // namespace
}  // namespace continuo
