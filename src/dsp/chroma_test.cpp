// Against what Hugging Face's feature extractor hears: tests/fixtures/chroma, made by
// train/parity/make_chroma_fixture.py.
#include "dsp/chroma.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/error.h"
#include "base/files.h"
#include "base/json_fields.h"
#include "dsp/sound_file.h"

namespace continuo {
namespace {

const std::filesystem::path kFixture =
    std::filesystem::path(CONTINUO_SOURCE_DIR) / "tests/fixtures/chroma";

std::vector<float> tune() {
  const Stereo sound = read_sound(kFixture / "tune.wav");
  EXPECT_EQ(sound.rate_hz, kChromaRate_hz);
  std::vector<float> mono(sound.frames());
  for (size_t i = 0; i < mono.size(); ++i) mono[i] = sound.samples[2 * i];
  return mono;
}

TEST(Chroma, FiltersAreTheReferences) {
  const Json golden = Json::parse(read_text(kFixture / "golden.json"));
  const std::vector<Chroma> filters = chroma_filters();
  ASSERT_EQ(filters.size(), kChromaWindow_samples / 2 + 1);
  for (size_t i = 0; i < golden["bins"].size(); ++i) {
    const auto bin = golden["bins"][i].get<size_t>();
    for (size_t c = 0; c < kPitchClasses; ++c)
      EXPECT_NEAR(filters[bin][c], golden["filters"][i][c].get<double>(), 1e-6) << bin << " " << c;
  }
}

TEST(Chroma, HearsWhatTheReferenceHears) {
  const Json golden = Json::parse(read_text(kFixture / "golden.json"));
  const std::vector<float> sound = tune();
  ASSERT_GE(golden["sounds"].size(), 4u);
  for (const auto& [count, expected] : golden["sounds"].items()) {
    const auto part = std::span(sound).first(std::stoul(count));
    const std::vector<Chroma> moments = chroma(part);
    ASSERT_EQ(moments.size(), expected["chroma"].size()) << count;
    for (size_t m = 0; m < moments.size(); ++m) {
      for (size_t c = 0; c < kPitchClasses; ++c)
        EXPECT_NEAR(moments[m][c], expected["chroma"][m][c].get<double>(), 1e-4)
            << count << " moment " << m << " class " << c;
    }
    EXPECT_EQ(pitch_classes(part), expected["classes"].get<std::vector<int32_t>>()) << count;
  }
}

TEST(Chroma, AToneIsItsPitchClassInEveryOctave) {
  for (int pitch = 36; pitch < 96; pitch += 5) {
    std::vector<float> tone(20000);
    const double hz = 440.0 * std::exp2((pitch - 69) / 12.0);
    for (size_t i = 0; i < tone.size(); ++i) {
      const double turn = hz * static_cast<double>(i) / kChromaRate_hz;
      tone[i] = static_cast<float>(0.1 * std::sin(2 * std::numbers::pi * turn));
    }
    // Not at the edges: a mirrored tone is another.
    EXPECT_EQ(pitch_classes(tone)[2], pitch % 12) << pitch;
  }
}

TEST(Chroma, SilenceIsACAndNothingIsAnError) {
  const std::vector<float> silence(30000);
  EXPECT_EQ(pitch_classes(silence), std::vector<int32_t>(8, 0));
  EXPECT_EQ(pitch_classes(std::vector<float>(1, 0.5f)).size(), 5u);
  EXPECT_THROW(chroma({}), Error);
}

}  // namespace
}  // namespace continuo
