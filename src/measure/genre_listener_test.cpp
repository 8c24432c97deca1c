#include "measure/genre_listener.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "base/rng.h"
#include "measure/genre_features.h"
#include "score/instrument.h"

namespace continuo {
namespace {

// Four to the floor, or a waltz's bass and chords.
Score dance(bool waltz, uint64_t seed) {
  Rng rng(seed);
  Score score;
  Part piano;
  Part kit{kDrumKit, Role::kDrums, {}};
  const Metre metre = waltz ? Metre{3, 4} : Metre{4, 4};
  for (int i = 0; i < 12; ++i) {
    Bar bar;
    bar.metre = metre;
    bar.start = i * metre.bar_ticks();
    score.bars.push_back(bar);
    for (int beat = 0; beat < metre.beats; ++beat) {
      const int at = bar.start + beat * 48;
      if (waltz) {
        piano.notes.push_back({at, 40, (beat == 0 ? 40 : 64) + rng.range(0, 4), 80});
      } else {
        kit.notes.push_back({at, 10, 36, 90});
        piano.notes.push_back({at + 24, 12, 60 + rng.range(0, 9), 80});
      }
    }
  }
  score.parts = {piano};
  if (!waltz) score.parts.push_back(kit);
  return score;
}

TEST(GenreFeatures, AreOfOneLengthAndFinite) {
  const size_t count = genre_feature_names().size();
  EXPECT_GT(count, 100u);
  for (const Score& score : {Score{}, dance(true, 1), dance(false, 1)}) {
    const std::vector<double> features = genre_features(score);
    EXPECT_EQ(features.size(), count);
    for (const double value : features) EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(GenreFeatures, SeeNeitherInstrumentsNorTempoNorPlanNorKey) {
  const Score score = dance(false, 4);
  Score other = score;
  other.parts[0].program = 40;
  other.plan.genre = 7;
  other.plan.bpm = 55;
  for (Bar& bar : other.bars) bar.bpm = 200;
  EXPECT_EQ(genre_features(other), genre_features(score));
  other.plan.key = {5, Mode::kBlues};
  EXPECT_EQ(genre_features(other), genre_features(score));
}

TEST(HeardFeatures, OfEverythingSeeInstrumentsAndTempo) {
  const Score score = dance(false, 4);
  Score other = score;
  other.parts[0].program = 40;
  EXPECT_NE(heard_features(other, Ear::kEverything), heard_features(score, Ear::kEverything));
  other = score;
  for (Bar& bar : other.bars) bar.bpm = 200;
  EXPECT_NE(heard_features(other, Ear::kEverything), heard_features(score, Ear::kEverything));
  EXPECT_EQ(heard_features(other, Ear::kNotes), heard_features(score, Ear::kNotes));
  // The same length for silence.
  EXPECT_EQ(heard_features(Score{}, Ear::kEverything).size(),
            heard_features(score, Ear::kEverything).size());
}

TEST(GenreListener, TellsWhatItHeard) {
  std::vector<HeardPiece> pieces;
  for (uint64_t seed = 0; seed < 12; ++seed) {
    pieces.push_back({"waltz", genre_features(dance(true, seed))});
    pieces.push_back({"house", genre_features(dance(false, seed))});
  }
  const GenreListener listener(pieces, Ear::kNotes);
  EXPECT_EQ(listener.families(), (std::vector<std::string>{"house", "waltz"}));
  for (uint64_t seed = 100; seed < 110; ++seed) {
    EXPECT_EQ(listener.recognise(dance(true, seed)), "waltz");
    EXPECT_EQ(listener.recognise(dance(false, seed)), "house");
  }
  EXPECT_THROW(GenreListener({}, Ear::kNotes), Error);
}

TEST(Confusion, CountsAndNamesTheMistakes) {
  Confusion confusion;
  EXPECT_EQ(confusion.accuracy(), 0);
  for (const char* recognised : {"jazz", "jazz", "blues", "rock", "blues"})
    confusion.add("jazz", recognised);
  confusion.add("blues", "blues");
  EXPECT_NEAR(confusion.accuracy(), 3.0 / 6, 1e-12);
  const auto rows = confusion.rows();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].family, "jazz");
  EXPECT_EQ(rows[1].right, 2u);
  EXPECT_EQ(rows[1].mistaken_for[0], (std::pair<std::string, size_t>{"blues", 2}));
  EXPECT_NE(confusion_table(confusion).find("| jazz | 5 | 40.0 |"), std::string::npos);
}

}  // namespace
}  // namespace continuo
