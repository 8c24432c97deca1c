// The table's effect, heard: these tests need MuseScore General, whose figures it holds.
#include "synth/program_loudness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dsp/loudness.h"
#include "score/instrument.h"
#include "synth/soundfont.h"

namespace continuo {
namespace {

constexpr int kSoundEffects = 120;  // and above: no notes

Stereo played(SoundfontRenderer& renderer, int program, const std::vector<int>& keys,
              int velocity) {
  Plan plan;
  plan.bpm = 120;
  plan.parts = {{program, Role::kLead}};
  plan.sections = {{SectionKind::kTheme, 2, 4, 4}};
  Score score = blank_score(plan);
  int tick = 0;
  for (const int key : keys) {
    score.part(program, Role::kLead).notes.push_back({tick, 43, key, velocity});
    tick += 48;
  }
  renderer.begin(plan);
  renderer.finish(score);
  Stereo sound;
  sound.samples.resize(2 * keys.size() * kSampleRateHz / 2);
  sound.samples.resize(2 * renderer.pull(sound.samples));
  return sound;
}

std::vector<int> range_of(int program) {
  const Instrument& about = instrument(program);
  std::vector<int> keys;
  for (int i = 2; i <= 6; ++i)
    keys.push_back(about.lowest + (about.highest - about.lowest) * i / 8);
  return keys;
}

TEST(ProgramLoudness, EqualNotesAreEquallyLoudOnAllInstruments) {
  if (find_soundfont().filename().string().rfind("MuseScore_General", 0) != 0)
    GTEST_SKIP() << "the table is of another soundfont";
  SoundfontRenderer renderer;
  double quietest = 0, loudest = -100;
  for (int program = 0; program < kSoundEffects; ++program) {
    const double lufs =
        measure_loudness(played(renderer, program, range_of(program), 84)).integrated_lufs;
    ASSERT_TRUE(std::isfinite(lufs)) << program;
    quietest = std::min(quietest, lufs);
    loudest = std::max(loudest, lufs);
  }
  EXPECT_LE(loudest - quietest, 3);
}

TEST(ProgramLoudness, LouderStrokesAreLouder) {
  SoundfontRenderer renderer;
  for (const int program : {0, 4, 11, 19, 24, 30, 33, 40, 48, 52, 56, 66, 73, 81, 89, 104}) {
    double before = -200;
    double first = 0;
    for (const int velocity : {16, 32, 48, 64, 80, 96, 112, 127}) {
      const double lufs =
          measure_loudness(played(renderer, program, range_of(program), velocity)).integrated_lufs;
      EXPECT_GT(lufs, before) << program << " at " << velocity;
      if (before == -200) first = lufs;
      before = lufs;
    }
    EXPECT_GT(before - first, 18) << program;
  }
}

TEST(ProgramLoudness, NothingStandsStill) {
  SoundfontRenderer renderer;
  // The soundfont's own samples of these lie up to 14 dB under their level off zero.
  for (const int program : {35, 38, 82, 83, 87, 92}) {
    const Stereo sound = played(renderer, program, range_of(program), 100);
    double mean = 0, power = 0;
    for (const float sample : sound.samples) {
      mean += static_cast<double>(sample);
      power += static_cast<double>(sample) * static_cast<double>(sample);
    }
    const auto count = static_cast<double>(sound.samples.size());
    EXPECT_LT(20 * std::log10(std::abs(mean / count) / std::sqrt(power / count)), -35) << program;
  }
}

TEST(ProgramLoudness, TrimsAreBoundedAndKnownForAll) {
  for (int program = 0; program <= kDrumKit; ++program) {
    for (const int kit : {0, 8, 25, 999})
      EXPECT_LE(std::abs(loudness_trim_db(program, kit)), 12) << program;
  }
  EXPECT_EQ(loudness_trim_db(kDrumKit, 999), 0) << "a kit that was not measured is left alone";
}

}  // namespace
}  // namespace continuo
