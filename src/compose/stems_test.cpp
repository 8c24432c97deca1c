// Stems as files: they need a soundfont, as the tests of the synthesiser do.
#include "compose/stems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "arrange/band.h"
#include "base/error.h"
#include "base/files.h"
#include "dsp/loudness.h"
#include "dsp/sound_file.h"
#include "score/instrument.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

class StemFilesTest : public testing::Test {
 protected:
  StemFilesTest()
      : folder_(fs::temp_directory_path() / fs::path(temporary_beside("stems_test")).filename()) {
    fs::create_directory(folder_);
  }
  ~StemFilesTest() override { fs::remove_all(folder_); }
  size_t files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
  SoundfontRenderer renderer_;
};

Score piece_of(const char* genre, int bars = 2) {
  for (uint64_t seed = 0;; ++seed) {
    Plan plan = random_plan_of_genre(genre_code(genre), seed);
    if (plan.parts.size() < 4) continue;
    plan.sections = {{SectionKind::kVerse, bars, 6, 6}};
    return arrange(plan, seed);
  }
}

TEST_F(StemFilesTest, AddUpToTheTake) {
  for (const char* genre : {"funk", "orchestral", "techno"}) {
    const Score score = piece_of(genre);
    const TakePaths paths = take_paths(folder_ / (std::string(genre) + ".wav"));
    std::vector<float> gains;
    const Stereo take = render_take(score, renderer_, false, &gains);
    StemFiles stems(paths, score, stems_of_score(score, renderer_), gains);
    Recipe recipe;
    recipe.plan = score.plan;
    recipe.bars = score.plan.bars();
    save_take(paths, score, take, recipe, &stems);
    const Stereo whole = read_sound(paths.wav);
    std::vector<double> sum(whole.samples.size());
    ASSERT_GE(stems.names().size(), 3u);
    for (const std::string& name : stems.names()) {
      const Stereo stem = read_sound(folder_ / name);
      ASSERT_EQ(stem.frames(), whole.frames()) << name;
      for (size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<double>(stem.samples[i]);
    }
    const double louder = db_to_gain(stems.lowered_db());
    double worst = 0;
    for (size_t i = 0; i < sum.size(); ++i)
      worst = std::max(worst, std::abs(sum[i] * louder - static_cast<double>(whole.samples[i])));
    EXPECT_LT(gain_to_db(worst), -100) << genre;
    const Recipe again = recipe_from_json(read_text(paths.json, 1 << 20));
    EXPECT_EQ(again.stems, stems.names());
    EXPECT_EQ(again.mix, kMixVersion);
  }
}

TEST_F(StemFilesTest, CancelledLeaveNothing) {
  const Score score = piece_of("jazz");
  const std::vector<float> gains(96000, 1.0f);
  std::atomic<bool> cancel = true;
  EXPECT_THROW(StemFiles(take_paths(folder_ / "x.wav"), score, stems_of_score(score, renderer_),
                         gains, &cancel),
               Error);
  EXPECT_EQ(files(), 0u);
}

TEST_F(StemFilesTest, GoAgainWhereTheTakeCouldNotBeSaved) {
  const Score score = piece_of("rock");
  const std::vector<float> gains(9600, 1.0f);
  const TakePaths paths = take_paths(folder_ / "x.wav");
  {
    StemFiles stems(paths, score, stems_of_score(score, renderer_), gains);
    for (const std::string& name : stems.names()) EXPECT_FALSE(fs::exists(folder_ / name));
    stems.commit();
    EXPECT_EQ(files(), stems.names().size());
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(StemFilesTest, AreLoweredTogetherRatherThanClipped) {
  Score score = piece_of("rock");
  score.parts.resize(2);
  score.parts[0].notes = score.parts[1].notes = {{0, 48, 60, 80}};
  // Two that cancel each other out, each louder than any file holds.
  const PlayStem loud = [](size_t part, const StemPiece& piece) {
    const std::vector<float> samples(200, part == 0 ? 3.0f : -2.5f);
    piece(samples);
  };
  StemFiles stems(take_paths(folder_ / "x.wav"), score, loud, std::vector<float>(100, 1.0f));
  EXPECT_EQ(stems.lowered_db(), 10);
  stems.commit();
  const Stereo first = read_sound(folder_ / stems.names()[0]);
  const Stereo second = read_sound(folder_ / stems.names()[1]);
  EXPECT_NEAR(first.samples[50], 3 * db_to_gain(-10), 1e-6);
  EXPECT_NEAR(second.samples[50], -2.5 * db_to_gain(-10), 1e-6);
}

TEST_F(StemFilesTest, AreSilentWhereAPartHasRungOut) {
  const Score score = piece_of("rock");
  const PlayStem brief = [](size_t, const StemPiece& piece) {
    piece(std::vector<float>(200, 1.0f));
  };
  std::vector<float> gains(100000);
  for (size_t n = 0; n < gains.size(); ++n) gains[n] = 1.0f / static_cast<float>(n + 1);
  std::vector<float> stem;
  render_stem(brief, 0, gains, [&](std::span<const float> samples) {
    stem.insert(stem.end(), samples.begin(), samples.end());
  });
  ASSERT_EQ(stem.size(), 2 * gains.size());
  for (size_t i = 0; i < stem.size(); ++i) ASSERT_EQ(stem[i], i < 200 ? gains[i / 2] : 0.0f) << i;
}

TEST_F(StemFilesTest, TakesHoldLoudnessAndCeiling) {
  for (const char* genre : {"metal", "pop ballad", "bossa nova", "drum and bass", "choral"}) {
    const Stereo take = render_take(piece_of(genre, 4), renderer_);
    const Loudness found = measure_loudness(take);
    EXPECT_NEAR(found.integrated_lufs, kTargetLoudness_lufs, 0.1) << genre;
    EXPECT_LT(found.true_peak_db, kTruePeakCeiling_db) << genre;
    double mean = 0;
    for (const float sample : take.samples) mean += static_cast<double>(sample);
    EXPECT_LT(std::abs(mean / static_cast<double>(take.samples.size())), 1e-4) << genre;
  }
}

}  // namespace
}  // namespace continuo
