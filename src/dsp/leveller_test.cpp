#include "dsp/leveller.h"

#include <gtest/gtest.h>

#include <numbers>
#include <vector>

namespace continuo {
namespace {

std::vector<float> tone(double seconds, double amplitude) {
  std::vector<float> sound(2 * static_cast<size_t>(seconds * kSampleRateHz));
  for (size_t i = 0; i < sound.size(); ++i) {
    const double time = static_cast<double>(i / 2) / kSampleRateHz;
    sound[i] = static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * 1000 * time));
  }
  return sound;
}

double level_db(std::span<const float> sound) {
  double sum = 0;
  for (const float sample : sound) sum += static_cast<double>(sample) * sample;
  return 10 * std::log10(sum / static_cast<double>(sound.size()));
}

TEST(Leveller, BringsSoftAndLoudToTheTarget) {
  for (const double amplitude : {0.05, 0.14, 0.35}) {
    Leveller leveller(-20);
    std::vector<float> sound = tone(30, amplitude);
    leveller.process(sound);
    EXPECT_NEAR(level_db(std::span(sound).last(kSampleRateHz)), -20, 0.4) << amplitude;
  }
}

TEST(Leveller, MovesByNoMoreThanItsRange) {
  Leveller leveller(-20);
  std::vector<float> sound = tone(30, 0.005);
  leveller.process(sound);
  EXPECT_NEAR(leveller.gain_db(), 9, 0.01);
}

TEST(Leveller, StandsStillInSilence) {
  Leveller leveller(-20);
  std::vector<float> loud = tone(10, 0.5);
  leveller.process(loud);
  const double before = leveller.gain_db();
  EXPECT_LT(before, -3);
  std::vector<float> silence(2 * kSampleRateHz * 20);
  leveller.process(silence);
  EXPECT_EQ(leveller.gain_db(), before);
}

TEST(Leveller, GivesTheSameInAnyPieces) {
  std::vector<float> whole = tone(3, 0.5);
  std::vector<float> pieces = whole;
  Leveller one;
  Leveller many;
  one.process(whole);
  for (size_t at = 0; at < pieces.size(); at += 640)
    many.process(std::span(pieces).subspan(at, std::min<size_t>(640, pieces.size() - at)));
  EXPECT_EQ(whole, pieces);
}

}  // namespace
}  // namespace continuo
