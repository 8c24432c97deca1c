#include "measure/melody_runs.h"

#include <gtest/gtest.h>

#include "score/instrument.h"

namespace continuo {
namespace {

// Notes an eighth apart.
Score tune(const std::vector<int>& pitches, int moved = 0, int late = 0) {
  Score score;
  for (int i = 0; i < 8; ++i) {
    Bar bar;
    bar.start = i * 192;
    score.bars.push_back(bar);
  }
  Part part;
  for (size_t i = 0; i < pitches.size(); ++i)
    part.notes.push_back({static_cast<int>(i) * 24 + late, 20, pitches[i] + moved, 80});
  score.parts = {part};
  return score;
}

const std::vector<int> kTune{60, 62, 64, 65, 67, 69, 71, 72, 60, 61};

TEST(MelodyRuns, AreEightNotesEach) {
  EXPECT_TRUE(melody_runs(tune({60, 62, 64, 65, 67, 69, 71})).empty());
  EXPECT_EQ(melody_runs(tune({60, 62, 64, 65, 67, 69, 71, 72})).size(), 1u);
  EXPECT_EQ(melody_runs(tune(kTune)).size(), 3u);
  EXPECT_TRUE(melody_runs(tune({60, 60, 62, 60, 62, 60, 64, 60, 60, 60})).empty());
  EXPECT_TRUE(melody_runs(Score{}).empty());
}

TEST(MelodyRuns, AreTheSameInAnotherKeyAndAShadeLater) {
  EXPECT_EQ(melody_runs(tune(kTune)), melody_runs(tune(kTune, 5)));
  EXPECT_EQ(melody_runs(tune(kTune)), melody_runs(tune(kTune, -7, 3)));
  Score slower = tune(kTune);
  for (Note& note : slower.parts[0].notes) note.start *= 2;
  EXPECT_NE(melody_runs(tune(kTune)), melody_runs(slower));
}

TEST(MelodyRuns, LeaveOutWhatRestsForMoreThanFourQuarters) {
  Score score = tune({60, 62, 64, 65, 67, 69, 71, 72});
  score.parts[0].notes.back().start += 400;
  EXPECT_TRUE(melody_runs(score).empty());
}

TEST(RunSearch, TellsTheShareThatWasThere) {
  const std::vector<uint64_t> runs = melody_runs(tune(kTune));
  RunSearch search;
  search.look_for(runs);
  EXPECT_EQ(search.found(runs), 0);
  search.read(tune({50, 50, 50}));
  EXPECT_EQ(search.found(runs), 0);
  // The first eight notes, by another part, in another key: one of three runs.
  Score training = tune({60, 62, 64, 65, 67, 69, 71, 72}, 3);
  training.parts[0].program = 40;
  training.parts.push_back({73, Role::kLead, {{0, 20, 90, 80}}});
  search.read(training);
  EXPECT_NEAR(search.found(runs), 1.0 / 3, 1e-12);
  // Drums play no tune.
  Score drums = tune(kTune);
  drums.parts[0].program = kDrumKit;
  search.read(drums);
  EXPECT_NEAR(search.found(runs), 1.0 / 3, 1e-12);
  EXPECT_EQ(search.found({}), 0);
}

}  // namespace
}  // namespace continuo
